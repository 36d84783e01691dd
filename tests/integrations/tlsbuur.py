"""Een buur achter echte TLS die een certificaat eist, en onthoudt wie hem wat vroeg."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.platform.http.mtls import oin_uit
from tests.voorbeelden.certificaten import Certificaat, als_server

DUO_KENT_NIEMAND = b"HTTP/1.1 404 Not Found\r\nAPI-Version: 1.0.0\r\nContent-Length: 0\r\n\r\n"
BRP_KENT_NIEMAND = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n"
    b'{"type":"RaadpleegMetBurgerservicenummer","personen":[]}    '
)


@dataclass(frozen=True, slots=True)
class Vraag:
    """Wat er binnenkwam: de koppen in kleine letters, en het OIN van het certificaat waarmee."""

    oin: str | None
    koppen: dict[str, str]


@dataclass(slots=True)
class Tlsbuur:
    """Antwoordt op elke vraag hetzelfde; wie `mag` leeg laat, houdt het antwoord tegen."""

    antwoord: bytes
    poort: int = 0
    vragen: list[Vraag] = field(default_factory=list)
    gevraagd: asyncio.Queue[None] = field(default_factory=asyncio.Queue)
    handdrukken: int = 0
    mag: asyncio.Event = field(default_factory=asyncio.Event)
    _open: dict[asyncio.StreamWriter, "asyncio.Task[None] | None"] = field(default_factory=dict)

    @property
    def adres(self) -> str:
        return f"https://127.0.0.1:{self.poort}/v1"

    @property
    def oins(self) -> list[str | None]:
        return [vraag.oin for vraag in self.vragen]

    async def ontvang(self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        self.handdrukken += 1
        self._open[schrijver] = asyncio.current_task()
        oin = oin_uit(schrijver.get_extra_info("peercert") or {})
        try:
            while True:
                regels = (await lezer.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                koppen = {n.lower(): w for n, _, w in (regel.partition(": ") for regel in regels[1:] if regel)}
                await lezer.readexactly(int(koppen.get("content-length", 0)))
                self.vragen.append(Vraag(oin, koppen))
                self.gevraagd.put_nowait(None)
                await self.mag.wait()
                schrijver.write(self.antwoord)
                await schrijver.drain()
        except (asyncio.IncompleteReadError, OSError):
            return
        finally:
            schrijver.close()
            del self._open[schrijver]

    async def hang_op(self) -> None:
        taken = [taak for taak in self._open.values() if taak is not None]
        for schrijver in tuple(self._open):
            schrijver.transport.abort()
        await asyncio.gather(*taken)


@asynccontextmanager
async def tlsbuur(
    met: Certificaat, antwoord: bytes, map_: Path, *, ca_van_clients: str | None
) -> AsyncIterator[Tlsbuur]:
    """Draai een buur met dit servercertificaat; met `ca_van_clients` komt niemand binnen zonder certificaat daarvan."""
    buur = Tlsbuur(antwoord)
    buur.mag.set()
    tls = als_server(met, map_)
    if ca_van_clients is not None:
        tls.verify_mode = ssl.CERT_REQUIRED
        tls.load_verify_locations(cadata=ca_van_clients)
    server = await asyncio.start_server(buur.ontvang, "127.0.0.1", 0, ssl=tls)
    buur.poort = server.sockets[0].getsockname()[1]
    try:
        yield buur
    finally:
        server.close()
        await buur.hang_op()
