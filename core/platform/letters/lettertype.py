"""De letters die een brief kan tonen: gelezen uit de meegeleverde lettertypen zelf.

De brief gebruikt alleen Noto Sans uit `fonts/` (SIL Open Font License, `fonts/OFL.txt`), nooit een lettertype van de
machine: zo ziet hij er overal hetzelfde uit. Een teken dat hier niet in staat, zou als leeg blokje op papier komen; wie
een brief samenstelt, krijgt het daarom vooraf terug als gebrek.
"""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTMAP = Path(__file__).with_name("fonts")


@cache
def lettertypen() -> tuple[Path, ...]:
    """De meegeleverde lettertypebestanden, op naam gesorteerd."""
    return tuple(sorted(FONTMAP.glob("*.ttf")))


@cache
def dekking() -> frozenset[int]:
    """De codepunten die elk van de lettertypen kan tonen: gewoon en vet, want een kop is vet."""
    return frozenset.intersection(*(frozenset(_codepunten(pad.read_bytes())) for pad in lettertypen()))


def _codepunten(ruw: bytes) -> Iterator[int]:
    """Read the cmap table (OpenType, format 12: groups of first code point, last code point, first glyph)."""
    for begin in _subtabellen(ruw):
        if struct.unpack_from(">H", ruw, begin)[0] == 12:
            (aantal,) = struct.unpack_from(">I", ruw, begin + 12)
            for groep in range(aantal):
                eerste, laatste, glyph = struct.unpack_from(">III", ruw, begin + 16 + groep * 12)
                # Glyph 0 is the empty box, so a group that starts there does not cover its first code point.
                yield from range(eerste + (glyph == 0), laatste + 1)
            return
    raise ValueError("een lettertype in fonts/ heeft geen cmap van formaat 12")


def _subtabellen(ruw: bytes) -> Iterator[int]:
    (aantal,) = struct.unpack_from(">H", ruw, 4)
    for nummer in range(aantal):
        naam, _som, begin, _lengte = struct.unpack_from(">4sIII", ruw, 12 + nummer * 16)
        if naam == b"cmap":
            (subtabellen,) = struct.unpack_from(">H", ruw, begin + 2)
            for nr in range(subtabellen):
                yield begin + struct.unpack_from(">HHI", ruw, begin + 4 + nr * 8)[2]
            return
    raise ValueError("een lettertype in fonts/ heeft geen cmap")
