"""Of het plan nog is wat de persoon las en wat er gewogen is (art. 3:2, 3:46 en 4:8 Awb, PG-10).

Een plan dat zonder de persoon gemaakt is mag na zijn antwoord anders worden, in zijn zin. Wordt het een andere
leerroute, of vraagt het meer van hem dan hij las, dan is hij daarover niet gehoord en krijgt hij een nieuw voornemen.
Geen artikel zegt waar die grens ligt (INTERPRETATION). Vergeleken wordt wat er staat, niet hoe vaak er geschreven is.
"""

from collections.abc import Iterator

from core.law.pip import PipInhoud
from core.law.urennorm import Vaardigheid

_VAN_HEM = frozenset({"motivering", "eigen_woorden", "sterke_punten", "wensen", "revalidatie"})
"""Wat hem niets oplegt: onze uitleg, en zijn eigen woorden. Van de revalidatie tellen de vaardigheden die vervallen."""
_UREN = {
    "intensiteit_pvt": "meer uren voor het participatieverklaringstraject",
    "intensiteit_map": "meer uren voor de module Arbeidsmarkt en Participatie",
    "intensiteit_leerroute": "meer uren in de leerroute",
    "geschatte_intensiteit_b1": "meer uren naar schatting",
    "aantal_voortgangsgesprekken": "meer voortgangsgesprekken",
}


def zelfde_plan(een: PipInhoud, ander: PipInhoud) -> bool:
    """Of er precies hetzelfde staat."""
    return _velden(een) == _velden(ander)


def legt_hetzelfde_op(een: PipInhoud, ander: PipInhoud) -> bool:
    """Of er hetzelfde van de persoon gevraagd wordt, hoe het ook uitgelegd is."""
    van, naar = _velden(een), _velden(ander)
    hetzelfde = all(van[naam] == naar[naam] for naam in van if naam not in _VAN_HEM)
    return hetzelfde and _vervallen(een) == _vervallen(ander)


def wat_niet_gevraagd_is(gelezen: PipInhoud, nu: PipInhoud) -> tuple[str, ...]:
    """Waarover de persoon niets kon zeggen: een andere leerroute, en wat er zwaarder werd; in woorden."""
    if gelezen.leerroute is not nu.leerroute:
        return ("een andere leerroute",)
    return tuple(_zwaarder(gelezen, nu))


def _zwaarder(gelezen: PipInhoud, nu: PipInhoud) -> Iterator[str]:
    if (nu.niveau or "") > (gelezen.niveau or ""):
        yield "een hoger niveau"
    for naam, wat in _UREN.items():
        if (getattr(nu, naam) or 0) > (getattr(gelezen, naam) or 0):
            yield wat
    norm = gelezen.lagere_urennorm
    if norm is not None and (nu.lagere_urennorm is None or nu.lagere_urennorm > norm):
        yield "een hogere urennorm"
    if _vervallen(gelezen) - _vervallen(nu):
        yield "een vaardigheid die eerst verviel"
    if _verrekend(nu) < _verrekend(gelezen):
        yield "minder uren die al meetellen"
    if gelezen.mag_opleiding_afmaken and not nu.mag_opleiding_afmaken:
        yield "de opleiding niet meer afmaken"
    if set(nu.participatiewet_beschikkingen) - set(gelezen.participatiewet_beschikkingen):
        yield "een andere beschikking van de Participatiewet"


def _verrekend(plan: PipInhoud) -> int:
    return sum(portie.uren for portie in plan.verrekeningen if portie.toegekend)


def _vervallen(plan: PipInhoud) -> set[Vaardigheid]:
    return set() if plan.revalidatie is None else set(plan.revalidatie.vervallen_vaardigheden)


def _velden(plan: PipInhoud) -> dict[str, object]:
    return {naam: getattr(plan, naam) for naam in PipInhoud.__dataclass_fields__}
