"""Een naam opzoeken zoals deze machine dat doet, in eigen draden: wie traag antwoordt houdt verder niemand op."""

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol

TEGELIJK = 8


class Opzoeker(Protocol):
    async def zoek(self, host: str, *, volledig: bool) -> Sequence[str]:
        """De IP-adressen van deze naam, als tekst.

        `volledig`: precies deze naam, zonder de achtervoegsels die deze machine bij korte namen probeert.

        Raises:
            OSError: de naam is er niet, of niemand antwoordt.
        """
        ...


class Systeemopzoeker:
    """Met de resolver van deze machine."""

    def __init__(self) -> None:
        self._draden = ThreadPoolExecutor(max_workers=TEGELIJK, thread_name_prefix="opzoeken")

    async def zoek(self, host: str, *, volledig: bool) -> Sequence[str]:
        # The dot at the end keeps `redis.data` from being tried as `redis.data.svc.cluster.local`. It also skips the
        # file of hosts, which is why a name that the platform itself allows is asked without it.
        naam = f"{host}." if volledig else host
        vraag = partial(socket.getaddrinfo, naam, None, type=socket.SOCK_STREAM)
        gevonden = await asyncio.get_running_loop().run_in_executor(self._draden, vraag)
        return tuple(dict.fromkeys(str(adres[0]) for *_, adres in gevonden))

    def sluit(self) -> None:
        self._draden.shutdown(wait=False, cancel_futures=True)
