"""De vorm van wat van buiten komt: wat een tekst, een dag of een JSON-object mag zijn voordat iemand ermee werkt.

Wat hier doorheen komt is op te slaan, om mee te rekenen en terug te geven. Het geldt voor een body, een parameter, een
token en een antwoord van een buur.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Any, NoReturn

import msgspec

VROEGST, LAATST = date(1900, 1, 1), date(2100, 12, 31)
"""Geen dag of tijdstip in Meedoen ligt daarbuiten: wie nu inburgert is na 1900 geboren, en wat na 2100 ligt is een
tikfout of een teken voor 'nooit'. Daarbuiten zijn rekenen met termijnen en opslaan niet veilig meer."""
BUITEN = f"ligt niet tussen {VROEGST.year} en {LAATST.year}"
Versie = Annotated[int, msgspec.Meta(ge=0, le=2_147_483_647)]
"""De versie van een rij die de vrager zag; nul als er nog geen was."""
_BEGIN, _EINDE = r"\A(?:", r")\Z"
_GEEN: frozenset[str] = frozenset()
_ONBEWAARBAAR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def heel(patroon: str) -> str:
    """Het patroon waaraan een tekst van begin tot eind moet voldoen.

    Met `^…$` zou ook een tekst met een regeleinde erachter voldoen: `$` past in Python daarvoor.
    """
    return f"{_BEGIN}{patroon}{_EINDE}"


def vorm(patroon: str, in_woorden: str) -> msgspec.Meta:
    """Een voorgeschreven vorm: het patroon, en voor wie haar niet haalt dezelfde vorm in woorden met een voorbeeld."""
    return msgspec.Meta(pattern=heel(patroon), description=in_woorden)


_STUURTEKENS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
MET_INHOUD = rf"[^{_STUURTEKENS}]*[^\s{_STUURTEKENS}][^{_STUURTEKENS}]*"
"""Voor `heel`: een verplichte tekst van alleen spaties zegt niets, en is dus leeg; wat niet te bewaren is kan niet."""
IETS_ERIN = "een tekst waarin iets staat, zoals: De persoon belde maandag"
"""Hoe een mens dat leest."""


def heel_in_schema(patroon: str) -> str:
    r"""Hetzelfde patroon zoals JSON Schema het leest (ECMA 262): daar betekent `\A` niets, en is `$` wel het einde."""
    if not (patroon.startswith(_BEGIN) and patroon.endswith(_EINDE)):
        raise ValueError("dit patroon is niet met heel() gemaakt")
    return f"^(?:{patroon[len(_BEGIN) : -len(_EINDE)]})$"


def is_bewaarbaar(tekst: str) -> bool:
    """PostgreSQL slaat geen NUL op en geen half teken; andere stuurtekens horen niet in een dossier, regeleinden en
    tabs wel."""
    return _ONBEWAARBAAR.search(tekst) is None


def ligt_binnen(moment: date) -> bool:
    """Of deze dag, of dit tijdstip, tussen `VROEGST` en `LAATST` ligt; een tijdstip telt in UTC."""
    if not isinstance(moment, datetime):
        return VROEGST <= moment <= LAATST
    if moment.tzinfo is None:
        return VROEGST <= moment.date() <= LAATST
    # Compared, not converted: converting the first or the last hours of the calendar overflows.
    begin = datetime(VROEGST.year, VROEGST.month, VROEGST.day, tzinfo=UTC)
    return begin <= moment < datetime(LAATST.year + 1, 1, 1, tzinfo=UTC)


def momenten_buiten(waarde: object, pad: str = "") -> Iterator[str]:
    """Het pad van elke dag en elk tijdstip daarbuiten, hoe diep ook in structs en lijsten."""
    if isinstance(waarde, date):
        if not ligt_binnen(waarde):
            yield pad
    elif isinstance(waarde, msgspec.Struct):
        for veld in msgspec.structs.fields(waarde):
            yield from momenten_buiten(
                getattr(waarde, veld.name), f"{pad}.{veld.encode_name}" if pad else veld.encode_name
            )
    elif isinstance(waarde, list | tuple):
        for nummer, deel in enumerate(waarde):
            yield from momenten_buiten(deel, f"{pad}[{nummer}]")


class JsonObject(dict[str, Any]):
    """Een object uit JSON. Staat een naam er meer dan eens in, dan geldt de laatste en noemt `dubbel` haar."""

    __slots__ = ("dubbel",)
    dubbel: frozenset[str]


def lees_json(ruw: bytes) -> Any:
    """De waarde in `ruw`, met elk object als `JsonObject`.

    Raises:
        ValueError: het is geen JSON in UTF-8, of te diep genest.
    """
    try:
        return _LEES(ruw.decode("utf-8"))
    except RecursionError:
        raise ValueError("te diep genest") from None


def heeft_dubbele_namen(waarde: object) -> bool:
    """Of ergens in deze waarde, van `lees_json`, een naam meer dan eens in één object staat."""
    if isinstance(waarde, JsonObject):
        return bool(waarde.dubbel) or any(map(heeft_dubbele_namen, waarde.values()))
    return isinstance(waarde, list) and any(map(heeft_dubbele_namen, waarde))


def _object(paren: list[tuple[str, Any]]) -> JsonObject:
    gelezen = JsonObject(paren)
    gelezen.dubbel = _GEEN if len(gelezen) == len(paren) else _dubbel(paren)
    return gelezen


def _dubbel(paren: list[tuple[str, Any]]) -> frozenset[str]:
    return frozenset(naam for naam, aantal in Counter(naam for naam, _ in paren).items() if aantal > 1)


def _getal(tekst: str) -> float:
    """Een heel getal mag in JSON ook als 561.0 geschreven zijn; boven 2^53 is niet te zeggen of het heel was."""
    waarde = float(tekst)
    return int(waarde) if waarde.is_integer() and abs(waarde) < 2**53 else waarde


def _geen_getal(_: str) -> NoReturn:
    raise ValueError("NaN en Infinity bestaan in JSON niet")


_LEES = json.JSONDecoder(object_pairs_hook=_object, parse_float=_getal, parse_constant=_geen_getal).decode
