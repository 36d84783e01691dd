"""Welk einde van de inburgeringstermijn geldt, en van wie het komt (art. 11 Wi2021, CAL-10).

DUO stelt de termijn vast, en wat zij geeft geldt. Maar zij begint op de dag na de dagtekening van het eerste PIP. Kende
niemand dat, en kreeg het een nieuwe dagtekening (PG-6) of is het ingetrokken, dan heeft het nooit gewerkt (art. 3:40
Awb) en rust de termijn van DUO op een dag die niet telt. Een PIP dat bekend was blijft het eerste, ook als het is
ingetrokken (art. 11 lid 3). Tot zij haar verschuift is er geen vastgesteld einde: wij noemen
er dan geen, en zeggen dat het wordt bijgewerkt (INTERPRETATION: de wet zegt niet wat intussen geldt; het oude einde
noemen zou de persoon dagen kosten, en ons eigen einde stelt niemand vast).

De brief met een PIP noemt wel wat DUO vaststelde: de persoon las dat eerder, en het geldt tot DUO anders zegt. Hij
leest erbij dat wij vragen het opnieuw vast te stellen. Dagen die DUO niet gaf staan er alleen als zij er geen gaf.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from core.law.kalender import schrijf_dag
from core.law.recht import Grond
from core.law.termijn import Termijnsoort
from core.law.uitkomsten import Signaal

_BEGIN = Grond("Wi2021", "11", "2")
BIJGEWERKT = (
    "DUO rekende deze termijn uit van de eerdere dagtekening van het PIP, die niet meer geldt (art. 11 lid 2 Wi2021);"
    " zij wordt bijgewerkt"
)

VERSTREKEN = "verstreken"
"""Hoe een termijn staat waarvan de laatste dag voorbij is en niemand weet of er iets kwam."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GetoondeTermijn:
    """De termijn zoals zij te zien is; zonder dagen als zij er niet is of nog niet klopt. `tot` is de dag erna."""

    van: date | None
    tot: date | None
    wordt_bijgewerkt: bool = False


def toon_termijn(van: date | None, tot: date | None, oude_van: date | None) -> GetoondeTermijn:
    """De termijn van DUO, of dat zij wordt bijgewerkt omdat zij nog begint na de dagtekening die niet meer geldt."""
    if van is None or van != oude_van:
        return GetoondeTermijn(van=van, tot=tot)
    return GetoondeTermijn(van=None, tot=None, wordt_bijgewerkt=True)


def is_verstreken(soort: Termijnsoort, tijdig_tot: date, *, peildatum: date) -> bool:
    """Of de laatste dag voor bezwaar voorbij is (art. 6:7 Awb). Meer zegt het niet: wie bezwaar maakte weet Meedoen
    niet, en per post kan wat op tijd was nog een week later komen (art. 6:9 lid 2). Zij volgt steeds uit de dag die
    geldt, ook als die door een Besluit of een andere dag van verzending verschuift (PG-13, C21). Andere termijnen
    eindigen met wat een medewerker vastlegt (PG-11)."""
    return soort is Termijnsoort.BEZWAAR and peildatum > tijdig_tot


@dataclass(frozen=True, slots=True, kw_only=True)
class TermijnInBrief:
    """De termijn die DUO vaststelde, beide dagen meegerekend; `opnieuw` als zij op een dag rust die niet telt."""

    start: date
    laatste_dag: date
    opnieuw: bool


def termijn_in_brief(
    van: date | None, tot: date | None, oude_van: date | None, *, dagtekening: date
) -> TermijnInBrief | None:
    """Wat de brief met een PIP van deze dag zegt van de termijn van DUO; None als DUO er nog geen gaf (CAL-10)."""
    if van is None or tot is None:
        return None
    opnieuw = oude_van == van != dagtekening + timedelta(days=1)
    return TermijnInBrief(start=van, laatste_dag=tot - timedelta(days=1), opnieuw=opnieuw)


def signaal_van_duo(termijn: TermijnInBrief | None) -> tuple[Signaal, ...]:
    """Wat wie vaststelt van die termijn moet weten: de brief noemt haar, en een mens vraagt DUO om een nieuwe."""
    if termijn is None or not termijn.opnieuw:
        return ()
    melding = (
        f"DUO stelde de inburgeringstermijn al vast, van {schrijf_dag(termijn.start)} tot en met"
        f" {schrijf_dag(termijn.laatste_dag)}; zij rust op een dag waarop niemand een plan kende. De brief noemt deze"
        " dagen, en zegt dat wij DUO vragen de termijn opnieuw vast te stellen. Vraag dat ook."
    )
    return (Signaal(code="termijn-van-duo", melding=melding, grond=_BEGIN),)


def begin_dat_vervalt(oude_dagtekening: date, *, van_duo: date | None, al_vervallen: date | None) -> date:
    """De eerste dag van de termijn die met de oude dagtekening vervalt. Gaat DUO nog uit van een eerdere oude dag, dan
    blijft het die: zij hoorde de latere nooit."""
    if van_duo is not None and van_duo == al_vervallen:
        return van_duo
    return oude_dagtekening + timedelta(days=1)
