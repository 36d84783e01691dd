"""Het vervoer naar een adres dat een ander opgaf: één keer opzoeken, alles beoordelen, en precies daarheen.

Wat er ook misgaat, wie het adres opgaf hoort steeds hetzelfde (`NietTeBereiken`). Waar het aan lag staat in het
logboek, met de naam, de gevonden adressen en de reden; nooit het pad, een kop of wat er geantwoord werd.
"""

import asyncio
import ssl
from collections.abc import AsyncIterable, Sequence
from dataclasses import dataclass
from typing import cast
from weakref import WeakValueDictionary

import httpx2
import structlog

from core.platform.uitgaand.adres import Doeladres, beoordeel
from core.platform.uitgaand.fouten import NietTeBereiken
from core.platform.uitgaand.netwerk import Ip, als_ip
from core.platform.uitgaand.opzoeken import Opzoeker
from core.platform.uitgaand.regels import Uitgaandregels

TEGELIJK = 20
PER_HOST = 4
"""Een dienst die hangt houdt alleen haar eigen plaatsen bezet; wie haar vraagt wacht, en een ander niet."""
POGINGEN = 4
"""Zoveel adressen van één naam hooguit: een naam met duizend adressen maakt van Meedoen geen aanval op een ander."""
_VAN_ONS = frozenset({b"host", b"connection", b"accept-encoding"})
logboek = structlog.get_logger("meedoen.uitgaand")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grenzen:
    """Van opzoeken tot en met de laatste byte samen."""

    seconden: float = 10
    grootste: int = 512 * 1024


class Onbruikbaar(Exception):
    """Er kwam iets waar Meedoen niets mee kan of wil; de boodschap is voor het logboek en noemt geen inhoud."""


