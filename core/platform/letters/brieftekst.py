"""De grens van een brief: welke tekst erin mag, met alle gebreken tegelijk.

Een brief is papier en een wettelijk bewijsstuk. Wat er niet zichtbaar op kan komen (stuurtekens, tekens die de
leesrichting omkeren, tekens zonder glyph) wordt hier geweigerd; al het andere verschijnt letterlijk.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta, inspect

from core.fouten import Gebrek
from core.platform.letters.lettertype import dekking
from core.platform.vorm import heel

Regel = Annotated[str, Meta(min_length=1, max_length=200)]
Naamregel = Annotated[str, Meta(min_length=1, max_length=600)]  # two family names of 200, as the BRP has them
Alinea = Annotated[str, Meta(min_length=1, max_length=8000, extra={"meer_regels": True})]
KorteRegel = Annotated[str, Meta(min_length=1, max_length=60)]
Adresregels = Annotated[tuple[KorteRegel, ...], Meta(min_length=1, max_length=5)]
Kleur = Annotated[str, Meta(pattern=heel("#[0-9A-Fa-f]{6}"))]

# WCAG 2.1, succescriterium 1.4.3: gewone tekst heeft minstens deze verhouding tot zijn achtergrond.
MINSTE_CONTRAST = 4.5

# Other, line separator, paragraph separator: invisible on paper, or able to reverse the order of what is visible.
_ONZICHTBAAR = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def gebreken_in(deel: msgspec.Struct) -> tuple[Gebrek, ...]:
    """Alle gebreken in een deel van een brief en wat eronder hangt; `veld` is het camelCase pad."""
    return tuple(_loop(inspect.type_info(type(deel)), deel, ""))


def contrast_op_wit(kleur: str) -> float:
    """De contrastverhouding (WCAG 2.1) van een kleur `#rrggbb` met wit papier, van 1 tot 21."""
    rood, groen, blauw = (_lineair(int(kleur[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 1.05 / (0.2126 * rood + 0.7152 * groen + 0.0722 * blauw + 0.05)


def _lineair(kanaal: float) -> float:
    return float(kanaal / 12.92 if kanaal <= 0.04045 else ((kanaal + 0.055) / 1.055) ** 2.4)


def _loop(soort: inspect.Type, waarde: Any, pad: str, *, meer_regels: bool = False) -> Iterator[Gebrek]:
    match soort:
        case inspect.Metadata(type=binnen, extra=extra):
            yield from _loop(binnen, waarde, pad, meer_regels=bool((extra or {}).get("meer_regels")))
        case inspect.UnionType(types=soorten):
            if waarde is not None:
                for binnen in soorten:
                    if not isinstance(binnen, inspect.NoneType):
                        yield from _loop(binnen, waarde, pad)
            elif not any(isinstance(binnen, inspect.NoneType) for binnen in soorten):
                yield Gebrek(veld=pad, melding="Dit veld ontbreekt.")
        case inspect.StructType(cls=klasse, fields=velden):
            if not isinstance(waarde, klasse):
                yield Gebrek(veld=pad, melding="Dit onderdeel heeft de verkeerde vorm.")
                return
            for veld in velden:
                onder = f"{pad}.{veld.encode_name}" if pad else veld.encode_name
                yield from _loop(veld.type, getattr(waarde, veld.name), onder)
        case inspect.VarTupleType(item_type=binnen, min_length=minste, max_length=meeste):
            if not isinstance(waarde, tuple) or not (minste or 0) <= len(waarde) <= (meeste or len(waarde)):
                yield Gebrek(veld=pad, melding=f"Geef {minste or 0} tot {meeste or 'meer'} onderdelen.")
                return
            for nummer, stuk in enumerate(waarde):
                yield from _loop(binnen, stuk, f"{pad}[{nummer}]")
        case inspect.StrType():
            yield from _tekst(soort, waarde, pad, meer_regels=meer_regels)
        case inspect.IntType(ge=laagste, le=hoogste):
            if type(waarde) is not int or (laagste or 0) > waarde or waarde > (hoogste or waarde):
                yield Gebrek(veld=pad, melding=f"Geef een geheel getal van {laagste or 0} tot {hoogste or 'meer'}.")
        case inspect.BoolType():
            if type(waarde) is not bool:
                yield Gebrek(veld=pad, melding="Kies ja of nee.")
        case inspect.DateType():
            if type(waarde) is not date:
                yield Gebrek(veld=pad, melding="Geef een datum.")
        case inspect.EnumType(cls=keuzes):
            if not isinstance(waarde, keuzes):
                yield Gebrek(veld=pad, melding="Kies een van de bestaande waarden.")
        case _:
            raise TypeError(f"een brief kent het soort {type(soort).__name__} niet")


def _tekst(soort: inspect.StrType, waarde: Any, pad: str, *, meer_regels: bool) -> Iterator[Gebrek]:
    if not isinstance(waarde, str):
        yield Gebrek(veld=pad, melding="Geef tekst.")
        return
    if soort.pattern is not None and not re.search(soort.pattern, waarde):
        yield Gebrek(veld=pad, melding="De tekst heeft de verkeerde vorm.")
    if soort.min_length is not None and len(waarde.strip()) < soort.min_length:
        yield Gebrek(veld=pad, melding="De tekst is leeg.")
    if soort.max_length is not None and len(waarde) > soort.max_length:
        yield Gebrek(veld=pad, melding=f"De tekst is langer dan {soort.max_length} tekens.")
    for plaats, teken in enumerate(waarde, start=1):
        if teken == "\n" and meer_regels:
            continue
        if unicodedata.category(teken) in _ONZICHTBAAR:
            yield Gebrek(veld=pad, melding=f"Teken {plaats} is een onzichtbaar stuurteken; dat mag niet in een brief.")
            return
        if ord(teken) not in dekking():
            yield Gebrek(veld=pad, melding=f"Teken {plaats} staat niet in het lettertype van de brief.")
            return
