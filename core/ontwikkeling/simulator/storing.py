"""Storingen op bestelling, om te zien dat Meedoen ertegen kan."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPRequestEvent, Message, Receive, Scope, Send

from core.ontwikkeling.simulator.antwoorden import Koppen, stuur, stuur_leeg
from core.ontwikkeling.simulator.bederf import Bederf, Bederver, druppelt, enorm, verminkt, verwisseld, vreemd


class Soort(StrEnum):
    TRAAG = "traag"  # het antwoord komt, maar laat
    FOUT = "fout"  # status 500; er is niets verwerkt
    STIL = "stil"  # het verzoek is verwerkt, maar er komt geen antwoord
    DUBBEL = "dubbel"  # een notificatie komt twee keer, met hetzelfde berichtId
    # Het verzoek is niet verwerkt, en het antwoord is er een dat men van DUO niet wil.
    ONLEESBAAR = "onleesbaar"  # status 400
    ONBEVOEGD = "onbevoegd"  # status 401
    GEEN_TOEGANG = "geen_toegang"  # status 403, zonder reden
    ONBEKEND = "onbekend"  # status 404
    ELDERS = "elders"  # status 302, naar een ander adres
    ONDERHOUD = "onderhoud"  # een pagina van iets dat voor DUO staat: status 200, zonder API-Version
    WEIGERT = "weigert"  # status 403, met een lijst van redenen
    WEIGERT_RAAR = "weigert_raar"  # status 403, met redenen in een vorm die DUO niet beschrijft
    ONLEESBAAR_MET_REDEN = "onleesbaar_met_reden"  # status 400, met een reden
    # Het verzoek is verwerkt, maar aan het antwoord heeft men niets.
    VERMINKT = "verminkt"  # de helft van de JSON
    VERWISSELD = "verwisseld"  # het antwoord draagt een ander berichtId
    VREEMD = "vreemd"  # goede JSON, met de gegevens van iets anders
    DRUPPELT = "druppelt"  # het antwoord komt teken voor teken
    ENORM = "enorm"  # het antwoord houdt niet op
    TWEEMAAL = "tweemaal"  # het verzoek is twee keer verwerkt


_JSON: Koppen = [(b"api-version", b"1.0.0"), (b"content-type", b"application/json")]
NIET_VERWERKT: Mapping[Soort, tuple[int, Koppen, bytes]] = MappingProxyType(
    {
        Soort.ONLEESBAAR: (400, [(b"api-version", b"1.0.0")], b""),
        Soort.ONBEVOEGD: (401, [(b"api-version", b"1.0.0")], b""),
        Soort.GEEN_TOEGANG: (403, [(b"api-version", b"1.0.0")], b""),
        Soort.WEIGERT: (403, _JSON, b'[{"fouttekst":"De dagtekening ligt te vroeg."},{"fouttekst":"Geen plicht."}]'),
        Soort.WEIGERT_RAAR: (
            403,
            _JSON,
            b'[{"fouttekst":"Te lang' + b" en nog langer" * 30 + b'"},{"fouttekst":{"code":7,"tekst":"van 999990019"}},'
            b'"een losse tekst",{},null]',
        ),
        Soort.ONLEESBAAR_MET_REDEN: (400, _JSON, b'{"fouttekst":"niveau is onbekend bij 999990019"}'),
        Soort.ONBEKEND: (404, [(b"api-version", b"1.0.0")], b""),
        Soort.ELDERS: (302, [(b"api-version", b"1.0.0"), (b"location", b"http://elders.example.org/")], b""),
        Soort.ONDERHOUD: (200, [(b"content-type", b"text/html")], b"<html>DUO is zo terug</html>"),
    }
)
BEDERF: Mapping[Soort, Bederf] = MappingProxyType(
    {
        Soort.VERMINKT: verminkt,
        Soort.VERWISSELD: verwisseld,
        Soort.VREEMD: vreemd,
        Soort.DRUPPELT: druppelt,
        Soort.ENORM: enorm,
    }
)
_ANDER_BERICHT = str(UUID(int=1)).encode()


class Storingen:
    """Hoe vaak elke storing nog moet optreden."""

    def __init__(self) -> None:
        self._nog: Counter[Soort] = Counter()

    def bestel(self, soort: Soort, aantal: int) -> None:
        self._nog[soort] = aantal

    def neem(self, soort: Soort) -> bool:
        """Waar als deze storing nu moet optreden; telt er een af."""
        if self._nog[soort] <= 0:
            return False
        self._nog[soort] -= 1
        return True

    def open(self) -> dict[str, int]:
        return {soort.value: aantal for soort, aantal in self._nog.items() if aantal > 0}


class StoringMiddleware(ASGIMiddleware):
    """Laat een verzoek aan DUO of de BRP mislukken als dat besteld is."""

    def __init__(self, storingen: Storingen, *, traagheid: float) -> None:
        self._storingen = storingen
        self._traagheid = traagheid

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        neem = self._storingen.neem
        for soort, (status, koppen, tekst) in NIET_VERWERKT.items():
            if neem(soort):
                await stuur(send, status, koppen, tekst)
                return
        if neem(Soort.FOUT):
            await stuur_leeg(send, 500)
        elif neem(Soort.STIL):
            await next_app(scope, receive, _zwijg)
            await _tot_de_vrager_weg_is(receive)
        elif neem(Soort.TWEEMAAL):
            await _twee_keer(scope, receive, send, next_app)
        else:
            if neem(Soort.TRAAG):
                await asyncio.sleep(self._traagheid)
            await next_app(scope, receive, self._bedorven(send))

    def _bedorven(self, send: Send) -> Send:
        """`send`, of een die het antwoord bederft zoals besteld is."""
        for soort, bederf in BEDERF.items():
            if self._storingen.neem(soort):
                return Bederver(send, bederf, traagheid=self._traagheid)
        return send


async def _twee_keer(scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
    """Verwerk het verzoek, en daarna nog eens onder een ander berichtId, alsof DUO het bericht niet herkende."""
    body = b""
    while (deel := await receive())["type"] == "http.request":
        body += deel["body"]
        if not deel["more_body"]:
            break

    heel: HTTPRequestEvent = {"type": "http.request", "body": body, "more_body": False}

    async def nog_eens() -> HTTPRequestEvent:
        return heel

    eigen = scope["headers"]
    scope["headers"] = [*((n, w) for n, w in eigen if n.lower() != b"berichtid"), (b"berichtid", _ANDER_BERICHT)]
    await next_app(scope, nog_eens, _zwijg)
    scope["headers"] = eigen
    await next_app(scope, nog_eens, send)


async def _zwijg(message: Message) -> None:
    """Het antwoord gaat verloren."""


async def _tot_de_vrager_weg_is(receive: Receive) -> None:
    """The server reports the disconnect once the caller's patience has ended."""
    while (await receive())["type"] != "http.disconnect":
        pass
