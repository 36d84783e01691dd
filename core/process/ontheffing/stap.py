"""De ontheffing van de leerbaarheidstoets: op verzoek of ambtshalve, altijd een besluit (art. 14 lid 6 Wi2021)."""

from core.law.besluiten import Besluitsoort
from core.law.ontheffing import Ontheffingstatus
from core.process.ontheffing import gevolgen
from core.process.ontheffing.api import OntheffingApi
from core.process.ontheffing.brief import ONTHEFFING_LBT
from core.process.ontheffing.cijferteksten import CIJFERKOLOMMEN
from core.process.ontheffing.feiten import FEITEN
from core.process.ontheffing.intrekken_api import OntheffingIntrekkenApi
from core.process.ontheffing.tables import LbtOntheffing
from core.process.ontheffing.verzenden import waarschuw_verzending
from core.process.ontheffing.werksoorten import Soort as Werk
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
    RetourpostBeoordeeld,
    Verhuisd,
)

STAP = Stap(
    naam="ontheffing",
    feiten=FEITEN,
    controllers=(OntheffingApi, OntheffingIntrekkenApi),
    tags=("ontheffing leerbaarheidstoets",),
    paden={"ontheffing_id": "Het verzoek om ontheffing van de leerbaarheidstoets"},
    werk=tuple(Werk),
    besluiten=(Besluitsoort.ONTHEFFING_LBT, Besluitsoort.WEIGERING),
    brieven=(ONTHEFFING_LBT,),
    cijferkolommen=CIJFERKOLOMMEN,
    waarschuwt_bij_verzenden=waarschuw_verzending,
    statussen=(Status(kolom=LbtOntheffing.status, loopt=(Ontheffingstatus.LOOPT,)),),
    bij={
        PlichtGeeindigd: gevolgen.laat_verzoek_vervallen,
        Geschorst: gevolgen.laat_verzoek_vervallen,
        Verhuisd: gevolgen.laat_verzoek_vervallen,
        Overleden: gevolgen.laat_verzoek_vervallen,
        BesluitBekendgemaakt: gevolgen.meld_aan_duo,
        RetourpostBeoordeeld: gevolgen.zeg_wat_erop_rust,
        FeitenGewijzigd: gevolgen.laat_vervallen_als_verkort,
        Hervat: gevolgen.vraag_of_het_verzoek_nog_geldt,
    },
    afwijzingen={
        GroepGewijzigd: "de ontheffing is er voor elke groep",
        RechtGewijzigd: "een beslistermijn die verschuift houdt het dossier bij (PG-13)",
        PipVastgesteld: "op een verzoek is beslist voordat de intake af is (PG-9)",
    },
)
