"""De lijn naar DUO: één verzoek heen en één antwoord terug, en wat er van een antwoord te geloven is.

Alles kan deze fouten geven (zie fouten.py): `DuoFout`, `DuoGeenToegang`, `DuoOnbereikbaar`; een melding ook
`DuoWeigering`.
"""

import asyncio
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar
from uuid import UUID

import httpx2
import msgspec

from core.integrations.duo.fouten import DuoFout, DuoGeenToegang, DuoOnbereikbaar, DuoOnleesbaar, DuoWeigering
from core.integrations.duo.lezen import Onleesbaar, lees_deels
from core.integrations.duo.redenen import lees_redenen

TIJDSLIMIET = httpx2.Timeout(10.0, connect=5.0)
GEDULD = 12.0
"""Seconden voor een heel antwoord; de tijdslimiet hierboven geldt per stuk, en wie druppelt houdt zich daaraan."""
GROOTSTE_ANTWOORD = 1_048_576
"""Bytes; het grootste antwoord dat DUO's koppelvlakken kunnen geven is een fractie hiervan."""
_OIN = re.compile(r"[0-9]{20}", re.ASCII)
_VERSIE = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)([-+].*)?", re.ASCII)
_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Antwoord:
    status_code: int
    headers: httpx2.Headers
    content: bytes


class Verbinding:
    """Verzoeken aan DUO namens één gemeente: `bron` is haar OIN, `doel` dat van DUO."""

    def __init__(
        self, http: httpx2.AsyncClient, *, bron: str, doel: str, tijdslimiet: httpx2.Timeout = TIJDSLIMIET
    ) -> None:
        if not (_OIN.fullmatch(bron) and _OIN.fullmatch(doel)):
            raise ValueError("bron en doel zijn OIN's van twintig cijfers")
        self._http = http
        self._bron = bron
        self._doel = doel
        self._tijdslimiet = tijdslimiet

    async def lees(
        self, pad: str, soort: type[T], bericht_id: UUID, onleesbaar: list[Onleesbaar] | None = None
    ) -> T | None:
        """Het gegeven op dit pad; `None` als DUO het niet kent.

        Wie een lijst `onleesbaar` meegeeft krijgt ook een deel: wat niet te lezen is komt daarin, en ontbreekt in het
        antwoord. Wie er geen meegeeft, krijgt alles of een fout.
        """
        antwoord = await self._vraag("GET", pad, bericht_id)
        if antwoord.status_code == HTTPStatus.NOT_FOUND:
            return None
        if antwoord.status_code == HTTPStatus.FORBIDDEN:
            raise DuoGeenToegang("DUO geeft deze gemeente geen toegang tot deze persoon; ga de bevoegdheid na")
        _eis(antwoord, HTTPStatus.OK)
        return ontleed(antwoord, soort, onleesbaar)

    async def meld(
        self,
        methode: str,
        pad: str,
        bericht_id: UUID,
        *,
        verwacht: HTTPStatus,
        inhoud: msgspec.Struct | None = None,
    ) -> Antwoord:
        """Een melding; het antwoord heeft de verwachte status."""
        antwoord = await self._vraag(methode, pad, bericht_id, inhoud)
        if antwoord.status_code == HTTPStatus.FORBIDDEN:
            raise _weigering(antwoord)
        _eis(antwoord, verwacht)
        return antwoord

    async def _vraag(self, methode: str, pad: str, bericht_id: UUID, inhoud: msgspec.Struct | None = None) -> Antwoord:
        koppen = {
            "bron": self._bron,
            "doel": self._doel,
            "berichtId": str(bericht_id),
            "Accept": "application/json",
            # Unpacking could make a small answer endless; DUO's answers are small enough as they are.
            "Accept-Encoding": "identity",
        }
        ruw = None
        if inhoud is not None:
            ruw = msgspec.json.encode(inhoud)
            koppen["Content-Type"] = "application/json"
        storing, antwoord = None, None
        try:
            async with asyncio.timeout(GEDULD):
                antwoord = await self._haal(methode, pad, koppen, ruw)
        except (httpx2.TimeoutException, TimeoutError):
            storing = "DUO antwoordde niet op tijd; later opnieuw"
        except httpx2.HTTPError:
            storing = "DUO is niet te bereiken; later opnieuw"
        # Raised outside the handler: an httpx2 error carries the address, and with it the BSN, in its context.
        if storing is not None:
            raise DuoOnbereikbaar(storing)
        if antwoord is None:
            raise DuoFout("Het antwoord van DUO is ingepakt of te groot om van DUO te zijn")
        if antwoord.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or antwoord.status_code in _LATER:
            raise DuoOnbereikbaar(f"DUO heeft een storing (status {antwoord.status_code}); later opnieuw")
        _toets_afzender(antwoord, bericht_id)
        return antwoord

    async def _haal(self, methode: str, pad: str, koppen: dict[str, str], ruw: bytes | None) -> Antwoord | None:
        """Het hele antwoord; None als het ingepakt is of te groot wordt."""
        async with self._http.stream(
            methode, pad, headers=koppen, content=ruw, timeout=self._tijdslimiet, follow_redirects=False
        ) as antwoord:
            if antwoord.headers.get("Content-Encoding", "identity") != "identity":
                return None
            inhoud = bytearray()
            async for deel in antwoord.aiter_bytes():
                inhoud += deel
                if len(inhoud) > GROOTSTE_ANTWOORD:
                    return None
            return Antwoord(antwoord.status_code, antwoord.headers, bytes(inhoud))


