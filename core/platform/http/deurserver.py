"""De server van elke deur van Meedoen: die van uvicorn, met een poortwachter ervoor en een bewaker erbij."""

import asyncio
import logging
import resource
import socket
import sys
from collections.abc import Sequence
from typing import Any

import structlog
import uvicorn
from uvicorn.config import STARTUP_FAILURE

from core.platform.http.plaatsen import Gast, Grenzen, Plaatsen
from core.platform.http.poortwachter import Poortwachter
from core.platform.http.protocollen import BewaaktH11, BewaaktHttptools, Bewaking

MELD_NA_TIKKEN = 100
"""Elke tien seconden één regel over wie er niet binnenkwam."""
RESERVE_BESTANDEN = 512
"""Open bestanden naast de verbindingen: de database, het logboek, en wie net gewisseld is."""
logboek = structlog.get_logger("meedoen.deur")
Bewaakt = BewaaktH11 | BewaaktHttptools


def serverconfig(app: Any, grenzen: Grenzen, *, protocol: type[Bewaakt], genade: int, **anders: Any) -> uvicorn.Config:
    """De instellingen die voor elke server van Meedoen gelden."""
    return uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        # Kopteksten van een proxy tellen hier nergens voor mee, ook niet als FORWARDED_ALLOW_IPS in de omgeving staat.
        # Welke de API gelooft, zeggen haar eigen instellingen (core/api.py).
        proxy_headers=False,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=grenzen.rust,
        timeout_graceful_shutdown=genade,
        h11_max_incomplete_event_size=grenzen.kopomvang,
        **anders,
    )


class Deurserver(uvicorn.Server):
    """`voorrang` is het OIN dat altijd een plaats vindt."""

    def __init__(self, config: uvicorn.Config, grenzen: Grenzen, *, voorrang: str | None = None) -> None:
        super().__init__(config)
        self._grenzen = grenzen
        self.plaatsen = Plaatsen(grenzen, voorrang=voorrang)
        self._bewaking = Bewaking(grenzen)
        self._poortwachter: Poortwachter | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Als bij uvicorn: eerst de toepassing, dan de deur open."""
        luisteraars: Sequence[socket.socket] = sockets if sockets is not None else await self._bind()
        await super().startup(sockets=[])
        self._poortwachter = Poortwachter(
            luisteraars, self._maak_protocol, grenzen=self._grenzen, plaatsen=self.plaatsen, tls=self.config.ssl
        )
        self._poortwachter.begin(self.config.backlog)
        self.servers = [self._poortwachter]  # type: ignore[list-item]
        if sockets is None:
            self._log_started_message(luisteraars)

    async def on_tick(self, counter: int) -> bool:
        verbroken = self._bewaking.ronde(list(self.server_state.connections), asyncio.get_running_loop().time())
        if self._poortwachter is not None:
            if verbroken:
                self._poortwachter.geweigerd["traag"] += verbroken
            if counter % MELD_NA_TIKKEN == 0:
                self._poortwachter.meld_geweigerd()
        return await super().on_tick(counter)

    def _maak_protocol(self, gast: Gast) -> asyncio.Protocol:
        protocol: asyncio.Protocol = self.config.http_protocol_class(
            config=self.config,
            server_state=self.server_state,
            app_state=self.lifespan.state,
            gast=gast,
            plaatsen=self.plaatsen,
            grenzen=self._grenzen,
        )  # type: ignore[call-arg]
        return protocol

    async def _bind(self) -> list[socket.socket]:
        """De adressen van deze deur, bezet en nog dicht.

        Raises:
            SystemExit: een ervan is in gebruik, of bestaat hier niet.
        """
        lus, gevonden = asyncio.get_running_loop(), []
        try:
            soorten = await lus.getaddrinfo(
                self.config.host, self.config.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )
            for familie, soort, proto, _, adres in dict.fromkeys(soorten):
                luisteraar = socket.socket(familie, soort, proto)
                gevonden.append(luisteraar)
                luisteraar.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if familie == socket.AF_INET6:
                    luisteraar.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                luisteraar.bind(adres)
        except OSError as fout:
            for luisteraar in gevonden:
                luisteraar.close()
            logging.getLogger("uvicorn.error").error(fout)
            sys.exit(STARTUP_FAILURE)
        return gevonden


def verruim_bestanden(verbindingen: int) -> None:
    """Laat dit proces genoeg bestanden open hebben voor zijn verbindingen, voor zover het systeem dat toestaat."""
    nodig = verbindingen + RESERVE_BESTANDEN
    mag, hoogstens = resource.getrlimit(resource.RLIMIT_NOFILE)
    if mag == resource.RLIM_INFINITY or mag >= nodig:
        return
    nieuw = nodig if hoogstens == resource.RLIM_INFINITY else min(nodig, hoogstens)
    resource.setrlimit(resource.RLIMIT_NOFILE, (nieuw, hoogstens))
    logboek.log(
        logging.INFO if nieuw == nodig else logging.WARNING, "open bestanden verruimd", van=mag, naar=nieuw, nodig=nodig
    )
