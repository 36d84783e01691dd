"""Tussen Meedoen en PostgreSQL in: elk bericht waarop Meedoen een antwoord afwacht wordt geteld en doorgegeven."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

QUERY, SYNC = b"Q", b"S"
"""Het simpele protocol, en het einde van een opdracht met parameters: daarna moet de server antwoorden."""
_LENGTE = 4


@dataclass(slots=True)
class Teller:
    """Hoeveel berichten er gingen, per rol die inlogde."""

    poort: int = 0
    per_rol: Counter[str] = field(default_factory=Counter)

    def begin(self) -> None:
        self.per_rol.clear()

    async def verbind(self, van: asyncio.StreamReader, naar: asyncio.StreamWriter, postgres: tuple[str, int]) -> None:
        van_server, naar_server = await asyncio.open_connection(*postgres)
        terug = asyncio.create_task(_geef_door(van_server, naar))
        try:
            # Alleen het eerste bericht heeft geen soort; het noemt de rol.
            lengte = await van.readexactly(_LENGTE)
            begin = await van.readexactly(int.from_bytes(lengte) - _LENGTE)
            naar_server.write(lengte + begin)
            delen = begin[4:].split(b"\0")
            rol = dict(zip(delen[::2], delen[1::2], strict=False))[b"user"].decode()
            while soort := await van.read(1):
                lengte = await van.readexactly(_LENGTE)
                rest = await van.readexactly(int.from_bytes(lengte) - _LENGTE)
                self.per_rol[rol] += soort in (QUERY, SYNC)
                naar_server.write(soort + lengte + rest)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            naar_server.close()
            await terug


async def _geef_door(van: asyncio.StreamReader, naar: asyncio.StreamWriter) -> None:
    try:
        while deel := await van.read(65_536):
            naar.write(deel)
    except ConnectionError:
        pass
    finally:
        naar.close()


@asynccontextmanager
async def teller(host: str, poort: int) -> AsyncIterator[Teller]:
    """Een poort op deze machine die alles aan deze PostgreSQL doorgeeft en telt."""
    tel = Teller()
    server = await asyncio.start_server(lambda van, naar: tel.verbind(van, naar, (host, poort)), "127.0.0.1", 0)
    async with server:
        tel.poort = server.sockets[0].getsockname()[1]
        yield tel
