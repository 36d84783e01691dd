"""Om een toepassing heen: hoeveel verzoeken er tegelijk in behandeling zijn, hoe groot hun koppen zijn, en hoelang hun
body op zich laat wachten.

Te veel: 503, meteen. Wie op de ander wacht, op zijn body of tot hij het antwoord leest, telt niet mee: zo stopt niemand
de dienst door te druppelen of niet te lezen. Te grote koppen: 431. Een body die te laat is, is voor de toepassing
hetzelfde als iemand die ophangt; haar antwoord daarop gaat nog uit, en dan gaat de verbinding dicht.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
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
        self._plaatsen = asyncio.Semaphore(grenzen.verzoeken)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in VRIJ:
            await self._app(scope, receive, send)
        elif self._is_te_groot(scope):
            await self._weiger(send, 431, _TE_GROOT)
        elif self._plaatsen.locked():
            await self._weiger(send, 503, _VOL)
        else:
            async with _Plaats(self._plaatsen) as plaats:
                body = _Body(receive, send, self._grenzen.bodytijd, plaats)
                await self._app(scope, body.ontvang, body.stuur)

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


class _Plaats:
    """Een plaats voor één verzoek; zij is vrij zolang niet wij maar de ander aan de beurt is.

    Wie zijn body niet stuurt of ons antwoord niet leest, houdt zo alleen zijn eigen verbinding bezet.
    """

    def __init__(self, plaatsen: asyncio.Semaphore) -> None:
        self._plaatsen = plaatsen
        self._heeft = False

    async def __aenter__(self) -> "_Plaats":
        await self._neem()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.geef_terug()

    @asynccontextmanager
    async def ander_aan_de_beurt(self) -> AsyncIterator[None]:
        """Geef de plaats terug zolang dit duurt, en wacht daarna zo nodig op een nieuwe."""
        self.geef_terug()
        yield
        await self._neem()

    async def _neem(self) -> None:
        await self._plaatsen.acquire()
        self._heeft = True

    def geef_terug(self) -> None:
        """Het werk is klaar; nog eens teruggeven doet niets."""
        if self._heeft:
            self._heeft = False
            self._plaatsen.release()


class _Body:
    """De body van één verzoek, die op tijd moet zijn."""

    def __init__(self, receive: Receive, send: Send, tijd: float, plaats: _Plaats) -> None:
        self._plaats = plaats
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
            async with grens, self._plaats.ander_aan_de_beurt():
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
        # What is left is for the other to read; also the first message waits for that, behind an earlier answer.
        self._plaats.geef_terug()
        await self._send(bericht)
