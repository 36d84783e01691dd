"""De client waarmee een gemeente DUO raadpleegt en meldingen doet.

Elke methode krijgt het `bericht_id` van de aanroeper: een melding houdt haar berichtId voor altijd, zodat
herhalen na een storing veilig is. Een raadpleging geeft `None` als DUO de persoon of het gegeven niet kent.

Alle methoden kunnen deze fouten geven (zie fouten.py): `DuoFout`, `DuoGeenToegang`, `DuoOnbereikbaar`;
een melding ook `DuoWeigering`.
"""

import asyncio
import contextlib
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar
from uuid import UUID

import httpx
import msgspec

from core.integrations.duo.contract import (
    Contactpersoon,
    Contactpersoongegevens,
    Doelgroep,
    Doelgroephistorie,
    Examennummer,
    Foutmelding,
    Inburgeringsplicht,
    Inburgeringsplichthistorie,
    Inburgeringstermijn,
    Inburgeringstermijnhistorie,
    LbtResultaat,
    Pip,
    PipVanGemeente,
    Verlengingsgrond,
)
from core.integrations.duo.fouten import DuoFout, DuoGeenToegang, DuoOnbereikbaar, DuoWeigering
from core.platform.vorm import BUITEN, momenten_buiten

TIJDSLIMIET = httpx.Timeout(10.0, connect=5.0)
GEDULD = 12.0
"""Seconden voor een heel antwoord; de tijdslimiet hierboven geldt per stuk, en wie druppelt houdt zich daaraan."""
GROOTSTE_ANTWOORD = 1_048_576
"""Bytes; het grootste antwoord dat DUO's koppelvlakken kunnen geven is een fractie hiervan."""
_BSN = re.compile(r"[0-9]{9}", re.ASCII)
_OIN = re.compile(r"[0-9]{20}", re.ASCII)
_VERSIE = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)([-+].*)?", re.ASCII)
_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Antwoord:
    status_code: int
    headers: httpx.Headers
    content: bytes


