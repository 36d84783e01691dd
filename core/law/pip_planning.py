"""Naar welke lezing van de tien weken gepland wordt, als de begindatum op twee manieren te lezen is (B25).

Wie nog kiest, plant naar de vroegste dag: de persoon mag op haar rekenen, en de gemeente is na haar mogelijk te laat
(art. 5.3 lid 1 Bi2021, INTERPRETATION).
"""

from datetime import date
from typing import Protocol, TypeVar


class Tijdvak(Protocol):
    @property
    def einde(self) -> date: ...


T = TypeVar("T", bound=Tijdvak)


def eerste_lezing(lopend: T, naast: T | None, *, kiest_nog: bool) -> T:
    """De lezing die telt: die loopt, of zolang een mens nog kiest die eerder eindigt."""
    if naast is None or not kiest_nog or naast.einde >= lopend.einde:
        return lopend
    return naast
