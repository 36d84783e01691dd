"""De oproepen voor de brede intake, tot iemand komt of drie keer niet (art. 14 lid 1 en 2, art. 22 Wi2021)."""

from core.law.besluiten import Besluitsoort
from core.law.oproepen import Uitkomst
from core.process.oproep import eerdere_boete, gevolgen
from core.process.oproep.api import OproepApi
from core.process.oproep.brief import OPROEP
from core.process.oproep.feiten import FEITEN
from core.process.oproep.keten import WAAK, waak
from core.process.oproep.tables import Oproep, Oproepgebeurtenis
from core.process.oproep.vervolgbrieven import AFSPRAAK_VERZET, INTREKKING
from core.process.oproep.verzenden import is_ingetrokken, waarschuw_verzending
from core.process.oproep.werksoorten import Soort
from core.process.stap import Stap, Status
from core.process.taak import Taaksoort
from core.process.voorvallen import (
    BesluitBekendgemaakt,
    BriefVerzonden,
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
    VerzendingVerbeterd,
)

STAP = Stap(
    naam="oproep",
    feiten=FEITEN,
    controllers=(OproepApi,),
    tags=("oproepen",),
    paden={"oproep_id": "De oproep"},
    taken=(Taaksoort(soort=WAAK, wat="de laatste dagen van de oproepen bewaken", doe=waak, elke_dag=True),),
    werk=tuple(Soort),
    let_op=eerdere_boete.let_op,
    besluiten=(Besluitsoort.WAARSCHUWING,),
    brieven=(OPROEP, AFSPRAAK_VERZET, INTREKKING),
    statussen=(
        Status(kolom=Oproep.uitkomst, loopt=(Uitkomst.OPEN,)),
        Status(kolom=Oproepgebeurtenis.uitkomst, reden="wat er toen kwam; hoe het nu staat houdt de oproep bij"),
    ),
    over_wat_er_niet_meer_is=is_ingetrokken,
    waarschuwt_bij_verzenden=waarschuw_verzending,
    bij={
        PlichtGeeindigd: gevolgen.laat_oproepen_vervallen,
        Geschorst: gevolgen.laat_oproepen_vervallen,
        Verhuisd: gevolgen.laat_oproepen_vervallen,
        Overleden: gevolgen.laat_oproepen_vervallen,
        BriefVerzonden: gevolgen.laat_termijn_lopen,
        VerzendingVerbeterd: gevolgen.verbeter_dag,
        FeitenGewijzigd: gevolgen.volg_toets,
        RetourpostBeoordeeld: gevolgen.volg_retourpost,
    },
    afwijzingen={
        Hervat: "er wordt opnieuw opgeroepen; wat er eerder was telt niet meer mee (PG-4)",
        GroepGewijzigd: "de volgende oproep leest de groep zelf",
        RechtGewijzigd: "een verzonden termijn verschuift niet (PG-13)",
        BesluitBekendgemaakt: "haar termijn loopt vanaf de verzending, besluit of niet",
        PipVastgesteld: "de intake is dan afgerond",
    },
)
