"""Hoe een goed antwoord bedorven kan raken tussen DUO en de vrager."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from uuid import UUID

from litestar.types import HTTPResponseStartEvent, Message, Send

_BSN = re.compile(rb'(?<="burgerservicenummer":")\d{9}(?=")')
_NAAM = re.compile(rb'(?<="naam":")')
EEN_ANDER, NOG_EEN_ANDER = b"999990007", b"999990019"
Bederf = Callable[["Bederver", HTTPResponseStartEvent, bytes], Awaitable[None]]


class Bederver:
    """Houdt een antwoord vast tot het compleet is, en laat het dan bedorven gaan."""

    def __init__(self, send: Send, bederf: Bederf, *, traagheid: float) -> None:
        self.send = send
        self.traagheid = traagheid
        self._bederf = bederf
        self._begin: HTTPResponseStartEvent | None = None
        self._inhoud = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._begin = message
            return
        if message["type"] != "http.response.body" or self._begin is None:
            await self.send(message)
            return
        self._inhoud += message["body"]
        if not message.get("more_body", False):
            await self._bederf(self, self._begin, self._inhoud)

    async def begin(self, begin: HTTPResponseStartEvent, *, lengte: int | None) -> None:
        koppen = [(n, w) for n, w in begin["headers"] if n.lower() != b"content-length"]
        koppen += [] if lengte is None else [(b"content-length", str(lengte).encode())]
        begin["headers"] = koppen
        await self.send(begin)

    async def deel(self, inhoud: bytes, *, meer: bool) -> None:
        await self.send({"type": "http.response.body", "body": inhoud, "more_body": meer})


async def verminkt(naar: Bederver, begin: HTTPResponseStartEvent, inhoud: bytes) -> None:
    helft = inhoud[: len(inhoud) // 2]
    await naar.begin(begin, lengte=len(helft))
    await naar.deel(helft, meer=False)


async def verwisseld(naar: Bederver, begin: HTTPResponseStartEvent, inhoud: bytes) -> None:
    ander = (b"berichtid", str(UUID(int=0)).encode())
    begin["headers"] = [*((n, w) for n, w in begin["headers"] if n.lower() != b"berichtid"), ander]
    await naar.begin(begin, lengte=len(inhoud))
    await naar.deel(inhoud, meer=False)


async def vreemd(naar: Bederver, begin: HTTPResponseStartEvent, inhoud: bytes) -> None:
    """Goede JSON over een ander, waar DUO of de BRP laat zien over wie het gaat."""
    inhoud = _BSN.sub(lambda bsn: NOG_EEN_ANDER if bsn[0] == EEN_ANDER else EEN_ANDER, inhoud)
    inhoud = _NAAM.sub(b"Iemand ", inhoud)
    await naar.begin(begin, lengte=len(inhoud))
    await naar.deel(inhoud, meer=False)


async def druppelt(naar: Bederver, begin: HTTPResponseStartEvent, inhoud: bytes) -> None:
    await naar.begin(begin, lengte=len(inhoud))
    for plaats in range(len(inhoud)):
        await asyncio.sleep(naar.traagheid)
        await naar.deel(inhoud[plaats : plaats + 1], meer=True)
    await naar.deel(b"", meer=False)


async def enorm(naar: Bederver, begin: HTTPResponseStartEvent, inhoud: bytes) -> None:
    """Twee megabyte: meer dan een antwoord van DUO ooit is, en genoeg om te zien dat men ophoudt met lezen."""
    await naar.begin(begin, lengte=None)
    await naar.deel(inhoud, meer=True)
    for _ in range(32):
        await naar.deel(b" " * 65_536, meer=True)
    await naar.deel(b"", meer=False)
