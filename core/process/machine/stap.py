"""Andere systemen die hier lezen: dat van een taalschool of partner, en dat van de gemeente zelf."""

from core.process.machine.api import MachineApi
from core.process.machine.feiten import FEITEN
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

_NIET_VAN_EEN_ZAAK = "een systeem leest, en is van geen zaak"
STAP = Stap(
    naam="machine",
    feiten=FEITEN,
    controllers=(MachineApi,),
    tags=("machines",),
    paden={"machine_id": "Het systeem, met deze sleutel"},
    afwijzingen={
        PlichtGeeindigd: _NIET_VAN_EEN_ZAAK,
        Geschorst: _NIET_VAN_EEN_ZAAK,
        Hervat: _NIET_VAN_EEN_ZAAK,
        FeitenGewijzigd: _NIET_VAN_EEN_ZAAK,
        GroepGewijzigd: _NIET_VAN_EEN_ZAAK,
        BesluitBekendgemaakt: _NIET_VAN_EEN_ZAAK,
        PipVastgesteld: _NIET_VAN_EEN_ZAAK,
        Verhuisd: _NIET_VAN_EEN_ZAAK,
        Overleden: _NIET_VAN_EEN_ZAAK,
        RechtGewijzigd: _NIET_VAN_EEN_ZAAK,
    },
)
