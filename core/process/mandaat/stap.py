"""Het mandaatregister: wie namens het college welk besluit neemt (afd. 10.1.1 Awb, PG-19)."""

from core.process.mandaat.api import MandaatApi
from core.process.mandaat.feiten import FEITEN
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

_NIET_VAN_EEN_ZAAK = "het register is van de gemeente, en van geen zaak"
STAP = Stap(
    naam="mandaat",
    feiten=FEITEN,
    controllers=(MandaatApi,),
    tags=("mandaten",),
    paden={"mandaat_id": "Het mandaat"},
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
