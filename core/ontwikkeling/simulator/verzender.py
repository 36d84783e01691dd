"""Bezorgt de notificaties van DUO bij Meedoen, net zo lang tot zij zijn aangenomen.

Een melding houdt haar berichtId bij elke herhaling. De wachttijd verdubbelt na elke mislukking, tot de
langste. De wachtrij staat in de opslag, dus een herstart gaat verder waar het was.
"""

import asyncio
import time
from http import HTTPStatus

import httpx2

from core.ontwikkeling.simulator.instellingen import SimulatorInstellingen
from core.ontwikkeling.simulator.opslag import Melding, Opslag
from core.ontwikkeling.simulator.storing import Soort, Storingen

_TIJDSLIMIET = httpx2.Timeout(10.0)
_MEESTE_VERDUBBELINGEN = 16


class Verzender:
    """Eén taak die de wachtrij leegt; `wek` zegt dat er iets bij gekomen is."""

    def __init__(
        self, opslag: Opslag, instellingen: SimulatorInstellingen, storingen: Storingen, http: httpx2.AsyncClient
    ) -> None:
        self._opslag = opslag
        self._instellingen = instellingen
        self._storingen = storingen
        self._http = http
        self._wekker = asyncio.Event()

    def wek(self) -> None:
        self._wekker.set()

    async def draai(self) -> None:
        """Bezorg meldingen tot de taak wordt afgebroken."""
        while True:
            self._wekker.clear()
            wachttijd = await self._bezorg_wat_kan()
            try:
                async with asyncio.timeout(wachttijd):
                    await self._wekker.wait()
            except TimeoutError:
                continue

    async def _bezorg_wat_kan(self) -> float | None:
        """Bezorg wat aan de beurt is; geeft hoelang de volgende nog moet wachten, of niets."""
        while melding := self._opslag.volgende_melding():
            # Wall-clock time: this is about the network, not about the date in the story.
            nog = melding.niet_voor - time.time()
            if nog > 0:
                return nog
            gelukt = await self._bezorg(melding)
            if gelukt and self._storingen.neem(Soort.DUBBEL):
                await self._bezorg(melding)
            with self._opslag.transactie():
                if gelukt:
                    self._opslag.bezorgd(melding)
                else:
                    self._opslag.niet_bezorgd(melding, niet_voor=time.time() + self._wachttijd(melding))
        return None

    async def _bezorg(self, melding: Melding) -> bool:
        koppen = {
            "bron": self._instellingen.duo_oin,
            "doel": melding.oin,
            "berichtId": str(melding.bericht_id),
            "Content-Type": "application/json",
        }
        adres = f"{self._instellingen.meedoen}/duo/v1/notificaties"
        try:
            antwoord = await self._http.post(adres, content=melding.inhoud, headers=koppen, timeout=_TIJDSLIMIET)
        except httpx2.HTTPError:
            return False
        return antwoord.status_code == HTTPStatus.CREATED

    def _wachttijd(self, melding: Melding) -> float:
        verdubbelingen = min(melding.pogingen, _MEESTE_VERDUBBELINGEN)
        return min(self._instellingen.eerste_wachttijd * 2.0**verdubbelingen, self._instellingen.langste_wachttijd)
