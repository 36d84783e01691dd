"""HTTP/1.1 zoals uvicorn het spreekt, met ogen: een protocol dat zijn plaats vrijgeeft, en waaraan te zien is of
iemand het laat wachten.

uvicorn wacht zonder grens op koppen, en op wie zijn antwoord niet leest. `Bewaking` kijkt tien keer per seconde in
welke fase elke verbinding is, en verbreekt wat te lang in dezelfde is; bytes die druppelen maken geen nieuwe fase.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import httptools
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from core.platform.http.plaatsen import Gast, Grenzen, Plaatsen

PIJPLIJN = 16
"""Zoveel verzoeken mogen er op één verbinding tegelijk wachten; elk kost ons meer dan het de ander kost."""


class Fase(StrEnum):
    KOP = "kop"
    WERK = "werk"
    RUST = "rust"
    SCHRIJF = "schrijf"
    SLUIT = "sluit"


class _Bewaakt:
    """Wat beide protocollen erbij krijgen; een verbinding heeft één gast."""

    transport: Any
    cycle: Any
    flow: Any
    timeout_keep_alive_task: Any

    def __init__(self, *args: Any, gast: Gast, plaatsen: Plaatsen, grenzen: Grenzen, **anders: Any) -> None:
        super().__init__(*args, **anders)
        self.gast = gast
        self.plaatsen = plaatsen
        self.grenzen = grenzen
        self.stand: tuple[Fase, Any] = (Fase.KOP, None)
        self.sinds = 0.0
        gast.protocol = self

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)  # type: ignore[misc]
        self.plaatsen.geef_vrij(self.gast)

    @property
    def fase(self) -> Fase:
        """Waar deze verbinding nu op wacht."""
        if self.transport.is_closing():
            return Fase.SLUIT
        if self.flow.write_paused:
            return Fase.SCHRIJF
        if self.cycle is not None and not self.cycle.response_complete:
            return Fase.WERK
        return Fase.RUST if self.timeout_keep_alive_task is not None else Fase.KOP


class BewaaktH11(_Bewaakt, H11Protocol):
    """Voor wie van buiten komt: h11 begrenst zelf wat het nog niet begrijpt."""


class BewaaktHttptools(_Bewaakt, HttpToolsProtocol):
    """Voor de API; httptools leest sneller, en zonder grens. Die staat hier."""

    def __init__(self, *args: Any, **anders: Any) -> None:
        super().__init__(*args, **anders)
        self._in_body = False
        self._voortgang = 0
        self._kop = 0

    def data_received(self, data: bytes) -> None:
        voortgang = self._voortgang
        super().data_received(data)
        if self._in_body or self._voortgang != voortgang:
            self._kop = 0
            return
        self._kop += len(data)
        if self._kop > self.grenzen.kopomvang:
            self.transport.abort()

    def on_headers_complete(self) -> None:
        if len(self.pipeline) >= PIJPLIJN:
            raise httptools.HttpParserError("te veel verzoeken ineens")
        self._in_body = True
        self._voortgang += 1
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._in_body = False
        self._voortgang += 1
        super().on_message_complete()


class Bewaking:
    """Verbreekt wat te lang in dezelfde fase is."""

    def __init__(self, grenzen: Grenzen) -> None:
        self._langst: Mapping[Fase, float] = {
            Fase.KOP: grenzen.koptijd,
            Fase.SCHRIJF: grenzen.schrijftijd,
            Fase.SLUIT: grenzen.sluittijd,
        }

    def ronde(self, verbindingen: Iterable[Any], nu: float) -> int:
        """Bekijk alle verbindingen; geeft hoeveel er verbroken zijn. `nu` is een klok die alleen vooruit loopt."""
        verbroken = 0
        for protocol in verbindingen:
            fase, verzoek = protocol.fase, protocol.cycle
            if protocol.sinds and fase is protocol.stand[0] and verzoek is protocol.stand[1]:
                if nu - protocol.sinds > self._langst.get(fase, float("inf")):
                    protocol.transport.abort()
                    verbroken += 1
            else:
                protocol.stand, protocol.sinds = (fase, verzoek), nu
        return verbroken
