"""De handelingen: wat er nu in een dossier kan. Zij bewaart niets; zij vraagt het aan het recht."""

from core.process.handeling.api import HandelingApi
from core.process.handeling.personen_api import PersonenApi
from core.process.handeling.views import heel_beeld
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

_LEEST = "zij leest wat er is en bewaart niets"
STAP = Stap(
    naam="handeling",
    feiten=(),
    controllers=(HandelingApi, PersonenApi),
    heel_beeld=heel_beeld,
    afwijzingen={
        PlichtGeeindigd: _LEEST,
        Geschorst: _LEEST,
        Hervat: _LEEST,
        FeitenGewijzigd: _LEEST,
        GroepGewijzigd: _LEEST,
        BesluitBekendgemaakt: _LEEST,
        PipVastgesteld: _LEEST,
        Verhuisd: _LEEST,
        Overleden: _LEEST,
        RechtGewijzigd: _LEEST,
    },
)
