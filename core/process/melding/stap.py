"""Meldingen aan DUO: klaarzetten, verzenden, herstellen."""

from core.process.melding.api import MeldingApi
from core.process.melding.feiten import FEITEN
from core.process.melding.taken import TAKEN
from core.process.melding.werksoorten import Soort
from core.process.stap import Stap

STAP = Stap(
    naam="melding",
    feiten=FEITEN,
    controllers=(MeldingApi,),
    tags=("meldingen aan DUO",),
    paden={"melding_id": "De melding aan DUO"},
    taken=TAKEN,
    werk=tuple(Soort),
)