class DuoClient:
    """DUO namens één gemeente: `bron` is haar OIN, `doel` dat van DUO; `http` heeft DUO's basisadres, met /v1."""

    def __init__(
        self, http: httpx.AsyncClient, *, bron: str, doel: str, tijdslimiet: httpx.Timeout = TIJDSLIMIET
    ) -> None:
        if not (_OIN.fullmatch(bron) and _OIN.fullmatch(doel)):
            raise ValueError("bron en doel zijn OIN's van twintig cijfers")
        self._http = http
        self._bron = bron
        self._doel = doel
        self._tijdslimiet = tijdslimiet

    async def lees_inburgeringsplicht(self, bsn: str, *, bericht_id: UUID) -> Inburgeringsplicht | None:
        """De plicht zoals zij nu is."""
        return await self._lees(f"{_persoon(bsn)}/inburgeringsplicht", Inburgeringsplicht, bericht_id)

    async def lees_inburgeringsplichthistorie(
        self, bsn: str, *, bericht_id: UUID
    ) -> list[Inburgeringsplichthistorie] | None:
        """De eerdere standen van de plicht."""
        pad = f"{_persoon(bsn)}/inburgeringsplicht/historie"
        return await self._lees(pad, list[Inburgeringsplichthistorie], bericht_id)

    async def lees_doelgroep(self, bsn: str, *, bericht_id: UUID) -> Doelgroep | None:
        """De doelgroep van nu."""
        return await self._lees(f"{_persoon(bsn)}/doelgroep", Doelgroep, bericht_id)

    async def lees_doelgroephistorie(self, bsn: str, *, bericht_id: UUID) -> list[Doelgroephistorie] | None:
        """De eerdere doelgroepen."""
        return await self._lees(f"{_persoon(bsn)}/doelgroep/historie", list[Doelgroephistorie], bericht_id)

    async def lees_inburgeringstermijn(self, bsn: str, *, bericht_id: UUID) -> Inburgeringstermijn | None:
        """De termijn; `None` zolang DUO er geen vaststelde."""
        return await self._lees(f"{_persoon(bsn)}/inburgeringstermijn", Inburgeringstermijn, bericht_id)

    async def lees_inburgeringstermijnhistorie(
        self, bsn: str, *, bericht_id: UUID
    ) -> list[Inburgeringstermijnhistorie] | None:
        """De eerdere einden van de termijn."""
        pad = f"{_persoon(bsn)}/inburgeringstermijn/historie"
        return await self._lees(pad, list[Inburgeringstermijnhistorie], bericht_id)

    async def lees_verlengingsgronden(self, *, bericht_id: UUID) -> list[Verlengingsgrond]:
        """De gronden waarop DUO een termijn verlengt."""
        return await self._lees("verlengingsgronden", list[Verlengingsgrond], bericht_id) or []

    async def lees_examennummer(self, bsn: str, *, bericht_id: UUID) -> Examennummer | None:
        """Het nummer waarmee de leerbaarheidstoets wordt ingepland; DUO meldt de persoon daarmee aan."""
        return await self._lees(f"{_persoon(bsn)}/lbt/examennummer", Examennummer, bericht_id)

    async def trek_examennummer_in(self, bsn: str, *, bericht_id: UUID) -> None:
        """Meld dat de leerbaarheidstoets wordt overgeslagen."""
        await self._meld("DELETE", f"{_persoon(bsn)}/lbt/examennummer", bericht_id, verwacht=HTTPStatus.OK)

    async def lees_lbt_resultaten(self, bsn: str, *, bericht_id: UUID) -> list[LbtResultaat] | None:
        """De uitslagen van de leerbaarheidstoets."""
        return await self._lees(f"{_persoon(bsn)}/lbt/resultaten", list[LbtResultaat], bericht_id)

    async def lees_pip(self, bsn: str, *, bericht_id: UUID) -> PipVanGemeente | None:
        """Het PIP dat DUO nu kent, van deze of een vorige gemeente."""
        return await self._lees(f"{_persoon(bsn)}/PIP", PipVanGemeente, bericht_id)

    async def meld_pip(self, bsn: str, pip: Pip, *, bericht_id: UUID) -> None:
        """Meld een vastgesteld of gewijzigd PIP (artikel 9.2, tweede lid, onder a, Besluit inburgering 2021)."""
        await self._meld("POST", f"{_persoon(bsn)}/PIP", bericht_id, verwacht=HTTPStatus.CREATED, inhoud=pip)

    async def verwijder_pip(self, bsn: str, *, bericht_id: UUID) -> None:
        """Haal een ten onrechte gemeld PIP terug; dat kan niet meer als de termijn vaststaat."""
        await self._meld("DELETE", f"{_persoon(bsn)}/PIP", bericht_id, verwacht=HTTPStatus.OK)

    async def maak_contactpersoon(self, gegevens: Contactpersoongegevens, *, bericht_id: UUID) -> int:
        """Registreer een contactpersoon van de gemeente; geeft het nummer dat DUO hem gaf."""
        antwoord = await self._meld("POST", "contactpersonen", bericht_id, verwacht=HTTPStatus.CREATED, inhoud=gegevens)
        contactpersoon = _ontleed(antwoord, Contactpersoon)
        if contactpersoon.id is None:
            raise DuoFout("DUO registreert een contactpersoon zonder nummer te geven")
        if contactpersoon.contactpersoongegevens != gegevens:
            raise DuoFout("DUO antwoordt over een andere contactpersoon dan is gemeld")
        return contactpersoon.id

    async def wijzig_contactpersoon(
        self, contactpersoon_id: int, gegevens: Contactpersoongegevens, *, bericht_id: UUID
    ) -> None:
        """Vervang de gegevens van een contactpersoon; alle koppelingen blijven."""
        pad = f"contactpersonen/{contactpersoon_id:d}"
        await self._meld("PUT", pad, bericht_id, verwacht=HTTPStatus.OK, inhoud=gegevens)

    async def verwijder_contactpersoon(self, contactpersoon_id: int, *, bericht_id: UUID) -> None:
        """Verwijder een contactpersoon; DUO verwijdert daarmee al zijn koppelingen."""
        await self._meld("DELETE", f"contactpersonen/{contactpersoon_id:d}", bericht_id, verwacht=HTTPStatus.OK)

    async def koppel_contactpersoon(self, contactpersoon_id: int, bsn: str, *, bericht_id: UUID) -> None:
        """Maak iemand contactpersoon van een inburgeraar; een eerdere koppeling vervalt."""
        pad = f"contactpersonen/{contactpersoon_id:d}/{_persoon(bsn)}"
        await self._meld("POST", pad, bericht_id, verwacht=HTTPStatus.CREATED)

    async def ontkoppel_contactpersoon(self, contactpersoon_id: int, bsn: str, *, bericht_id: UUID) -> None:
        """Beëindig de koppeling tussen contactpersoon en inburgeraar."""
        pad = f"contactpersonen/{contactpersoon_id:d}/{_persoon(bsn)}"
        await self._meld("DELETE", pad, bericht_id, verwacht=HTTPStatus.OK)

    async def _lees(self, pad: str, soort: type[T], bericht_id: UUID) -> T | None:
        antwoord = await self._vraag("GET", pad, bericht_id)
        if antwoord.status_code == HTTPStatus.NOT_FOUND:
            return None
        if antwoord.status_code == HTTPStatus.FORBIDDEN:
            raise DuoGeenToegang("DUO geeft deze gemeente geen toegang tot deze persoon; ga de bevoegdheid na")
        _eis(antwoord, HTTPStatus.OK)
        return _ontleed(antwoord, soort)

    async def _meld(
        self,
        methode: str,
        pad: str,
        bericht_id: UUID,
        *,
        verwacht: HTTPStatus,
        inhoud: msgspec.Struct | None = None,
    ) -> _Antwoord:
        antwoord = await self._vraag(methode, pad, bericht_id, inhoud)
        if antwoord.status_code == HTTPStatus.FORBIDDEN:
            raise _weigering(antwoord)
        _eis(antwoord, verwacht)
        return antwoord

    async def _vraag(self, methode: str, pad: str, bericht_id: UUID, inhoud: msgspec.Struct | None = None) -> _Antwoord:
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
        except (httpx.TimeoutException, TimeoutError):
            storing = "DUO antwoordde niet op tijd; later opnieuw"
        except httpx.HTTPError:
            storing = "DUO is niet te bereiken; later opnieuw"
        # Raised outside the handler: an httpx error carries the address, and with it the BSN, in its context.
        if storing is not None:
            raise DuoOnbereikbaar(storing)
        if antwoord is None:
            raise DuoFout("Het antwoord van DUO is ingepakt of te groot om van DUO te zijn")
        if antwoord.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or antwoord.status_code in _LATER:
            raise DuoOnbereikbaar(f"DUO heeft een storing (status {antwoord.status_code}); later opnieuw")
        _toets_afzender(antwoord, bericht_id)
        return antwoord

    async def _haal(self, methode: str, pad: str, koppen: dict[str, str], ruw: bytes | None) -> _Antwoord | None:
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
            return _Antwoord(antwoord.status_code, antwoord.headers, bytes(inhoud))