def _toets_afzender(antwoord: Antwoord, bericht_id: UUID) -> None:
    """Een antwoord zonder API-Version komt van iets dat tussen ons en DUO staat: een 404 betekent dan niets."""
    if not _VERSIE.fullmatch(antwoord.headers.get("API-Version", "")):
        raise DuoFout(f"Het antwoord (status {antwoord.status_code}) draagt geen versie van DUO's koppelvlak")
    if antwoord.headers.get("berichtId", str(bericht_id)).lower() != str(bericht_id):
        raise DuoFout("Het antwoord van DUO hoort bij een ander bericht")


def _eis(antwoord: Antwoord, verwacht: HTTPStatus) -> None:
    status = antwoord.status_code
    if status == verwacht:
        return
    redenen = lees_redenen(antwoord.content)
    match status:
        case HTTPStatus.BAD_REQUEST:
            melding = "DUO vindt het verzoek niet volgens het koppelvlak (status 400)"
        case HTTPStatus.NOT_FOUND:
            melding = "DUO kent het onderwerp van de melding niet (status 404)"
        case HTTPStatus.UNAUTHORIZED:
            melding = "DUO herkent deze gemeente niet (status 401); ga het certificaat na"
        case _:
            melding = f"DUO antwoordt met een onverwachte status ({status})"
    raise DuoFout(melding, antwoordstatus=status, redenen=redenen)


def _weigering(antwoord: Antwoord) -> DuoWeigering | DuoGeenToegang:
    """Een 403 met redenen is een weigering om de inhoud; zonder redenen gaat het om bevoegdheid."""
    if redenen := lees_redenen(antwoord.content):
        return DuoWeigering(redenen)
    return DuoGeenToegang("DUO laat deze gemeente deze melding niet doen; ga de bevoegdheid na")


def ontleed(antwoord: Antwoord, soort: type[T], onleesbaar: list[Onleesbaar] | None = None) -> T:
    """Het antwoord als `soort`, met wat er niet van te lezen is in `onleesbaar`.

    Raises:
        DuoOnleesbaar: het is JSON, maar niet (helemaal) wat het koppelvlak zegt.
        DuoFout: het is geen JSON.
    """
    # Raised outside a handler: msgspec may name the offending value, and that value is about a person.
    try:
        ruw = msgspec.json.decode(antwoord.content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        ruw = _GEEN_JSON
    if ruw is _GEEN_JSON:
        raise DuoFout("Het antwoord van DUO voldoet niet aan het koppelvlak")
    gelezen, gebreken = lees_deels(ruw, soort)
    if gelezen is None or (gebreken and onleesbaar is None):
        raise DuoOnleesbaar(gebreken)
    if onleesbaar is not None:
        onleesbaar.extend(gebreken)
    return gelezen


_GEEN_JSON = object()
