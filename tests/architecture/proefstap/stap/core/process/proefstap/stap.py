"""De proefstap: de kleinste stap die alles heeft wat een stap kan hebben."""

from core.law.besluiten import Besluitsoort
from core.process.proefstap import gevolgen
from core.process.proefstap.api import ProefstapApi
from core.process.proefstap.brief import BEGIN
from core.process.proefstap.feiten import FEITEN
from core.process.proefstap.tables import Proefstap, Proefstatus
from core.process.proefstap.taken import TAKEN
from core.process.proefstap.werksoorten import Soort as Werk
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
    ProefstapBegonnen,
    RechtGewijzigd,
    Verhuisd,
)

STAP = Stap(
    naam="proefstap",
    feiten=FEITEN,
    controllers=(ProefstapApi,),
    tags=("proefstap",),
    paden={"proefstap_id": "De proefstap"},
    taken=TAKEN,
    werk=tuple(Werk),
    besluiten=(Besluitsoort.ELIP,),
    brieven=(BEGIN,),
    statussen=(Status(kolom=Proefstap.status, loopt=(Proefstatus.LOOPT,)),),
    bij={
        PlichtGeeindigd: gevolgen.beeindig,
        Geschorst: gevolgen.beeindig,
        Verhuisd: gevolgen.beeindig,
        Overleden: gevolgen.beeindig,
        ProefstapBegonnen: gevolgen.laat_bekijken,
    },
    afwijzingen={
        Hervat: "een nieuwe begint een mens",
        FeitenGewijzigd: "zij hangt van geen feit over de persoon af",
        GroepGewijzigd: "zij is er voor elke groep",
        BesluitBekendgemaakt: "de bezwaartermijn houdt de stap besluit bij",
        PipVastgesteld: "zij hangt niet aan het PIP",
        RechtGewijzigd: "zij heeft geen termijn",
    },
)