def _persoon(bsn: str) -> str:
    if not _BSN.fullmatch(bsn):
        raise ValueError("een BSN heeft negen cijfers")
    return f"personen/{bsn}"


def _toets_afzender(antwoord: _Antwoord, bericht_id: UUID) -> None:
    """Een antwoord zonder API-Version komt van iets dat tussen ons en DUO staat: een 404 betekent dan niets."""
    if not _VERSIE.fullmatch(antwoord.headers.get("API-Version", "")):
        raise DuoFout(f"Het antwoord (status {antwoord.status_code}) draagt geen versie van DUO's koppelvlak")
    if antwoord.headers.get("berichtId", str(bericht_id)).lower() != str(bericht_id):
        raise DuoFout("Het antwoord van DUO hoort bij een ander bericht")


def _eis(antwoord: _Antwoord, verwacht: HTTPStatus) -> None:
    if antwoord.status_code == HTTPStatus.BAD_REQUEST:
        raise DuoFout("DUO vindt het verzoek niet volgens het koppelvlak (status 400)", antwoordstatus=400)
    if antwoord.status_code == HTTPStatus.NOT_FOUND:
        raise DuoFout("DUO kent het onderwerp van de melding niet (status 404)", antwoordstatus=404)
    if antwoord.status_code == HTTPStatus.UNAUTHORIZED:
        raise DuoFout("DUO herkent deze gemeente niet (status 401); ga het certificaat na", antwoordstatus=401)
    if antwoord.status_code != verwacht:
        raise DuoFout(
            f"DUO antwoordt met een onverwachte status ({antwoord.status_code})", antwoordstatus=antwoord.status_code
        )


def _weigering(antwoord: _Antwoord) -> DuoWeigering | DuoGeenToegang:
    """Een 403 met foutteksten is een weigering om de inhoud; zonder foutteksten gaat het om bevoegdheid."""
    try:
        meldingen = msgspec.json.decode(antwoord.content, type=list[Foutmelding])
    except (msgspec.DecodeError, UnicodeDecodeError):
        meldingen = []
    if meldingen:
        return DuoWeigering(tuple(m.fouttekst for m in meldingen))
    return DuoGeenToegang("DUO laat deze gemeente deze melding niet doen; ga de bevoegdheid na")


def _ontleed(antwoord: _Antwoord, soort: type[T]) -> T:
    # Raised outside a handler again: msgspec may name the offending value, and that value is about a person.
    gelezen = None
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
        gelezen = msgspec.json.decode(antwoord.content, type=soort)
    if gelezen is None:
        raise DuoFout("Het antwoord van DUO voldoet niet aan het koppelvlak")
    if buiten := ", ".join(momenten_buiten(gelezen)):
        raise DuoFout(f"Het antwoord van DUO heeft een dag die niet kan; zij {BUITEN}: {buiten}")
    return gelezen
