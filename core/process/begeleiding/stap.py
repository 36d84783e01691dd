"""De begeleiding: het huishouden, en wie het gezin helpt."""

from core.process.begeleiding.api import BegeleidingApi
from core.process.begeleiding.feiten import FEITEN
from core.process.stap import Stap
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    FeitenGewijzigd,
    Geschorst,
    GroepGewijzigd,
    Hervat,
    Overleden,
    PipVastgesteld,
    PlichtGeeindigd,
    RechtGewijzigd,
    Verhuisd,
)

_VAN_TOEN = "wat vastgesteld is, is een keuze van toen: er loopt niets, en na het einde komt er geen meer"
_STEEDS_OPNIEUW = "het voorstel wordt bij elk lezen opnieuw bepaald"
STAP = Stap(
    naam="begeleiding",
    feiten=FEITEN,
    controllers=(BegeleidingApi,),
    tags=("begeleiding",),
    afwijzingen={
        PlichtGeeindigd: _VAN_TOEN,
        Geschorst: _VAN_TOEN,
        Hervat: _VAN_TOEN,
        FeitenGewijzigd: _STEEDS_OPNIEUW,
        GroepGewijzigd: _STEEDS_OPNIEUW,
        BesluitBekendgemaakt: _VAN_TOEN,
        PipVastgesteld: _VAN_TOEN,
        Verhuisd: _VAN_TOEN,
        Overleden: _VAN_TOEN,
        RechtGewijzigd: _STEEDS_OPNIEUW,
    },
)
