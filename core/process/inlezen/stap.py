"""De lopende zaken van een gemeente uit een lijst (art. 54 Wi2021): feiten van voor Meedoen, en geen besluit."""

from core.process.inlezen.cijferteksten import CIJFERKOLOMMEN
from core.process.inlezen.feiten import FEITEN
from core.process.inlezen.tables import Inleesregel
from core.process.inlezen.taken import TAKEN
from core.process.stap import Stap, Status
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

_LEEST = "zij opent dossiers uit een lijst, en bewaart van een zaak geen stand"
STAP = Stap(
    naam="inlezen",
    feiten=FEITEN,
    taken=TAKEN,
    cijferkolommen=CIJFERKOLOMMEN,
    statussen=(
        Status(kolom=Inleesregel.status, reden="of een regel van een lijst gelezen is; dat gaat over de lijst"),
    ),
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
