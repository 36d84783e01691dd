"""De grens van een brief: welke tekst erin mag, met alle gebreken tegelijk.

Een brief is papier en een wettelijk bewijsstuk. Wat er niet zichtbaar op kan komen (stuurtekens, tekens die de
leesrichting omkeren, tekens zonder glyph) wordt hier geweigerd; al het andere verschijnt letterlijk.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta, inspect

from core.fouten import Gebrek
from core.law.telwoord import tel
from core.platform.letters.lettertype import dekking
from core.platform.vorm import heel

Regel = Annotated[str, Meta(min_length=1, max_length=200)]
Naamregel = Annotated[str, Meta(min_length=1, max_length=600)]  # two family names of 200, as the BRP has them
MEESTE_TEKENS = 8_000
MEESTE_LOSSE_TEKENS = 400
"""Typst kan er in één alinea iets meer dan vijfhonderd aan."""
Alinea = Annotated[str, Meta(min_length=1, max_length=MEESTE_TEKENS, extra={"meer_regels": True})]
KorteRegel = Annotated[str, Meta(min_length=1, max_length=60)]
Adresregels = Annotated[tuple[KorteRegel, ...], Meta(min_length=1, max_length=5)]
Kleur = Annotated[str, Meta(pattern=heel("#[0-9A-Fa-f]{6}"))]

# WCAG 2.1, succescriterium 1.4.3: gewone tekst heeft minstens deze verhouding tot zijn achtergrond.
MINSTE_CONTRAST = 4.5

_GENOEMD = 5
_SCHRIFTEN = {
    "ARABIC": "Arabisch",
    "ARMENIAN": "Armeens",
    "BENGALI": "Bengaals",
    "CJK": "Chinees",
    "DEVANAGARI": "Devanagari",
    "ETHIOPIC": "Ethiopisch",
    "GEORGIAN": "Georgisch",
    "HANGUL": "Koreaans",
    "HEBREW": "Hebreeuws",
    "HIRAGANA": "Japans",
    "KATAKANA": "Japans",
    "SINHALA": "Singalees",
    "SYRIAC": "Syrisch",
    "TAMIL": "Tamil",
    "THAI": "Thais",
    "TIBETAN": "Tibetaans",
}

# What NFC leaves as letter and mark (ẹ́, M̂) the house style sets as one letter with one mark; more it cannot.
_EEN_TEKEN_OP_EEN_LETTER = re.compile("[^\\W\\d_][\u0300-\u0333](?![\u0300-\u036f])")

# Other, line separator, paragraph separator: invisible on paper, or able to reverse the order of what is visible.
_ONZICHTBAAR = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def gebreken_in(deel: msgspec.Struct) -> tuple[Gebrek, ...]:
    """Alle gebreken in een deel van een brief en wat eronder hangt; `veld` is het camelCase pad."""
    return tuple(_loop(_vorm(type(deel)), deel, ""))


@cache
def _vorm(klasse: type[msgspec.Struct]) -> inspect.Type:
    """De velden van dit soort deel; ze uitzoeken kost veel meer dan ze nalopen."""
    return inspect.type_info(klasse)


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
        yield Gebrek(veld=pad, melding=f"De tekst is langer dan {tel(soort.max_length, 'teken', 'tekens')}.")
    if "\n" in waarde and not meer_regels:
        yield Gebrek(veld=pad, melding="Dit is één regel; er kan geen regeleinde in.")
    elif (melding := niet_te_tonen(waarde)) is not None:
        yield Gebrek(veld=pad, melding=melding)


def niet_te_tonen(tekst: str) -> str | None:
    """Welke woorden een brief niet kan tonen en waarom, of None; de woorden zelf staan er niet bij."""
    if tekst.isascii() and tekst.isprintable():
        return None
    if len(_EEN_TEKEN_OP_EEN_LETTER.findall(unicodedata.normalize("NFC", tekst))) > MEESTE_LOSSE_TEKENS:
        return f"Er staan meer dan {MEESTE_LOSSE_TEKENS} letters met een los teken in deze tekst; kort haar in."
    regels = tekst.split("\n")
    plekken = [
        f"woord {nummer}{f' van regel {regel}' if len(regels) > 1 else ''} ({waarom})"
        for regel, woorden in enumerate(regels, start=1)
        for nummer, woord in enumerate(filter(None, woorden.split(" ")), start=1)
        if (waarom := _wat_niet(woord)) is not None
    ]
    if not plekken:
        return None
    meer = f" en nog {len(plekken) - _GENOEMD}" if len(plekken) > _GENOEMD else ""
    wat_nu = "Schrijf het met Latijnse letters, of laat het weg."
    return f"Een brief kan dit niet tonen: {', '.join(plekken[:_GENOEMD])}{meer}. {wat_nu}"


def _wat_niet(woord: str) -> str | None:
    """Waarom dit woord niet op papier kan: een teken zonder glyph, of een los teken dat niet op een letter past."""
    teken = next((t for t in woord if not _is_te_tonen(t)), None)
    if teken is not None:
        return _waarom(teken)
    samen = unicodedata.normalize("NFC", woord)
    los = next((t for t in _EEN_TEKEN_OP_EEN_LETTER.sub("", samen) if unicodedata.category(t)[0] == "M"), None)
    return None if los is None else f"een los teken dat de brief niet op deze letter kan zetten, U+{ord(los):04X}"


def _is_te_tonen(teken: str) -> bool:
    return unicodedata.category(teken) not in _ONZICHTBAAR and ord(teken) in dekking()


def _waarom(teken: str) -> str:
    soort = unicodedata.category(teken)
    schrift = _SCHRIFTEN.get(unicodedata.name(teken, "").partition(" ")[0].partition("-")[0])
    if soort in _ONZICHTBAAR:
        wat = "een teken dat niemand ziet"
    elif schrift is not None:
        return f"{schrift} schrift"
    else:
        wat = "een plaatje of symbool" if soort[0] == "S" else "een teken dat het lettertype niet heeft"
    return f"{wat}, U+{ord(teken):04X}"
