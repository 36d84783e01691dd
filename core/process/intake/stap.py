"""De brede intake: het gesprek en de leerbaarheidstoets (art. 14 Wi2021)."""

from core.process.intake import actions, gevolgen
from core.process.intake.api import BredeIntakeApi
from core.process.intake.cijferteksten import CIJFERKOLOMMEN
from core.process.intake.elders_api import EldersPlanApi, PipVanEldersApi
from core.process.intake.feiten import FEITEN
from core.process.intake.tables import Leerbaarheidstoets
from core.process.intake.taken import LEES_LBT, TAKEN
from core.process.stap import Stap, Status
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    BesluitIngetrokken,
    FeitenGewijzigd,
    Geschorst,
    GroepGewijzigd,
    Hervat,
    OntheffingVerleend,
    Overleden,
    PipVastgesteld,
    PlichtGeeindigd,
    RechtGewijzigd,
    Verhuisd,
)

STAP = Stap(
    naam="intake",
    feiten=FEITEN,
    controllers=(BredeIntakeApi, PipVanEldersApi, EldersPlanApi),
    tags=("brede intake",),
    taken=TAKEN,
    gebeurtenissen={"SS131": (LEES_LBT,), "SS137": (LEES_LBT,)},
    cijferkolommen=CIJFERKOLOMMEN,
    statussen=(Status(kolom=Leerbaarheidstoets.status, reden="hoe het er bij DUO mee staat"),),
    geen_leerbaarheidstoets=actions.geen_leerbaarheidstoets,
    bij={
        PlichtGeeindigd: gevolgen.vraag_niet_meer,
        Geschorst: gevolgen.vraag_niet_meer,
        Verhuisd: gevolgen.vraag_niet_meer,
        Overleden: gevolgen.vraag_niet_meer,
        OntheffingVerleend: gevolgen.vraag_niet_meer,
        BesluitIngetrokken: gevolgen.laat_opnieuw_vragen,
        FeitenGewijzigd: gevolgen.vraag_niet_meer_als_verkort,
    },
    afwijzingen={
        Hervat: "wat er van de intake vastligt blijft staan; een mens vult haar aan",
        GroepGewijzigd: "de intake is voor elke groep gelijk",
        RechtGewijzigd: "er loopt hier geen termijn",
        BesluitBekendgemaakt: "of een ontheffing bekend is leest zij zelf",
        PipVastgesteld: "de intake is dan afgerond",
    },
)
