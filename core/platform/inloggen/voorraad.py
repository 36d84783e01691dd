"""Iets van een ander dat een tijd bewaard mag worden: één tegelijk haalt het, en een storing daar is er hier geen."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import structlog

from core.fouten import Fout

T = TypeVar("T")
logboek = structlog.get_logger("meedoen.inloggen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Houdbaar:
    """Hoe lang iets zonder vragen geldt, hoe lang nog als het niet te verversen is, en hoe vaak men het vraagt."""

    vers: timedelta
    uiterlijk: timedelta
    rust: timedelta
    """Zo lang na een poging komt er geen nieuwe: wie onbekende namen stuurt, laat ons de ander niet bestoken."""


class Voorraad(Generic[T]):
    """De laatst gehaalde waarde van één ding; `haal` mag elke `Fout` geven."""

    def __init__(
        self, wat: str, haal: Callable[[], Awaitable[T]], *, houdbaar: Houdbaar, nu: Callable[[], datetime]
    ) -> None:
        self._wat, self._haal, self._houdbaar, self._nu = wat, haal, houdbaar, nu
        self._slot = asyncio.Lock()
        self._waarde: tuple[T, datetime] | None = None
        self._poging: datetime | None = None
        self._mislukt: Fout | None = None

    async def geef(self, *, genoeg: Callable[[T], bool] = lambda _: True) -> T:
        """De waarde, ververst als zij oud is of niet `genoeg`; wat niet te verversen was geldt nog tot `uiterlijk`.

        Is ook de verse waarde niet genoeg, dan komt zij toch: de vrager ziet wat er ontbreekt.

        Raises:
            Fout: van `haal`, als er niets is dat nog geldt.
        """
        if (waarde := self._geldig(self._houdbaar.vers)) is not None and genoeg(waarde[0]):
            return waarde[0]
        async with self._slot:
            # Who waited here finds what the one before fetched.
            if (waarde := self._geldig(self._houdbaar.vers)) is not None and genoeg(waarde[0]):
                return waarde[0]
            oud = self._geldig(self._houdbaar.uiterlijk)
            if self._rust():
                if oud is not None:
                    return oud[0]
                if self._mislukt is not None:  # or all who wait here would try in turn, each as long as it takes
                    raise self._mislukt.with_traceback(None)
            self._poging, self._mislukt = self._nu(), None
            try:
                nieuw = await self._haal()
            except Fout as fout:
                self._mislukt = fout
                if oud is None:
                    raise
                logboek.warning("niet te verversen; wat er was geldt nog", wat=self._wat, fout=type(fout).__name__)
                return oud[0]
            self._waarde = (nieuw, self._nu())
            return nieuw

    def _geldig(self, duur: timedelta) -> tuple[T, datetime] | None:
        """Wat er is, als het nog geen `duur` oud is."""
        return self._waarde if self._waarde is not None and self._nu() - self._waarde[1] < duur else None

    def _rust(self) -> bool:
        return self._poging is not None and self._nu() - self._poging < self._houdbaar.rust
