"""Welk einde van de inburgeringstermijn geldt, en van wie het komt (art. 11 Wi2021, CAL-10).

DUO stelt de termijn vast, en wat zij geeft geldt. Maar zij begint op de dag na de dagtekening van het eerste PIP. Kreeg
dat een nieuwe dagtekening omdat niemand het oude kende (PG-6), dan heeft het oude nooit gewerkt (art. 3:40 Awb) en
rust de termijn van DUO op een dag die niet meer telt. Tot zij haar verschuift is er geen vastgesteld einde: wij noemen
er dan geen, en zeggen dat het wordt bijgewerkt (INTERPRETATION: de wet zegt niet wat intussen geldt; het oude einde
noemen zou de persoon dagen kosten, en ons eigen einde stelt niemand vast).
"""

from dataclasses import dataclass
from datetime import date, timedelta

BIJGEWERKT = (
    "DUO rekende deze termijn uit van de eerdere dagtekening van het PIP, die niet meer geldt (art. 11 lid 2 Wi2021);"
    " zij wordt bijgewerkt"
)


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


def begin_dat_vervalt(oude_dagtekening: date, *, van_duo: date | None, al_vervallen: date | None) -> date:
    """De eerste dag van de termijn die met de oude dagtekening vervalt. Gaat DUO nog uit van een eerdere oude dag, dan
    blijft het die: zij hoorde de latere nooit."""
    if van_duo is not None and van_duo == al_vervallen:
        return van_duo
    return oude_dagtekening + timedelta(days=1)
