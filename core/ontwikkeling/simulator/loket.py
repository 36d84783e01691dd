"""Het loket van DUO: één verzoek is één transactie, en een herhaald bericht krijgt hetzelfde antwoord."""

import datetime as dt
import hashlib
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response

from core.ontwikkeling.simulator.berichten import Foutmelding
from core.ontwikkeling.simulator.instellingen import SimulatorGemeente
from core.ontwikkeling.simulator.opslag import Gezien, Opslag
from core.ontwikkeling.simulator.poort import Bericht
from core.ontwikkeling.simulator.register import GeenToegang, NietBekend, Register, Weigering
from core.ontwikkeling.simulator.verloop import Verloop
from core.ontwikkeling.simulator.verzender import Verzender

Verzoek = Request[Any, Any, Any]
Klok = Callable[[], Awaitable[dt.datetime]]
Handeling = Callable[[SimulatorGemeente, dt.datetime], object]


class Loket:
    """Neemt verzoeken aan voor het register."""

    def __init__(self, register: Register, opslag: Opslag, verloop: Verloop, verzender: Verzender, nu: Klok) -> None:
        self.register = register
        self._opslag = opslag
        self._verloop = verloop
        self._verzender = verzender
        self._nu = nu

    async def lees(self, request: Verzoek, handeling: Handeling) -> Response[bytes]:
        """Geef wat het register weet."""
        nu = await self._nu()
        with self._opslag.transactie():
            status, inhoud = self._voer_uit(_bericht(request), handeling, nu, HTTPStatus.OK)
        return _antwoord(status, inhoud)

    async def meld(self, request: Verzoek, handeling: Handeling, *, bij_succes: HTTPStatus) -> Response[bytes]:
        """Verwerk een melding.

        Hetzelfde bericht nog eens (zelfde berichtId en inhoud) verandert niets en krijgt het eerdere antwoord.
        Een ander bericht onder hetzelfde berichtId is een fout verzoek.
        """
        bericht = _bericht(request)
        ruw = await request.body()
        vinger = hashlib.sha256(b"\n".join((request.method.encode(), request.scope["path"].encode(), ruw))).hexdigest()
        nu = await self._nu()
        with self._opslag.transactie():
            eerder = self._opslag.gezien(bericht.gemeente.oin, bericht.bericht_id)
            if eerder is not None:
                zelfde = eerder.vingerafdruk == vinger
                return _antwoord(eerder.status, eerder.antwoord) if zelfde else _antwoord(HTTPStatus.BAD_REQUEST, b"")
            status, inhoud = self._voer_uit(bericht, handeling, nu, bij_succes)
            gezien = Gezien(vingerafdruk=vinger, status=status, antwoord=inhoud)
            self._opslag.onthoud(bericht.gemeente.oin, bericht.bericht_id, gezien)
            self._verloop.verwerk(nu)
        self._verzender.wek()
        return _antwoord(status, inhoud)

    def _voer_uit(
        self, bericht: Bericht, handeling: Handeling, nu: dt.datetime, bij_succes: HTTPStatus
    ) -> tuple[int, bytes]:
        # The register refuses before it changes anything, so a refusal may share the transaction.
        try:
            uitkomst = handeling(bericht.gemeente, nu)
        except NietBekend:
            return HTTPStatus.NOT_FOUND, b""
        except GeenToegang:
            return HTTPStatus.FORBIDDEN, b""
        except Weigering as weigering:
            return HTTPStatus.FORBIDDEN, msgspec.json.encode([Foutmelding(t) for t in weigering.foutteksten])
        inhoud = b"" if uitkomst is None else msgspec.json.encode(uitkomst)
        return bij_succes, inhoud


def _bericht(request: Verzoek) -> Bericht:
    bericht = request.scope["state"]["bericht"]
    if not isinstance(bericht, Bericht):
        raise TypeError("de poort heeft geen bericht doorgegeven")
    return bericht


def _antwoord(status: int, inhoud: bytes) -> Response[bytes]:
    return Response(inhoud, status_code=status, media_type="application/json" if inhoud else "text/plain")
