"""De aanneemlus: neemt verbindingen aan, en geeft ze pas een handdruk en een protocol als er plaats voor is.

uvicorn laat het aannemen aan de lus over; die neemt alles aan en begint aan elke handdruk, zonder grens aan aantal of
tijd. Hier kost wie niet binnen mag één `accept` en één `close`.
"""

import asyncio
import errno
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import structlog

from core.platform.http.plaatsen import Gast, GeenPlaats, Grenzen, Plaatsen

RUST_BIJ_TEKORT = 0.1
BEURT = 64
"""Na zoveel keer aannemen komt de rest van het proces aan de beurt."""
_TEKORT = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
logboek = structlog.get_logger("meedoen.deur")


class Poortwachter:
    """Gedraagt zich voor uvicorn als een server van asyncio: `close`, en dan `wait_closed`."""

    def __init__(
        self,
        luisteraars: Sequence[socket.socket],
        maak_protocol: Callable[[Gast], asyncio.Protocol],
        *,
        grenzen: Grenzen,
        plaatsen: Plaatsen,
        tls: ssl.SSLContext | None,
    ) -> None:
        self.sockets = luisteraars
        self.geweigerd: Counter[str] = Counter()
        self._maak_protocol = maak_protocol
        self._grenzen = grenzen
        self._plaatsen = plaatsen
        self._tls = tls
        self._lussen: list[asyncio.Task[None]] = []
        self._aan_de_deur: set[asyncio.Task[None]] = set()

    def begin(self, wachtrij: int) -> None:
        """Neem aan; `wachtrij` is hoeveel het systeem er voor ons vasthoudt."""
        for luisteraar in self.sockets:
            luisteraar.setblocking(False)
            luisteraar.listen(wachtrij)
            self._lussen.append(asyncio.create_task(self._neem_aan(luisteraar)))

    def close(self) -> None:
        """Neem niemand meer aan; wie nog in de handdruk zit, gaat weg."""
        for taak in (*self._lussen, *self._aan_de_deur):
            taak.cancel()
        for luisteraar in self.sockets:
            luisteraar.close()

    async def wait_closed(self) -> None:
        await asyncio.gather(*self._lussen, *self._aan_de_deur, return_exceptions=True)

    def meld_geweigerd(self) -> None:
        """Eén logregel over wie er sinds de vorige keer niet binnenkwam of eruit ging; zonder adressen."""
        if self.geweigerd:
            logboek.warning("verbindingen geweigerd", **self.geweigerd)
            self.geweigerd.clear()

    async def _neem_aan(self, luisteraar: socket.socket) -> None:
        lus = asyncio.get_running_loop()
        aantal = 0
        while True:
            try:
                verbinding, adres = await lus.sock_accept(luisteraar)
            except OSError as fout:
                if luisteraar.fileno() < 0:
                    return
                if fout.errno in _TEKORT:
                    self.geweigerd["tekort"] += 1
                    await asyncio.sleep(RUST_BIJ_TEKORT)
                continue
            self._laat_binnen(verbinding, str(adres[0]))
            aantal += 1
            if aantal % BEURT == 0:
                await asyncio.sleep(0)

    def _laat_binnen(self, verbinding: socket.socket, adres: str) -> None:
        gast = Gast(adres)
        try:
            wijkt = self._plaatsen.neem(gast)
        except GeenPlaats:
            self.geweigerd["vol"] += 1
            verbinding.close()
            return
        if wijkt is not None:
            self.geweigerd["gewisseld"] += 1
            wijkt.zet_eruit()
        gast.taak = asyncio.create_task(self._doe_handdruk(gast, verbinding))
        self._aan_de_deur.add(gast.taak)
        gast.taak.add_done_callback(partial(self._na_handdruk, gast, verbinding))

    async def _doe_handdruk(self, gast: Gast, verbinding: socket.socket) -> None:
        verbinding.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().connect_accepted_socket(
            lambda: self._maak_protocol(gast),
            verbinding,
            ssl=self._tls,
            ssl_handshake_timeout=None if self._tls is None else self._grenzen.handdruk,
            ssl_shutdown_timeout=None if self._tls is None else self._grenzen.sluittijd,
        )

    def _na_handdruk(self, gast: Gast, verbinding: socket.socket, taak: asyncio.Task[None]) -> None:
        """Gelukt: de verbinding is van het protocol, dat haar plaats aan het eind vrijgeeft. Anders gebeurt dat hier.

        Niet in een `finally` van de handdruk zelf: een taak die nog niet begonnen was, komt daar niet langs.
        """
        self._aan_de_deur.discard(taak)
        if not taak.cancelled() and taak.exception() is None:
            return
        if not taak.cancelled():
            self.geweigerd["handdruk"] += 1  # geen goed certificaat, te laat, of zelf weggegaan
            if not isinstance(taak.exception(), OSError):
                logboek.error("een handdruk brak", exc_info=taak.exception())
        self._plaatsen.geef_vrij(gast)
        verbinding.close()
