"""Wat een plugin teruggeeft: bevroren bijdragen, elk met haar herkomst. De host kijkt elke bijdrage na."""

from dataclasses import dataclass
from enum import StrEnum

from core.plugin_api.parameters import Herkomst


class Vraagsoort(StrEnum):
    TEKST = "tekst"
    JA_NEE = "ja_nee"
    GETAL = "getal"
    KEUZE = "keuze"


@dataclass(frozen=True, slots=True, kw_only=True)
class Optie:
    """Een keuze: `id` wordt bewaard, `tekst` wordt getoond."""

    id: str
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """Een vraag die een gemeente bij de brede intake toevoegt. `opties` hoort bij KEUZE, en alleen daarbij.

    Vraag niet naar gezondheid: die hoort in de versleutelde omstandigheden (art. 9.11 Bi2021).
    """

    id: str
    tekst: str
    soort: Vraagsoort
    verplicht: bool
    herkomst: Herkomst
    opties: tuple[Optie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vragenlijst:
    """Vragen die samen bewaard worden. Verandert een vraag van betekenis, dan gaat `versie` omhoog."""

    id: str
    versie: int
    titel: str
    vragen: tuple[Vraag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begeleidingsdienst:
    """Een dienst die aan deze persoon wordt voorgesteld, en wie haar levert."""

    dienst: str
    organisatie: str
    herkomst: Herkomst


@dataclass(frozen=True, slots=True, kw_only=True)
class Begeleidingsvoorstel:
    """Een voorstel; een mens neemt het over of wijkt ervan af. Leeg betekent: geen begeleiding voorgesteld."""

    diensten: tuple[Begeleidingsdienst, ...]
