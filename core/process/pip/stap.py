"""Het plan inburgering en participatie: concept, toets en vaststelling (art. 15 Wi2021)."""

from core.law.besluiten import Besluitsoort
from core.process.pip import bij_duo, gevolgen, voornemens
from core.process.pip.api import PipApi
from core.process.pip.brief import PIP_BESCHIKKING
from core.process.pip.feiten import FEITEN
from core.process.pip.herdagtekenen_api import HerdagtekenApi
from core.process.pip.intrekken_api import PipIntrekkenApi
from core.process.pip.loslaten_api import LoslatenApi
from core.process.pip.tables import Pip, Pipstatus, PipVoornemen
from core.process.pip.voornemen_api import VoornemenApi
from core.process.pip.voornemen_brief import PIP_VOORNEMEN
from core.process.pip.werksoorten import Soort as Werk
from core.process.stap import Stap, Status
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    BriefVerzonden,
    FeitenGewijzigd,
    Geschorst,
    GroepGewijzigd,
    Hervat,
    IntakeHeropend,
    Overleden,
    PipVastgesteld,
    PlichtGeeindigd,
    RechtGewijzigd,
    RetourpostBeoordeeld,
    Teruggekeerd,
    Verhuisd,
    VerzendingVerbeterd,
)

STAP = Stap(
    naam="pip",
    feiten=FEITEN,
    controllers=(PipApi, VoornemenApi, HerdagtekenApi, PipIntrekkenApi, LoslatenApi),
    tags=("pip",),
    paden={"voornemen_id": "Het voornemen van het PIP"},
    werk=tuple(Werk),
    voorgelegd_op=voornemens.voorgelegd_op,
    let_op=bij_duo.let_op,
    besluiten=(Besluitsoort.PIP, Besluitsoort.LOSLATING),
    brieven=(PIP_BESCHIKKING, PIP_VOORNEMEN),
    statussen=(
        Status(kolom=Pip.status, loopt=(Pipstatus.CONCEPT,)),
        Status(kolom=PipVoornemen.status, loopt=voornemens.STAAT),
    ),
    bij={
        PlichtGeeindigd: gevolgen.laat_concept_vervallen,
        Geschorst: gevolgen.laat_concept_vervallen,
        Verhuisd: gevolgen.verhuis,
        Teruggekeerd: gevolgen.zeg_niets_meer,
        Overleden: gevolgen.laat_concept_vervallen,
        BesluitBekendgemaakt: gevolgen.meld_aan_duo,
        BriefVerzonden: gevolgen.begin_de_termijn,
        VerzendingVerbeterd: gevolgen.verbeter_dag,
        RetourpostBeoordeeld: gevolgen.volg_retourpost,
        IntakeHeropend: gevolgen.laat_voornemen_vervallen,
        GroepGewijzigd: gevolgen.vraag_na_wat_de_groep_betekent,
    },
    afwijzingen={
        Hervat: "een nieuw concept begint een mens",
        FeitenGewijzigd: "de toets leest de feiten van dat moment",
        RechtGewijzigd: "de toets rekent met het recht van dat moment",
        PipVastgesteld: "zij meldt het zelf",
    },
)
