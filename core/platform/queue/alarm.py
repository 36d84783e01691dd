"""Tellen en melden wat er vreemd was in de wachtrij: hoeveel en welke soort, nooit wat er stond."""

import time
from collections import Counter

import structlog

from core.platform.queue.keuring import Vreemd
from core.platform.telemetry import sentry

STILTE_SECONDEN = 60.0
"""Zo lang hoort Sentry van dezelfde soort niet nog eens, en zwijgt het logboek over wat Valkey weigert: de relay vraagt
het vele keren per seconde, en een vol logboek is erger dan een volle wachtrij. Het tellen gaat door."""
logboek = structlog.get_logger("meedoen.wachtrij")


class VreemdInWachtrij(Exception):
    """In Valkey stond iets dat Meedoen daar niet zet; het is verwijderd, en het werk staat nog in de outbox."""


class WachtrijWeigert(Exception):
    """Valkey weigert een opdracht die mag (vol, alleen-lezen, geen recht); er is niets verloren."""


class Alarm:
    """De telling van één proces."""

    def __init__(self) -> None:
        self.geteld: Counter[Vreemd] = Counter()
        self.weigeringen = 0
        self._gemeld: dict[str, float] = {}

    def verwijderd(self, soort: Vreemd, aantal: int = 1, fout: BaseException | None = None) -> None:
        """Er is `aantal` van deze soort verwijderd."""
        self.geteld[soort] += aantal
        totaal = self.geteld[soort]
        logboek.error("vreemd in de wachtrij", soort=soort, aantal=aantal, totaal=totaal, exc_info=fout)
        self._meld(soort, fout or VreemdInWachtrij())

    def geweigerd(self, fout: Exception) -> None:
        """Valkey weigerde iets, en er viel niets te herstellen."""
        self.weigeringen += 1
        if not self._mag_weer("weigert"):
            return
        logboek.error("de wachtrij weigert", totaal=self.weigeringen, exc_info=fout)
        melding = WachtrijWeigert()
        melding.__cause__ = fout
        sentry.meld(melding, taak="wachtrij: weigert")

    def _meld(self, soort: str, fout: BaseException) -> None:
        if self._mag_weer(soort):
            sentry.meld(fout, taak=f"wachtrij: {soort}")

    def _mag_weer(self, soort: str) -> bool:
        nu = time.monotonic()
        if nu - self._gemeld.get(soort, -STILTE_SECONDEN) < STILTE_SECONDEN:
            return False
        self._gemeld[soort] = nu
        return True
