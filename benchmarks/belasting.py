"""The load: a lean HTTP client, closed loop (so many at a time) and open loop (so many per second, come what may).

Hand-written because a general client costs more per request than the handler that is measured. It speaks no more
HTTP than uvicorn answers with: a status line, headers with content-length, a body.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, TypeVar

import uvloop

from benchmarks.verslag import MetingMislukt
from core.ontwikkeling.embedded.poorten import ADRES

T = TypeVar("T")
_LENGTE = b"content-length:"
_ONGEBRUIKT = 3.0  # uvicorn closes a connection that was silent for five seconds


def in_lus(werk: Coroutine[Any, Any, T]) -> T:
    """Run `werk` in the event loop that the servers use too."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as lus:
        return lus.run(werk)


class Lijn:
    """One connection that stays open; one request at a time."""

    __slots__ = ("_gebruikt", "_lezer", "_poort", "_schrijver")

    def __init__(self, poort: int) -> None:
        self._poort = poort
        self._gebruikt = 0.0
        self._lezer: asyncio.StreamReader | None = None
        self._schrijver: asyncio.StreamWriter | None = None

    async def vraag(self, verzoek: bytes) -> tuple[int, bytes]:
        """Send the request; gives status and body."""
        if self._lezer is None or self._schrijver is None or time.perf_counter() - self._gebruikt > _ONGEBRUIKT:
            await self.sluit()
            self._lezer, self._schrijver = await asyncio.open_connection(ADRES, self._poort)
        self._schrijver.write(verzoek)
        kop = await self._lezer.readuntil(b"\r\n\r\n")
        body = await self._lezer.readexactly(_lengte(kop))
        self._gebruikt = time.perf_counter()
        return int(kop[9:12]), body

    async def sluit(self) -> None:
        if self._schrijver is not None:
            self._schrijver.close()
            await self._schrijver.wait_closed()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        await self.sluit()


def _lengte(kop: bytes) -> int:
    plaats = kop.lower().find(_LENGTE)
    if plaats < 0:
        return 0
    return int(kop[plaats + len(_LENGTE) : kop.index(b"\r\n", plaats)])


def verzoek(methode: str, pad: str, *, koppen: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """A request as bytes."""
    regels = [f"{methode} {pad} HTTP/1.1", "host: meting", *(f"{n}: {w}" for n, w in (koppen or {}).items())]
    if body:
        regels += ["content-type: application/json", f"content-length: {len(body)}"]
    return "\r\n".join([*regels, "", ""]).encode() + body


async def vraag_een(poort: int, ruw: bytes) -> bytes:
    """One request on a connection of its own; the body of a 200.

    Raises:
        MetingMislukt: another status.
    """
    async with Lijn(poort) as lijn:
        status, body = await lijn.vraag(ruw)
    if status != 200:
        raise MetingMislukt(f"een proefverzoek gaf {status}; zie het log van dat proces")
    return body


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvo:
    """What came out of a closed loop."""

    aantal: int
    seconden: float

    @property
    def per_seconde(self) -> float:
        return self.aantal / self.seconden


async def salvo(poort: int, maak: Callable[[], bytes], *, seconden: float, gelijktijdig: int) -> Salvo:
    """Closed loop: `gelijktijdig` connections, each asks again as soon as it has an answer.

    Raises:
        MetingMislukt: an answer that is not 200.
    """

    async def werker(einde: float) -> int:
        aantal = 0
        async with Lijn(poort) as lijn:
            while time.perf_counter() < einde:
                status, _ = await lijn.vraag(maak())
                if status != 200:
                    raise MetingMislukt(f"tijdens de meting kwam een antwoord {status}")
                aantal += 1
        return aantal

    begin = time.perf_counter()
    aantallen = await asyncio.gather(*(werker(begin + seconden) for _ in range(gelijktijdig)))
    return Salvo(aantal=sum(aantallen), seconden=time.perf_counter() - begin)


@dataclass(slots=True)
class Stroom:
    """What came out of an open loop to one door; times in milliseconds, in the order of sending."""

    naam: str
    tijden: list[float] = field(default_factory=list)
    statussen: list[int] = field(default_factory=list)
    te_laat: list[float] = field(default_factory=list)


class Deur:
    """One door under an open loop: takes a connection that is free, opens one when there is none."""

    def __init__(self, naam: str, poort: int, maak: Callable[[int], bytes]) -> None:
        self.uitkomst = Stroom(naam)
        self._poort = poort
        self._maak = maak
        self._vrij: list[Lijn] = []

    async def stuur(self, volgnummer: int, gepland: float) -> None:
        ruw = self._maak(volgnummer)
        begin = time.perf_counter()
        self.uitkomst.te_laat.append((begin - gepland) * 1000)
        lijn = self._vrij.pop() if self._vrij else Lijn(self._poort)
        status, _ = await lijn.vraag(ruw)
        self.uitkomst.tijden.append((time.perf_counter() - begin) * 1000)
        self.uitkomst.statussen.append(status)
        self._vrij.append(lijn)

    async def sluit(self) -> None:
        for lijn in self._vrij:
            await lijn.sluit()


async def stroom(deuren: Sequence[Deur], *, per_seconde: float, seconden: float) -> list[Stroom]:
    """Open loop: each door gets `per_seconde` requests, evenly, whether or not the earlier ones were answered.

    The doors take turns within each interval, so that they meet the same machine at the same moment.
    """
    tussen = 1 / per_seconde
    begin = time.perf_counter() + 0.1
    taken: list[asyncio.Task[None]] = []
    for i in range(round(per_seconde * seconden)):
        for plaats, deur in enumerate(deuren):
            gepland = begin + (i + plaats / len(deuren)) * tussen
            await _wacht_tot(gepland)
            taken.append(asyncio.create_task(deur.stuur(i, gepland)))
    await asyncio.gather(*taken)
    for deur in deuren:
        await deur.sluit()
    return [deur.uitkomst for deur in deuren]


async def wacht_op(vraag: Callable[[], Awaitable[bool]], *, hoogstens: float, waarop: str) -> float:
    """Ask until the answer is yes; gives the seconds that took.

    Raises:
        MetingMislukt: still no after `hoogstens` seconds.
    """
    begin = time.perf_counter()
    while not await vraag():
        if time.perf_counter() - begin > hoogstens:
            raise MetingMislukt(f"na {hoogstens:.0f} s nog niet: {waarop}")
        await asyncio.sleep(0.1)
    return time.perf_counter() - begin


async def _wacht_tot(tijdstip: float) -> None:
    nog = tijdstip - time.perf_counter()
    if nog > 0:
        await asyncio.sleep(nog)
