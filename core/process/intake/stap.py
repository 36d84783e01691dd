"""De brede intake: oproepen, het gesprek, de leerbaarheidstoets (art. 14 Wi2021)."""

from core.law.oproepen import Uitkomst
from core.process.intake import gevolgen
from core.process.intake.api import BredeIntakeApi, OproepApi
from core.process.intake.brief import OPROEP
from core.process.intake.cijferteksten import CIJFERKOLOMMEN
from core.process.intake.feiten import FEITEN
from core.process.intake.tables import Leerbaarheidstoets, Oproep
from core.process.intake.taken import LEES_LBT, TAKEN
from core.process.intake.werksoorten import Soort
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

STAP = Stap(
    naam="intake",
    feiten=FEITEN,
    controllers=(OproepApi, BredeIntakeApi),
    tags=("brede intake",),
    paden={"oproep_id": "De oproep"},
    taken=TAKEN,
    gebeurtenissen={"SS131": (LEES_LBT,), "SS137": (LEES_LBT,)},
    werk=tuple(Soort),
    brieven=(OPROEP,),
    cijferkolommen=CIJFERKOLOMMEN,
    statussen=(
        Status(kolom=Oproep.uitkomst, loopt=(Uitkomst.OPEN,)),
        Status(kolom=Leerbaarheidstoets.status, reden="hoe het er bij DUO mee staat"),
    ),
    bij={
        PlichtGeeindigd: gevolgen.laat_oproepen_vervallen,
        Geschorst: gevolgen.laat_oproepen_vervallen,
        Verhuisd: gevolgen.laat_oproepen_vervallen,
    },
    afwijzingen={
        Hervat: "er wordt opnieuw opgeroepen; wat er eerder was telt niet meer mee (PG-4)",
        FeitenGewijzigd: "een oproep rust op de fase, niet op deze feiten",
        GroepGewijzigd: "de volgende oproep leest de groep zelf",
        RechtGewijzigd: "een verzonden termijn verschuift niet (PG-13)",
        BesluitBekendgemaakt: "een oproep hangt aan geen besluit",
        PipVastgesteld: "de intake is dan afgerond",
        Overleden: "de plicht eindigt dan ook, en dat wordt apart gemeld",
    },
)
