"""Een persoon lezen zoals de BRP hem geeft: een veld dat niet te lezen is blijft tekst, en de rest is gelezen.

Een soort die nog niet bestond, een dag die niet kan of een teken dat niet te bewaren is gaat over één veld. Dat veld
komt als tekst in `onleesbaar`, en een mens kijkt ernaar. Alleen wie geen burgerservicenummer heeft is niet te lezen.
"""

import itertools
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

import msgspec

from core.integrations.brp.contract import Persoon
from core.platform.vorm import is_bewaarbaar, momenten_buiten

Groep = dict[str, object]
LANGSTE_TEKST = 500
_PLAATS = re.compile(r" - at `\$\.([A-Za-z0-9.]+)`")
_MEESTE = 200  # more than the fields of a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Onleesbaar:
    """Een veld (`geboorte.datum`) dat anders is dan het koppelvlak, met wat de BRP er gaf."""

    veld: str
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gelezen:
    """Een persoon, en wat er van hem niet te lezen was."""

    persoon: Persoon
    onleesbaar: tuple[Onleesbaar, ...] = ()


def lees_persoon(json_: msgspec.Raw) -> Gelezen | None:
    """De persoon zonder de velden die niet te lezen zijn; None als niet te zeggen is over wie het gaat."""
    try:
        ruw = msgspec.json.decode(json_, type=Groep)
    except msgspec.ValidationError:
        return None
    origineel, weg = deepcopy(ruw), set[str]()
    for _ in range(_MEESTE):
        persoon, plaats = _probeer(ruw)
        if persoon is not None and plaats is None:
            return Gelezen(persoon=persoon, onleesbaar=tuple(_onleesbaar(origineel, weg)))
        # Without its type, nothing of a group can be read.
        plaats = None if plaats is None else plaats.removesuffix(".type")
        if plaats is None or not _haal_weg(ruw, plaats):
            return None
        weg = {eerder for eerder in weg if not eerder.startswith(f"{plaats}.")} | {plaats}
    return None


def _probeer(ruw: Groep) -> tuple[Persoon | None, str | None]:
    """De persoon, of de plaats van het eerste dat niet deugt."""
    try:
        persoon = msgspec.convert(ruw, Persoon)
    except msgspec.ValidationError as fout:
        # Only the place: the rest of the message may hold the value.
        gevonden = _PLAATS.search(str(fout))
        return None, None if gevonden is None else gevonden[1]
    return persoon, next(itertools.chain(momenten_buiten(persoon), _onbewaarbaar(persoon, "")), None)


def _onbewaarbaar(waarde: object, pad: str) -> Iterator[str]:
    if isinstance(waarde, str):
        if not is_bewaarbaar(waarde):
            yield pad
    elif isinstance(waarde, msgspec.Struct):
        for veld in msgspec.structs.fields(waarde):
            onder = f"{pad}.{veld.encode_name}" if pad else veld.encode_name
            yield from _onbewaarbaar(getattr(waarde, veld.name), onder)


def _haal_weg(ruw: Groep, plaats: str) -> bool:
    *groepen, veld = plaats.split(".")
    groep: object = ruw
    for naam in groepen:
        groep = groep.get(naam) if isinstance(groep, dict) else None
    if not isinstance(groep, dict) or veld not in groep:
        return False
    del groep[veld]
    return True


def _onleesbaar(origineel: Groep, weg: set[str]) -> Iterator[Onleesbaar]:
    for plaats in sorted(weg):
        waarde: object = origineel
        for naam in plaats.split("."):
            waarde = waarde[naam] if isinstance(waarde, dict) else None
        # Where there should be a value and there is none, nothing is lost.
        if waarde is not None:
            yield Onleesbaar(veld=plaats, tekst=_als_tekst(waarde))


def _als_tekst(waarde: object) -> str:
    if isinstance(waarde, dict) and isinstance(waarde.get("langFormaat"), str):
        waarde = waarde["langFormaat"]
    tekst = waarde if isinstance(waarde, str) and is_bewaarbaar(waarde) else json.dumps(waarde)
    return tekst[:LANGSTE_TEKST]
