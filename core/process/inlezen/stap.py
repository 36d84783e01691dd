"""De lopende zaken van een gemeente uit een lijst (art. 54 Wi2021): feiten van voor Meedoen, en geen besluit."""

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

_LEEST = "zij leest een lijst en bewaart niets"
STAP = Stap(
    naam="inlezen",
    feiten=(),
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
