"""Wie een plugin is, met welke versies van de plugin-API zij werkt, en welke gegevens zij waarvoor te zien krijgt."""

import re
from dataclasses import dataclass
from enum import StrEnum

API_VERSIE = (1, 1)
"""De versie van `core.plugin_api`: het eerste getal verandert als een bestaande plugin niet meer werkt."""
_BEREIK = re.compile(r">=(\d{1,4})\.(\d{1,4}), ?<(\d{1,4})(?:\.(\d{1,4}))?")


class Gegeven(StrEnum):
    """Wat een plugin van een persoon te zien kan krijgen; elk is een veld van een beeld. Een BSN, naam of adres
    bestaat hier niet."""

    DOELGROEP = "doelgroep"
    HUISHOUDEN = "huishouden"
    LEEFTIJDSBAND = "leeftijdsband"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behoefte:
    """Een gegeven dat de plugin nodig heeft, en waarvoor (art. 5 AVG). Wat er niet staat, is in elk beeld None."""

    gegeven: Gegeven
    doel: str


@dataclass(frozen=True, slots=True)
class Apibereik:
    """De versies van de plugin-API waarmee de plugin werkt: vanaf `vanaf`, tot (en zonder) `tot`.

    In een manifest schrijft men het als tekst, `">=1.0,<2"`; deze vorm verdwijnt daar met 1.4.
    """

    vanaf: tuple[int, int]
    tot: tuple[int, int]

    @classmethod
    def lees(cls, tekst: str) -> "Apibereik":
        """Het bereik uit `">=1.0,<2"`.

        Raises:
            ValueError: de tekst heeft die vorm niet.
        """
        gevonden = _BEREIK.fullmatch(tekst)
        if gevonden is None:
            raise ValueError("schrijf het bereik als '>=1.0,<2'")
        groot, klein, tot, daarvan = (int(deel or 0) for deel in gevonden.groups())
        return cls((groot, klein), (tot, daarvan))

    def past(self, versie: tuple[int, int]) -> bool:
        return self.vanaf <= versie < self.tot

    def __str__(self) -> str:
        return f"{_punt(self.vanaf)} tot {_punt(self.tot)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`naam` is de naam in het tenantbestand, `versie` komt in het ontvangstbewijs van elk besluit, en `api` zegt met
    welke versies van de plugin-API zij werkt: `">=1.0,<2"`."""

    naam: str
    versie: str
    api: str | Apibereik
    needs: tuple[Behoefte, ...] = ()


def _punt(versie: tuple[int, int]) -> str:
    return f"{versie[0]}.{versie[1]}"
