"""Hoeveel tijd hooks kosten, geteld in dit proces: een regel in het logboek bij elke hook die langer rekent dan het
doel, na elke duizend aanroepen de stand, en alles bij de metingen.
"""

import logging
from dataclasses import dataclass, field

from core.platform.pluginhost.budget import DOEL
from core.platform.telemetry import metingen

ELKE = 1_000
logboek = logging.getLogger("meedoen.plugins")


@dataclass(slots=True)
class Stand:
    """Van één hook van één plugin in één gemeente, sinds dit proces draait; tijden in seconden eigen rekentijd."""

    keren: int = 0
    totaal: float = 0.0
    hoogste: float = 0.0
    boven_doel: int = 0
    afgebroken: int = 0
    fouten: int = 0

    def __str__(self) -> str:
        gemiddeld = 1000 * self.totaal / self.keren if self.keren else 0.0
        return (
            f"{self.keren} keer, gemiddeld {gemiddeld:.2f} ms, hoogste {1000 * self.hoogste:.2f} ms,"
            f" {self.boven_doel} boven het doel, {self.afgebroken} afgebroken, {self.fouten} fouten"
        )


@dataclass(frozen=True, slots=True)
class Meting:
    """De standen van één gemeente; van de proef bij het starten telt niets mee."""

    gemeente: str
    standen: dict[tuple[str, str], Stand] = field(default_factory=dict)

    def tel(self, plugin: str, hook: str, seconden: float, *, afgebroken: bool = False, fout: bool = False) -> None:
        """Tel een aanroep; langer dan het doel staat ook in het logboek."""
        stand = self.standen.setdefault((plugin, hook), Stand())
        stand.keren += 1
        stand.totaal += seconden
        stand.hoogste = max(stand.hoogste, seconden)
        stand.afgebroken += afgebroken
        stand.fouten += fout
        uitkomst = "afgebroken" if afgebroken else "fout" if fout else "goed"
        metingen.hook(plugin=plugin, hook=hook, uitkomst=uitkomst, seconden=seconden)
        if stand.keren % ELKE == 0:
            logboek.info("Gemeente %s: plugin %s, hook %s: %s.", self.gemeente, plugin, hook, stand)
        if seconden > DOEL:
            stand.boven_doel += 1
            logboek.warning(
                "Gemeente %s: plugin %s, hook %s rekende %.0f ms; het doel is %.0f ms. Tot nu toe: %s.",
                *(self.gemeente, plugin, hook, 1000 * seconden, 1000 * DOEL, stand),
            )
