"""De eigen getallen en teksten van een plugin: gedateerd, met grond en status, gelezen uit haar map `parameters/`.

De host leest de bestanden bij het starten en geeft ze mee aan `maak`; een plugin opent zelf geen bestand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from core.law.recht import Duur, Eenheid, Grond, NietVanKracht, Waarde

__all__ = ["Aanbieder", "Duur", "Eenheid", "Grond", "Herkomst", "Parameter", "Parameters", "Status", "Waarde"]


class Status(StrEnum):
    """Hoe hard een gegeven is."""

    BRON = "bron"  # staat zo in een openbare bron, die genoemd is
    SEED = "seed"  # ingevuld om te beginnen; de gemeente bevestigt het nog
    ILLUSTRATIEF = "illustratief"  # een voorbeeld; er is geen bron voor


@dataclass(frozen=True, slots=True)
class Herkomst:
    """Waarop een bijdrage rust, en hoe hard dat is."""

    grond: Grond
    status: Status


@dataclass(frozen=True, slots=True)
class Aanbieder:
    """Wie welke begeleiding geeft."""

    dienst: str
    organisatie: str


Parameterwaarde = Duur | int | str | Aanbieder
P = TypeVar("P", Duur, int, str, Aanbieder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """De geschiedenis van één waarde; `waarden` loopt op in de tijd."""

    naam: str
    omschrijving: str
    status: Status
    nagezien_op: date
    waarden: tuple[Waarde[Parameterwaarde], ...]

    def op(self, peildatum: date, soort: type[P]) -> tuple[P, Herkomst]:
        """De waarde die op `peildatum` geldt, met haar herkomst.

        Raises:
            NietVanKracht: de eerste waarde geldt pas later.
            TypeError: de parameter is van een andere soort.
        """
        geldend = self.van_kracht(peildatum)
        if geldend is None:
            raise NietVanKracht(f"Voor {self.naam} is op deze datum nog geen waarde van kracht.")
        if not isinstance(geldend.waarde, soort):
            raise TypeError(f"parameter {self.naam} is geen {soort.__name__}")
        return geldend.waarde, Herkomst(geldend.grond, self.status)

    def van_kracht(self, peildatum: date) -> Waarde[Parameterwaarde] | None:
        """De waarde die op `peildatum` geldt, met vanaf wanneer; None als er nog geen geldt."""
        return next((w for w in reversed(self.waarden) if w.vanaf <= peildatum), None)

    def volgnummer(self, peildatum: date) -> int:
        """De hoeveelste waarde op `peildatum` geldt: 0 als er nog geen geldt, daarna 1, 2, enzovoort.

        Staat de waarde in de tekst van een vraag, tel dit dan op bij de versie van de lijst: met een nieuwe waarde
        verandert de vraag.
        """
        return sum(w.vanaf <= peildatum for w in self.waarden)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Alle parameters van één plugin."""

    alle: Mapping[str, Parameter]

    def __getitem__(self, naam: str) -> Parameter:
        if naam not in self.alle:
            raise LookupError(f"parameters/{naam}.yaml ontbreekt")
        return self.alle[naam]