class Vervoer(httpx2.AsyncBaseTransport):
    """Het vervoer van een httpx2-client of van één verzoek; het antwoord is al helemaal gelezen.

    Raises:
        ValueError: `vertrouwd` toetst het certificaat of de naam van de server niet.
    """

    def __init__(
        self,
        regels: Uitgaandregels,
        *,
        vertrouwd: ssl.SSLContext | None,
        eigen_ca: str = "",
        opzoeker: Opzoeker,
        grenzen: Grenzen,
    ) -> None:
        if vertrouwd is not None and not (vertrouwd.check_hostname and vertrouwd.verify_mode is ssl.CERT_REQUIRED):
            raise ValueError("een TLS-context die de server niet helemaal toetst, is hier niets waard")
        self._regels = regels
        self._opzoeker = opzoeker
        self._grenzen = grenzen
        self._plaatsen: WeakValueDictionary[tuple[str, int], asyncio.Semaphore] = WeakValueDictionary()
        self._leiding = _leiding(True if vertrouwd is None else vertrouwd)
        # A CA of a network of one's own may speak for the names in that network, and for no bank or cloud.
        self._eigen = _leiding(_erbij(eigen_ca)) if eigen_ca else self._leiding

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Raises: AdresGeweigerd, NietTeBereiken."""
        doel = beoordeel(request.url, self._regels)
        gevonden: list[str] = []
        try:
            async with asyncio.timeout(self._grenzen.seconden), self._plaats(doel):
                gevonden += await self._zoek(doel)
                antwoord = await self._verbind(request, doel, self._toets(doel, gevonden))
                return await self._lees(antwoord)
        except (OSError, UnicodeError, httpx2.HTTPError, Onbruikbaar) as fout:  # TimeoutError is an OSError
            logboek.warning(
                "een opgegeven adres is niet te bereiken",
                host=doel.host,
                poort=doel.poort,
                gevonden=gevonden[:POGINGEN],
                reden=_reden(fout),
            )
            raise NietTeBereiken from None

    def _plaats(self, doel: Doeladres) -> asyncio.Semaphore:
        naam = (doel.host, doel.poort)
        plaats = self._plaatsen.get(naam)
        if plaats is None:
            plaats = self._plaatsen[naam] = asyncio.Semaphore(PER_HOST)
        return plaats

    async def aclose(self) -> None:
        await self._leiding.aclose()
        await self._eigen.aclose()

    async def _zoek(self, doel: Doeladres) -> Sequence[str]:
        if doel.ip is not None:
            return (str(doel.ip),)
        return await self._opzoeker.zoek(doel.host, volledig=not self._regels.noemt(doel.host))

    def _toets(self, doel: Doeladres, gevonden: Sequence[str]) -> list[Ip]:
        """Alle gevonden adressen, als er geen bij is dat niet mag."""
        adressen = []
        for tekst in gevonden:
            if (ip := als_ip(tekst)) is None:
                raise Onbruikbaar("het opzoeken gaf iets dat geen IP-adres is")
            if bezwaar := self._regels.bezwaar(doel.host, ip, doel.poort):
                raise Onbruikbaar(f"niet openbaar: {bezwaar}")
            adressen.append(ip)
        if not adressen:
            raise Onbruikbaar("het opzoeken gaf niets")
        return adressen

    async def _verbind(self, request: httpx2.Request, doel: Doeladres, adressen: Sequence[Ip]) -> httpx2.Response:
        """Het antwoord van het eerste adres dat opendoet; zolang dat niet gebeurde is er niets verstuurd."""
        adressen = adressen[:POGINGEN]
        geduld = self._grenzen.seconden / (len(adressen) + 1)
        *eerst, laatste = adressen
        leiding = self._eigen if self._regels.noemt_precies(doel.host, doel.poort) else self._leiding
        for ip in eerst:
            try:
                return await leiding.handle_async_request(_vast(request, doel, ip, geduld))
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as fout:
                logboek.info("een adres doet niet open; het volgende", host=doel.host, ip=str(ip), reden=_reden(fout))
        return await leiding.handle_async_request(_vast(request, doel, laatste, geduld))

    async def _lees(self, antwoord: httpx2.Response) -> httpx2.Response:
        """Hetzelfde antwoord, gelezen; te groot of samengeperst is het niets."""
        try:
            if antwoord.headers.get("content-encoding", "identity").strip().lower() != "identity":
                raise Onbruikbaar("het antwoord is samengeperst, en daar is niet om gevraagd")
            inhoud = bytearray()
            async for deel in cast(AsyncIterable[bytes], antwoord.stream):
                inhoud += deel
                if len(inhoud) > self._grenzen.grootste:
                    raise Onbruikbaar(f"het antwoord is groter dan {self._grenzen.grootste} bytes")
        finally:
            await antwoord.aclose()
        return httpx2.Response(antwoord.status_code, headers=antwoord.headers.raw, content=bytes(inhoud))


def _leiding(vertrouwd: ssl.SSLContext | bool) -> httpx2.AsyncHTTPTransport:
    """Geen proxy uit de omgeving, geen bewaarde verbinding, geen tweede poging, en alleen HTTP/1.1."""
    return httpx2.AsyncHTTPTransport(
        verify=vertrouwd,
        trust_env=False,
        limits=httpx2.Limits(max_connections=TEGELIJK, max_keepalive_connections=0),
    )


def _erbij(cas: str) -> ssl.SSLContext:
    """De CA's van deze machine, met deze erbij."""
    context = httpx2.create_ssl_context(trust_env=False)
    context.load_verify_locations(cadata=cas)
    return context


def _vast(request: httpx2.Request, doel: Doeladres, ip: Ip, geduld: float) -> httpx2.Request:
    """Hetzelfde verzoek aan dit IP-adres; de server wordt gevraagd en getoetst op de naam in het opgegeven adres."""
    koppen = [(naam, waarde) for naam, waarde in request.headers.raw if naam.lower() not in _VAN_ONS]
    eigen = [(b"Host", doel.url.netloc), (b"Accept-Encoding", b"identity"), (b"Connection", b"close")]
    return httpx2.Request(
        request.method,
        doel.url.copy_with(host=str(ip)),
        headers=[*eigen, *koppen],
        stream=request.stream,
        extensions={"sni_hostname": doel.host, "timeout": {"connect": geduld}},
    )


def _reden(fout: BaseException) -> str:
    """Waar het aan lag: in de woorden van OpenSSL als de handdruk niet lukte, en anders de soort fout."""
    if isinstance(fout, Onbruikbaar):
        return str(fout)
    if isinstance(fout, TimeoutError | httpx2.TimeoutException):
        return "te laat"
    while not isinstance(fout, ssl.SSLError) and (dieper := fout.__cause__ or fout.__context__) is not None:
        fout = dieper
    if isinstance(fout, ssl.SSLCertVerificationError):
        return fout.verify_message
    return (fout.reason if isinstance(fout, ssl.SSLError) else None) or type(fout).__name__
