"""De API achter een echte poort op deze machine, in de lus van de test."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from core.api import Voordeur
from core.platform.http.inloggen.machinedeur import Machinedeur
from core.platform.huis import Huis


@asynccontextmanager
async def draaiende_api(
    huis: Huis, *routes: Any, genade: int | None = None, machines: Callable[[str], Machinedeur] | None = None
) -> AsyncIterator[str]:
    """Geeft het adres; de databank van `huis` is al open en blijft dat.

    `routes` komen erbij; `genade` zijn de seconden die een lopend verzoek bij het stoppen krijgt; `machines` maakt de
    deur voor andere systemen op dit adres.
    """
    # Named as TCP: for a socket without a protocol asyncio leaves Nagle on, and each answer waits forty milliseconds.
    stopcontact = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    stopcontact.bind(("127.0.0.1", 0))
    stopcontact.listen(128)
    adres = f"http://127.0.0.1:{stopcontact.getsockname()[1]}"
    deur: Any = Voordeur(huis, machinedeur=None if machines is None else machines(adres), open_databank=False)
    for route in routes:
        deur.app.register(route)
    vast: dict[str, Any] = {"log_config": None, "access_log": False, "server_header": False, "ws": "none"}
    server = uvicorn.Server(uvicorn.Config(deur, timeout_graceful_shutdown=genade, **vast))
    taak = asyncio.create_task(server.serve(sockets=[stopcontact]))
    try:
        yield adres
    finally:
        server.should_exit = True
        await taak
        stopcontact.close()
