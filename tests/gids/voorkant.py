"""TLS voor een echte server die het zelf niet doet, op de manier van PostgreSQL (na een vraag) of meteen."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator


@contextlib.asynccontextmanager
async def voorkant(tls: ssl.SSLContext, achter: int, *, postgres: bool = False) -> AsyncIterator[int]:
    """Geef alles door naar de poort `achter`; geeft de poort met TLS."""
    open_: set[asyncio.Task[None]] = set()

    async def neem_aan(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        taak = asyncio.current_task()
        assert taak is not None
        open_.add(taak)
        schrijvers = [schrijver]
        try:
            if postgres:
                await lezer.readexactly(8)
                schrijver.write(b"S")
            await schrijver.start_tls(tls)
            terug, heen = await asyncio.open_connection("127.0.0.1", achter)
            schrijvers.append(heen)
            await asyncio.gather(_geef_door(lezer, heen), _geef_door(terug, schrijver))
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # one of the two left, or the test is over
        finally:
            for een in schrijvers:
                een.transport.abort()
            open_.discard(taak)

    server = await asyncio.start_server(neem_aan, "127.0.0.1", 0)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for taak in tuple(open_):
            taak.cancel()
        await asyncio.gather(*open_)


async def _geef_door(van: asyncio.StreamReader, naar: asyncio.StreamWriter) -> None:
    while deel := await van.read(65536):
        naar.write(deel)
        await naar.drain()
    naar.close()
