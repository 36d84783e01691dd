"""De demonstratie doet alles door de voordeur: een dunne client op de API, zoals een ander systeem die zou hebben."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2

POGINGEN = 6


class Geweigerd(Exception):
    """De API weigert met 409 of 400; `gebreken` is wat zij noemt."""

    def __init__(self, probleem: dict[str, Any]) -> None:
        super().__init__(probleem.get("title", ""))
        self.detail: str = probleem.get("detail", "")
        self.grond: str = probleem.get("grond", "")
        self.gebreken: list[dict[str, str]] = probleem.get("gebreken", [])
        self.waarschuwingen: list[dict[str, str]] = probleem.get("waarschuwingen", [])

    def redenen(self) -> str:
        """Wat de API noemt, met de gronden, op één regel."""
        return (
            "; ".join(f"{g['melding']} ({g['grond']})" if g["grond"] else g["melding"] for g in self.gebreken)
            or self.detail
        )


@dataclass(slots=True)
class Deur:
    """Eén medewerker aan de voordeur van één gemeente."""

    http: httpx2.AsyncClient
    gemeentecode: str
    token: str

    async def werkvoorraad(self) -> AsyncIterator[dict[str, Any]]:
        """De hele werkvoorraad, pagina voor pagina."""
        cursor = None
        while True:
            vraag = {"limiet": 200} | ({"cursor": cursor} if cursor else {})
            pagina = await self.vraag("GET", "werkvoorraad", params=vraag)
            for regel in pagina["werk"]:
                yield regel
            cursor = pagina["volgende"]
            if cursor is None:
                return

    async def vraag(self, methode: str, pad: str, **wat: Any) -> Any:
        """Doe een verzoek binnen de gemeente.

        Raises:
            Geweigerd: 400 of 409, met de redenen.
            httpx2.HTTPStatusError: al het andere dat misgaat; dat hoort niet te gebeuren en stopt de demonstratie.
        """
        return await self.vraag_op(methode, f"/v1/gemeenten/{self.gemeentecode}/{pad}", **wat)

    async def ga_door(self, pad: str, body: Mapping[str, object]) -> list[str]:
        """Doe een POST, en bevestig de waarschuwingen als die er zijn; geeft welke dat waren.

        Raises:
            Geweigerd: het mag niet, ook niet als iemand iets bevestigt.
        """
        try:
            await self.vraag("POST", pad, json=body)
        except Geweigerd as fout:
            if not fout.waarschuwingen:
                raise
            soorten = list(dict.fromkeys(w["soort"] for w in fout.waarschuwingen))
            await self.vraag("POST", pad, json={**body, "bevestigd": soorten})
            return soorten
        return []

    async def vraag_op(self, methode: str, adres: str, **wat: Any) -> Any:
        """Als `vraag`, met het hele pad (voor een lijst over gemeenten heen)."""
        antwoord = await self._verstuur(methode, adres, wat)
        if antwoord.status_code in (400, 409):
            raise Geweigerd(antwoord.json())
        antwoord.raise_for_status()
        return antwoord.json() if antwoord.content else None

    async def _verstuur(self, methode: str, adres: str, wat: dict[str, Any]) -> httpx2.Response:
        """Verstuur, en nog eens als de API even weg is; elk verzoek mag herhaald (eigen id of geziene versie)."""
        for poging in range(POGINGEN):
            try:
                antwoord = await self.http.request(
                    methode, adres, headers={"Authorization": f"Bearer {self.token}"}, **wat
                )
                if antwoord.status_code != 503:
                    return antwoord
            except httpx2.TransportError:
                if poging == POGINGEN - 1:
                    raise
            await asyncio.sleep(0.2 * 2**poging)
        return antwoord
