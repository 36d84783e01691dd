"""Het plan inburgering en participatie: concept, toets en vaststelling (art. 15 Wi2021)."""

from core.process.pip.api import PipApi
from core.process.pip.brief import PIP_BESCHIKKING
from core.process.pip.feiten import FEITEN
from core.process.stap import Stap

STAP = Stap(naam="pip", feiten=FEITEN, controllers=(PipApi,), tags=("pip",), brieven=(PIP_BESCHIKKING,))
