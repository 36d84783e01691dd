"""Besluiten en brieven: vastleggen, opmaken, bekendmaken."""

from core.process.besluit.api import BesluitApi
from core.process.besluit.cijferteksten import CIJFERKOLOMMEN
from core.process.besluit.feiten import FEITEN
from core.process.besluit.taken import TAKEN
from core.process.besluit.werksoorten import Soort
from core.process.stap import Stap

STAP = Stap(
    naam="besluit",
    feiten=FEITEN,
    controllers=(BesluitApi,),
    tags=("besluiten en brieven",),
    paden={"brief_id": "De brief"},
    taken=TAKEN,
    werk=tuple(Soort),
    cijferkolommen=CIJFERKOLOMMEN,
)
