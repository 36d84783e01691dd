"""Wie een plugin is, met welke versies van de plugin-API zij werkt, en welke gegevens zij waarvoor te zien krijgt."""

from dataclasses import dataclass
from enum import StrEnum

API_VERSIE = (1, 0)
"""De versie van `core.plugin_api`: het eerste getal verandert als een bestaande plugin niet meer werkt."""


class Gegeven(StrEnum):
    """Wat een plugin van een persoon te zien kan krijgen. Een BSN, naam of adres bestaat hier niet."""

    DOELGROEP = "doelgroep"
    HUISHOUDEN = "huishouden"
    LEEFTIJDSBAND = "leeftijdsband"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behoefte:
    """Een gegeven dat de plugin nodig heeft, en waarvoor (art. 5 AVG). Wat er niet staat, krijgt zij niet."""

    gegeven: Gegeven
    doel: str


@dataclass(frozen=True, slots=True)
class Apibereik:
    """De versies van de plugin-API waarmee de plugin werkt: vanaf `vanaf`, tot (en zonder) `tot`."""

    vanaf: tuple[int, int]
    tot: tuple[int, int]

    def past(self, versie: tuple[int, int]) -> bool:
        return self.vanaf <= versie < self.tot

    def __str__(self) -> str:
        return f"{_punt(self.vanaf)} tot {_punt(self.tot)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`naam` is de naam in het tenantbestand; `versie` komt in het ontvangstbewijs van elk besluit."""

    naam: str
    versie: str
    api: Apibereik
    needs: tuple[Behoefte, ...] = ()


def _punt(versie: tuple[int, int]) -> str:
    return f"{versie[0]}.{versie[1]}"
