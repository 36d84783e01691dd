"""Om een toepassing heen: hoeveel verzoeken er tegelijk in behandeling zijn, hoe groot hun koppen zijn, en hoelang hun
body op zich laat wachten.

Te veel: 503, meteen. Te grote koppen: 431. Een body die te laat is, is voor de toepassing hetzelfde als iemand die
ophangt; haar antwoord daarop gaat nog uit, en dan gaat de verbinding dicht.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from core.platform.http.plaatsen import Grenzen
from core.platform.http.rand import Message, Receive, Scope, Send

Weigering = Callable[[int, str], tuple[str, bytes]]
"""Het antwoord op een weigering, uit status en uitleg: het mediatype en de body."""
VRIJ = frozenset({"/live", "/ready"})
"""Hier vraagt het cluster naar; daarop telt de drukte niet mee, anders wordt een druk proces ook nog herstart."""
_VOL = "Het is hier nu te druk. Probeer het over een paar seconden opnieuw."
_TE_GROOT = "De koppen van dit verzoek zijn samen te groot."


class Drukte:
    def __init__(self, app: Any, grenzen: Grenzen, weigering: Weigering) -> None:
        self._app = app
        self._grenzen = grenzen
        self._weigering = weigering
        self._bezig = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in VRIJ:
            await self._app(scope, receive, send)
        elif self._is_te_groot(scope):
            await self._weiger(send, 431, _TE_GROOT)
        elif self._bezig >= self._grenzen.verzoeken:
            await self._weiger(send, 503, _VOL)
        else:
            body = _Body(receive, send, self._grenzen.bodytijd)
            self._bezig += 1
            try:
                await self._app(scope, body.ontvang, body.stuur)
            finally:
                self._bezig -= 1

    def _is_te_groot(self, scope: Scope) -> bool:
        koppen = scope["headers"]
        omvang = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        omvang += sum(len(naam) + len(waarde) for naam, waarde in koppen)
        return omvang > self._grenzen.kopomvang or len(koppen) > self._grenzen.koppen

    async def _weiger(self, send: Send, status: int, uitleg: str) -> None:
        soort, body = self._weigering(status, uitleg)
        koppen = [
            (b"content-type", soort.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
            *([(b"retry-after", b"5")] if status == 503 else []),
        ]
        await send({"type": "http.response.start", "status": status, "headers": koppen})
        await send({"type": "http.response.body", "body": body})


class _Body:
    """De body van één verzoek, die op tijd moet zijn."""

    def __init__(self, receive: Receive, send: Send, tijd: float) -> None:
        self._receive = receive
        self._send = send
        self._tijd = tijd
        self._einde: float | None = None
        self._klaar = False
        self._te_laat = False

    async def ontvang(self) -> Message:
        if self._te_laat:
            return {"type": "http.disconnect"}
        if self._klaar:
            return await self._receive()
        if self._einde is None:
            self._einde = asyncio.get_running_loop().time() + self._tijd
        grens = asyncio.timeout_at(self._einde)
        try:
            async with grens:
                bericht = await self._receive()
        except TimeoutError:
            if not grens.expired():
                raise
            self._te_laat = True
            return {"type": "http.disconnect"}
        self._klaar = not bericht.get("more_body", False)
        return bericht

    async def stuur(self, bericht: Message) -> None:
        if self._te_laat and bericht["type"] == "http.response.start":
            bericht["headers"] = [*bericht.get("headers", ()), (b"connection", b"close")]
        await self._send(bericht)
