"""De andere kant: echte servers met TLS op deze machine, en een telefoonboek dat zegt waar een naam is."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

from cryptography import x509

from core.platform.uitgaand.regels import Toegestaan, Uitgaandregels
from core.platform.uitgaand.vervoer import Grenzen
from core.platform.uitgaand.vragen import Uitgaand
from tests.voorbeelden.certificaten import Ca, als_client, als_server

NAAM = "aanmelden.example.org"
HIER = "127.0.0.1"
ELDERS_HIER = "127.0.0.2"
Gesprek = Callable[[asyncio.StreamWriter], Coroutine[None, None, None]]


class Telefoonboek:
    """Een opzoeker die bij elke vraag het volgende antwoord geeft, en het laatste blijft geven."""

    def __init__(self, *antwoorden: Sequence[str]) -> None:
        self._antwoorden = list(antwoorden)
        self.gevraagd: list[tuple[str, bool]] = []

    async def zoek(self, host: str, *, volledig: bool) -> Sequence[str]:
        self.gevraagd.append((host, volledig))
        if not self._antwoorden:
            raise OSError("deze naam is er niet")
        return self._antwoorden[0] if len(self._antwoorden) == 1 else self._antwoorden.pop(0)


@dataclass(slots=True)
class Server:
    """Wie er luistert, en wat hij te horen kreeg: elk verzoek tot en met de lege regel."""

    adres: str
    poort: int
    verzoeken: list[bytes] = field(default_factory=list)
    verbindingen: int = 0
    gevraagd: asyncio.Event = field(default_factory=asyncio.Event)
    opgehangen: asyncio.Event = field(default_factory=asyncio.Event)


def zegt(*delen: bytes) -> Gesprek:
    """Een antwoord dat uit deze delen bestaat."""

    async def gesprek(schrijver: asyncio.StreamWriter) -> None:
        for deel in delen:
            schrijver.write(deel)
            await schrijver.drain()

    return gesprek


def antwoord(inhoud: bytes = b"{}", *, status: str = "200 OK", koppen: str = "") -> Gesprek:
    return zegt(f"HTTP/1.1 {status}\r\nContent-Length: {len(inhoud)}\r\n{koppen}\r\n".encode() + inhoud)


@asynccontextmanager
async def tls_server(
    ca: Ca, gesprek: Gesprek, map_: Path, *, naam: str = NAAM, adres: str = HIER, poort: int = 0
) -> AsyncIterator[Server]:
    """Een server met een certificaat op `naam`, die op elk verzoek `gesprek` voert."""
    is_ip = naam.replace(".", "").isdigit()
    op_naam: x509.GeneralName = x509.IPAddress(ip_network(naam)[0]) if is_ip else x509.DNSName(naam)
    tls = als_server(ca.voor_server(naam=op_naam), map_)

    async def bij_verbinding(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        staat.verbindingen += 1
        with suppress(OSError, asyncio.IncompleteReadError):
            staat.verzoeken.append(await lezer.readuntil(b"\r\n\r\n"))
            staat.gevraagd.set()
            # Until the other side hangs up, also when there is more to say.
            spreekt = asyncio.create_task(gesprek(schrijver))
            with suppress(OSError):
                await lezer.read()
            spreekt.cancel()
            await asyncio.gather(spreekt, return_exceptions=True)
        schrijver.transport.abort()
        staat.opgehangen.set()

    luisteraar = await asyncio.start_server(bij_verbinding, adres, poort, ssl=tls)
    staat = Server(adres=adres, poort=luisteraar.sockets[0].getsockname()[1])
    async with luisteraar:
        yield staat
        if staat.verbindingen:
            await staat.opgehangen.wait()


@asynccontextmanager
async def luisteraar(adres: str = HIER, *, poort: int = 0) -> AsyncIterator[Server]:
    """Wie alleen telt hoe vaak er verbinding gemaakt wordt, zonder iets te zeggen."""

    async def bij_verbinding(_: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        staat.verbindingen += 1
        schrijver.transport.abort()

    server = await asyncio.start_server(bij_verbinding, adres, poort)
    staat = Server(adres=adres, poort=server.sockets[0].getsockname()[1])
    async with server:
        yield staat


def regels(*poorten: int, host: str = NAAM, netwerk: str = f"{HIER}/32") -> Uitgaandregels:
    """Wat het platform toestaat: deze naam in dit netwerk, op deze poorten."""
    return Uitgaandregels(netwerken=tuple(Toegestaan(host, ip_network(netwerk), poort) for poort in poorten))


@asynccontextmanager
async def uitgaand(
    van: Uitgaandregels, ca: Ca, map_: Path, opzoeker: Telefoonboek | None, grenzen: Grenzen | None = None
) -> AsyncIterator[Uitgaand]:
    weg = Uitgaand(van, vertrouwd=als_client(ca.certificaat, None, map_), opzoeker=opzoeker, grenzen=grenzen)
    try:
        yield weg
    finally:
        await weg.sluit()


@asynccontextmanager
async def opgesteld(
    gesprek: Gesprek,
    map_: Path,
    boek: Telefoonboek | None = None,
    grenzen: Grenzen | None = None,
    *,
    naam: str = NAAM,
    netwerk: str = f"{HIER}/32",
) -> AsyncIterator[tuple[Server, Uitgaand]]:
    """Een server met een certificaat op `naam`, en een weg daarheen die `NAAM` alleen in dit netwerk mag vragen."""
    ca = Ca()
    boek = boek or Telefoonboek([HIER])
    async with (
        tls_server(ca, gesprek, map_, naam=naam) as server,
        uitgaand(regels(server.poort, netwerk=netwerk), ca, map_, boek, grenzen) as weg,
    ):
        yield server, weg
