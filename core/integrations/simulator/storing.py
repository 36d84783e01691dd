"""Storingen op bestelling, om te zien dat Meedoen ertegen kan."""

import asyncio
from collections import Counter
from enum import StrEnum

from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from core.integrations.simulator.antwoorden import stuur_leeg


class Soort(StrEnum):
    TRAAG = "traag"  # het antwoord komt, maar laat
    FOUT = "fout"  # status 500; er is niets verwerkt
    STIL = "stil"  # het verzoek is verwerkt, maar er komt geen antwoord
    DUBBEL = "dubbel"  # een notificatie komt twee keer, met hetzelfde berichtId


class Storingen:
    """Hoe vaak elke storing nog moet optreden."""

    def __init__(self) -> None:
        self._nog: Counter[Soort] = Counter()

    def bestel(self, soort: Soort, aantal: int) -> None:
        self._nog[soort] = aantal

    def neem(self, soort: Soort) -> bool:
        """Waar als deze storing nu moet optreden; telt er een af."""
        if self._nog[soort] <= 0:
            return False
        self._nog[soort] -= 1
        return True

    def open(self) -> dict[str, int]:
        return {soort.value: aantal for soort, aantal in self._nog.items() if aantal > 0}


class StoringMiddleware(ASGIMiddleware):
    """Laat een verzoek aan DUO of de BRP mislukken als dat besteld is."""

    def __init__(self, storingen: Storingen, *, traagheid: float) -> None:
        self._storingen = storingen
        self._traagheid = traagheid

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if self._storingen.neem(Soort.FOUT):
            await stuur_leeg(send, 500)
        elif self._storingen.neem(Soort.STIL):
            await next_app(scope, receive, _zwijg)
            # The server reports the disconnect once the caller's patience has ended.
            while (await receive())["type"] != "http.disconnect":
                pass
        else:
            if self._storingen.neem(Soort.TRAAG):
                await asyncio.sleep(self._traagheid)
            await next_app(scope, receive, send)


async def _zwijg(message: Message) -> None:
    """Het antwoord gaat verloren."""
