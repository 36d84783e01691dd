"""The line from Meedoen to DUO and the BRP: real clients, the real simulator, and no port in between.

A simulator that keeps silent ("stil") waits until its caller has gone. Over a socket that takes the caller's patience;
here the caller goes at once, and httpx2 reports the time-out it would have reported later. So nothing waits on a clock.
"""

import asyncio
from dataclasses import dataclass, field

import httpx2

from core.platform.http.rand import App, Message, Receive, Scope, Send


@dataclass(slots=True)
class Lijn:
    """Passes each call on to `app`, and remembers which ones there were (never the number of the person)."""

    app: App
    oproepen: list[tuple[str, str]] = field(default_factory=list)
    plat: bool = False
    """While true the other side cannot be reached at all."""
    weg: str = ""
    """The one neighbour that cannot be reached: "duo" or "brp"."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.oproepen.append((scope["method"], scope["path"].rsplit("/", 1)[-1]))
        if self.plat or scope["server"][0] == self.weg:
            raise httpx2.ConnectError("onbereikbaar")
        body = b""
        while (deel := await receive())["type"] == "http.request":
            body += deel.get("body", b"")
            if not deel.get("more_body", False):
                break
        gelezen = begonnen = False

        async def ontvang() -> Message:
            nonlocal gelezen
            if gelezen:
                return {"type": "http.disconnect"}
            gelezen = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def stuur(bericht: Message) -> None:
            nonlocal begonnen
            begonnen = True
            await send(bericht)

        await self.app(scope, ontvang, stuur)
        if not begonnen:
            raise httpx2.ReadTimeout("geen antwoord")

    def vergeet(self) -> None:
        self.oproepen.clear()
        self.plat, self.weg = False, ""

    def telling(self, methode: str, laatste: str) -> int:
        """How many calls of this method there were to this resource."""
        return self.oproepen.count((methode, laatste))

    def client(self, basis: str) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=self), base_url=basis)


@dataclass(slots=True)
class Post(httpx2.AsyncBaseTransport):
    """What DUO delivers at Meedoen; a test can wait for it."""

    deur: httpx2.AsyncBaseTransport
    aangenomen: set[str] = field(default_factory=set)
    iets: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        antwoord = await self.deur.handle_async_request(request)
        if antwoord.status_code == 201:
            async with self.iets:
                self.aangenomen.add(request.headers["berichtId"])
                self.iets.notify_all()
        return antwoord
