"""Wie hier werkt, met welke rol, en wie daarover gaat (art. 32 AVG)."""

from core.process.leden.api import LidmaatschapApi, UitnodigingApi
from core.process.leden.feiten import FEITEN
from core.process.leden.taken import TAKEN
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

_NIET_VAN_EEN_ZAAK = "een lidmaatschap is van een medewerker, en van geen zaak"
STAP = Stap(
    naam="leden",
    feiten=FEITEN,
    controllers=(LidmaatschapApi, UitnodigingApi),
    paden={"lidmaatschap_id": "Het lidmaatschap", "uitnodiging_id": "De uitnodiging"},
    taken=TAKEN,
    tags=("lidmaatschappen",),
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
