"""Een antwoord van DUO lezen zoals het is: wat niet te lezen is blijft tekst, en de rest is gelezen.

Een waarde die DUO erbij bedacht of een dag die niet kan gaat over één veld. Kan het gegeven zonder dat veld, dan
ontbreekt alleen dat; anders is het onderdeel van een lijst, of het hele gegeven, niet te lezen. Wat er stond komt als
tekst in `Onleesbaar`, zonder nummers, en een mens kijkt ernaar.
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TypeVar, get_args, get_origin

import msgspec

from core.integrations.duo.fouten import zonder_nummers
from core.platform.vorm import is_bewaarbaar, momenten_buiten

LANGSTE_TEKST = 200
_PLAATS = re.compile(r" - at `\$\.([A-Za-z0-9.]+)`")
_MEESTE = 50  # more than the fields of any answer

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Onleesbaar:
    """Een veld (`[0].oordeel`) dat anders is dan het koppelvlak, met wat DUO er gaf; leeg is het hele gegeven."""

    veld: str
    tekst: str


def lees_deels(ruw: object, soort: type[T]) -> tuple[T | None, tuple[Onleesbaar, ...]]:
    """Wat er van deze JSON als `soort` te lezen is (None: niets), en wat niet."""
    if get_origin(soort) is not list:
        return _lees_een(ruw, soort, "")
    if not isinstance(ruw, list):
        return None, (Onleesbaar(veld="", tekst=_als_tekst(ruw)),)
    [deelsoort] = get_args(soort)
    gelezen, gebreken = [], list[Onleesbaar]()
    for nummer, deel in enumerate(ruw):
        een, mis = _lees_een(deel, deelsoort, f"[{nummer}]")
        gebreken.extend(mis)
        if een is not None:
            gelezen.append(een)
    return gelezen, tuple(gebreken)  # type: ignore[return-value]  # T is that list


def _lees_een(ruw: object, soort: type[T], begin: str) -> tuple[T | None, tuple[Onleesbaar, ...]]:
    over, weg = deepcopy(ruw), dict[str, object]()
    for _ in range(_MEESTE):
        gelezen, plaats = _probeer(over, soort)
        if plaats is None:
            gebreken = (_gebrek(begin, veld, waarde) for veld, waarde in sorted(weg.items()))
            return gelezen, tuple(gebreken)
        if not plaats:
            break
        _haal_weg(over, plaats)
        # What was taken away before may lie within what goes now.
        eerder = {v: w for v, w in weg.items() if not v.startswith(f"{plaats}.")}
        weg = eerder | {plaats: _op(ruw, plaats.split("."))}
    return None, (Onleesbaar(veld=begin, tekst=_als_tekst(ruw)),)


def _probeer(ruw: object, soort: type[T]) -> tuple[T | None, str | None]:
    """Het gegeven, of de plaats van het eerste dat niet deugt; een lege plaats is het gegeven zelf."""
    try:
        gelezen = msgspec.convert(ruw, soort)
    except msgspec.ValidationError as fout:
        # Only the place: the rest of the message may hold the value.
        gevonden = _PLAATS.search(str(fout))
        return None, "" if gevonden is None else gevonden[1]
    return gelezen, next(_dag_of_tekst(gelezen), None)


def _dag_of_tekst(gelezen: object) -> Iterator[str]:
    yield from momenten_buiten(gelezen)
    yield from _onbewaarbaar(gelezen, "")


def _onbewaarbaar(waarde: object, pad: str) -> Iterator[str]:
    if isinstance(waarde, str):
        if not is_bewaarbaar(waarde):
            yield pad
    elif isinstance(waarde, msgspec.Struct):
        for veld in msgspec.structs.fields(waarde):
            onder = f"{pad}.{veld.encode_name}" if pad else veld.encode_name
            yield from _onbewaarbaar(getattr(waarde, veld.name), onder)


def _haal_weg(ruw: object, plaats: str) -> None:
    *groepen, veld = plaats.split(".")
    groep = _op(ruw, groepen)
    if isinstance(groep, dict):
        groep.pop(veld, None)


def _op(ruw: object, namen: list[str]) -> object:
    for naam in namen:
        ruw = ruw.get(naam) if isinstance(ruw, dict) else None
    return ruw


def _gebrek(begin: str, veld: str, waarde: object) -> Onleesbaar:
    return Onleesbaar(veld=f"{begin}.{veld}".lstrip("."), tekst=_als_tekst(waarde))


def _als_tekst(waarde: object) -> str:
    tekst = waarde if isinstance(waarde, str) and is_bewaarbaar(waarde) else json.dumps(waarde)
    return zonder_nummers(tekst)[:LANGSTE_TEKST]
