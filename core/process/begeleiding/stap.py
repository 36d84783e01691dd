"""De begeleiding: het huishouden, en wie het gezin helpt."""

from core.process.begeleiding.api import BegeleidingApi
from core.process.begeleiding.feiten import FEITEN
from core.process.stap import Stap

STAP = Stap(naam="begeleiding", feiten=FEITEN, controllers=(BegeleidingApi,), tags=("begeleiding",))
