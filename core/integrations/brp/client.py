"""De client waarmee Meedoen persoonsgegevens uit de BRP haalt."""

import contextlib
import itertools
import re
from collections.abc import Iterator, Sequence
from http import HTTPStatus

import httpx2
import msgspec

from core.integrations.brp.contract import Antwoord, Probleem, RaadpleegMetBurgerservicenummer
from core.integrations.brp.fouten import BrpFout, BrpGeenToegang, BrpOnbereikbaar
from core.integrations.brp.lezen import Gelezen, lees_persoon

TIJDSLIMIET = httpx2.Timeout(10.0, connect=5.0)
PER_VRAAG = 20  # the BRP takes no more numbers in one question

# What this purpose needs and nothing more. The BRP adds geheimhoudingPersoonsgegevens, opschortingBijhouding
# and inOnderzoek by itself, to every answer.
VELDEN = (
    "burgerservicenummer",
    "naam",
    "geboorte.datum",
    "verblijfplaats",
    "adressering.aanschrijfwijze.naam",
    "adressering.aanhef",
    "adressering.adresregel1",
    "adressering.adresregel2",
    "adressering.adresregel3",
    "adressering.land",
    "gemeenteVanInschrijving",
    "datumInschrijvingInGemeente",
    "verblijfstitel",
    "overlijden.datum",
)
_BSN = re.compile(r"[0-9]{9}", re.ASCII)
_VEILIG = re.compile(r"(?!.*\d{3})[\w.\[\]-]{1,60}", re.ASCII)
_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


class BrpClient:
    """De BRP namens één gemeente; `http` heeft het basisadres en de inloggegevens van die gemeente."""

    def __init__(self, http: httpx2.AsyncClient, *, tijdslimiet: httpx2.Timeout = TIJDSLIMIET) -> None:
        self._http = http
        self._tijdslimiet = tijdslimiet

    async def lees_personen(self, bsns: Sequence[str]) -> list[Gelezen]:
        """Haal de personen op; wie de BRP niet kent ontbreekt in het antwoord.

        Meer dan twintig nummers worden in meer vragen gesteld; een dubbel nummer telt één keer. Staan er twee personen
        bij een nummer, dan komen zij alle twee: wie het is weet een mens. Wat van iemand niet te lezen is staat erbij.

        Raises:
            BrpFout, BrpGeenToegang, BrpOnbereikbaar: zie fouten.py.
        """
        if any(_BSN.fullmatch(bsn) is None for bsn in bsns):
            raise ValueError("een BSN heeft negen cijfers")
        personen: list[Gelezen] = []
        for deel in _delen(tuple(dict.fromkeys(bsns))):
            personen += await self._vraag(deel)
        return personen

    async def _vraag(self, bsns: tuple[str, ...]) -> tuple[Gelezen, ...]:
        vraag = msgspec.json.encode(RaadpleegMetBurgerservicenummer(fields=VELDEN, burgerservicenummer=bsns))
        koppen = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
        storing = None
        try:
            antwoord = await self._http.post("personen", content=vraag, headers=koppen, timeout=self._tijdslimiet)
        except httpx2.TimeoutException:
            storing = "De BRP antwoordde niet op tijd; later opnieuw"
        except httpx2.HTTPError:
            storing = "De BRP is niet te bereiken; later opnieuw"
        # Raised outside the handler: an httpx2 error carries the request, and with it the numbers asked for.
        if storing is not None:
            raise BrpOnbereikbaar(storing)
        if antwoord.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or antwoord.status_code in _LATER:
            raise BrpOnbereikbaar(f"De BRP heeft een storing (status {antwoord.status_code}); later opnieuw")
        if antwoord.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise BrpGeenToegang(f"De BRP staat deze vraag niet toe{_reden(antwoord)}; ga de autorisatie na")
        if antwoord.status_code != HTTPStatus.OK:
            raise BrpFout(f"De BRP antwoordt met status {antwoord.status_code}{_reden(antwoord)}")
        personen = _ontleed(antwoord)
        if not {p.persoon.burgerservicenummer for p in personen} <= set(bsns):
            raise BrpFout("De BRP gaf een persoon naar wie niet gevraagd was")
        return personen


def _delen(bsns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    nummers = iter(bsns)
    while deel := tuple(itertools.islice(nummers, PER_VRAAG)):
        yield deel


def _ontleed(antwoord: httpx2.Response) -> tuple[Gelezen, ...]:
    # Raised outside a handler: msgspec may name the offending value, and that value is about a person.
    gelezen = None
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
        gelezen = msgspec.json.decode(antwoord.content, type=Antwoord)
    personen = () if gelezen is None else tuple(lees_persoon(ruw) for ruw in gelezen.personen)
    heel = tuple(persoon for persoon in personen if persoon is not None)
    if gelezen is None or len(heel) != len(personen):
        raise BrpFout("Het antwoord van de BRP voldoet niet aan het koppelvlak")
    return heel


def _reden(antwoord: httpx2.Response) -> str:
    """De foutcode en de genoemde velden; nooit de vrije tekst, die herhaalt wat gevraagd is."""
    probleem = Probleem()
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
        probleem = msgspec.json.decode(antwoord.content, type=Probleem)
    woorden = [probleem.code, *(w for p in probleem.invalid_params for w in (p.name, p.code))]
    veilig = [w for w in woorden if _VEILIG.fullmatch(w)]
    return f" ({', '.join(veilig)})" if veilig else ""
