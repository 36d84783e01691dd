"""De lijn van één gemeente naar één buur: TLS met haar eigen legitimatie, en met die van nu.

Alleen een server met een certificaat van de genoemde CA's, op de naam in het adres, krijgt iets te horen. Verandert een
bestand, dan gaat het volgende verzoek met de nieuwe legitimatie; wat nog loopt, maakt af op de oude. Deugt de nieuwe
niet, dan blijft de oude gelden en staat dat in het logboek: een half gewisseld paar legt niets stil.
"""

import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import cast

import httpx2
import structlog

from core.instellingen.legitimatie import Legitimatie, Legitimatiebron, OnjuisteLegitimatie
from core.platform.crypto.sleutelpaar import laad_sleutelpaar

LOOPT_AF = timedelta(days=30)
"""Zo lang voor het einde van een certificaat begint het waarschuwen, elke dag een regel."""
DAG = timedelta(days=1)
API_KOP = "X-API-KEY"
"""De kop waarin BRP Personen Bevragen een API-sleutel verwacht."""
logboek = structlog.get_logger("meedoen.lijn")


def _nu() -> datetime:
    """De tijd van deze machine, en niet die van Meedoen: daarop toetst ook de ander een certificaat."""
    return datetime.now(UTC)


def maak_tls(legitimatie: Legitimatie) -> ssl.SSLContext:
    """De TLS van wie verbinding maakt: vertrouwt alleen deze CA's, en laat het certificaat zien als dat er is.

    Raises:
        ssl.SSLError: OpenSSL leest de CA's of het paar niet.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # What is in the file is an anchor, also an intermediate CA: so one can trust exactly enough.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=legitimatie.ca)
    if legitimatie.certificaat:
        laad_sleutelpaar(context, certificaat=legitimatie.certificaat, sleutel=legitimatie.sleutel)
    return context


class Lijn(httpx2.AsyncBaseTransport):
    """Het vervoer van een httpx2-client; elk verzoek kijkt eerst of de legitimatie nog die van nu is.

    Raises:
        OnjuisteLegitimatie, ssl.SSLError: bij het maken, als er nog niets is dat deugt.
    """

    def __init__(self, bron: Legitimatiebron, *, nu: Callable[[], datetime] = _nu) -> None:
        self._bron = bron
        self._tijd = nu
        self._log = logboek.bind(buur=bron.buur.value, gemeente=bron.code)
        self._stempel = bron.stempel()
        self._leiding = _Leiding(bron.lees())
        self._weer_melden = self._tijd()
        self._meld_einde()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if (oud := self._wissel()) is not None:
            await oud.trek_in()
        self._meld_einde()
        try:
            return await self._leiding.vraag(request)
        except httpx2.HTTPError as fout:
            self._log.warning("de lijn met de buur lukt niet", fout=type(fout).__name__, reden=reden_van(fout))
            raise

    async def aclose(self) -> None:
        await self._leiding.sluit()

    def _wissel(self) -> "_Leiding | None":
        """Neem over wat er nu in de bestanden staat; geeft de leiding die daarmee oud is."""
        if (stempel := self._bron.stempel()) == self._stempel:
            return None
        self._stempel = stempel  # before reading: what changes meanwhile is seen the next time
        try:
            nieuw = _Leiding(self._bron.lees())
        except OnjuisteLegitimatie as fout:
            self._log.warning("de nieuwe legitimatie deugt niet; de oude blijft gelden", gebreken=fout.gebreken)
            return None
        except ssl.SSLError as fout:
            self._log.warning("de nieuwe legitimatie deugt niet; de oude blijft gelden", reden=fout.reason)
            return None
        oud, self._leiding = self._leiding, nieuw
        self._weer_melden = self._tijd()
        self._log.info("de legitimatie is vernieuwd", verloopt_op=_dag(nieuw.verloopt_op))
        return oud

    def _meld_einde(self) -> None:
        nu, einde = self._tijd(), self._leiding.verloopt_op
        if einde is None or nu < self._weer_melden or einde - nu > LOOPT_AF:
            return
        self._weer_melden = nu + DAG
        wat = "het certificaat is verlopen" if einde <= nu else "het certificaat verloopt binnenkort"
        self._log.warning(wat, verloopt_op=_dag(einde), dagen=(einde - nu).days)


class _Leiding:
    """De verbindingen met één legitimatie; gaat dicht zodra zij oud is en er niets meer op loopt."""

    def __init__(self, legitimatie: Legitimatie) -> None:
        self._vervoer = httpx2.AsyncHTTPTransport(verify=maak_tls(legitimatie), trust_env=False)
        self._api_sleutel = legitimatie.api_sleutel
        self.verloopt_op = legitimatie.verloopt_op
        self._lopend = 0
        self._oud = False

    async def vraag(self, verzoek: httpx2.Request) -> httpx2.Response:
        if self._api_sleutel:
            verzoek.headers[API_KOP] = self._api_sleutel
        self._lopend += 1
        async with AsyncExitStack() as loopt:
            loopt.push_async_callback(self._af)
            antwoord = await self._vervoer.handle_async_request(verzoek)
            antwoord.stream = _TotHetEinde(cast(httpx2.AsyncByteStream, antwoord.stream), loopt.pop_all())
        return antwoord

    async def trek_in(self) -> None:
        self._oud = True
        if self._lopend == 0:
            await self._vervoer.aclose()

    async def sluit(self) -> None:
        await self._vervoer.aclose()

    async def _af(self) -> None:
        self._lopend -= 1
        if self._oud and self._lopend == 0:
            await self._vervoer.aclose()


class _TotHetEinde(httpx2.AsyncByteStream):
    """Een antwoord dat zegt wanneer het gelezen of losgelaten is."""

    def __init__(self, stroom: httpx2.AsyncByteStream, loopt: AsyncExitStack) -> None:
        self._stroom = stroom
        self._loopt = loopt
        loopt.push_async_callback(stroom.aclose)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for deel in self._stroom:
            yield deel

    async def aclose(self) -> None:
        await self._loopt.aclose()


def reden_van(fout: BaseException) -> str:
    """Waar het aan lag, in vaste woorden: die van OpenSSL als de handdruk niet lukte, en anders de soort fout."""
    while not isinstance(fout, ssl.SSLError) and (dieper := fout.__cause__ or fout.__context__) is not None:
        fout = dieper
    return (fout.reason if isinstance(fout, ssl.SSLError) else None) or type(fout).__name__


def _dag(tijdstip: datetime | None) -> str | None:
    return None if tijdstip is None else tijdstip.date().isoformat()
