"""De adressen waar een ander systeem een token haalt (RFC 6749, 4.4) en leest hoe dat moet (RFC 8414)."""

import unicodedata
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.types import ExceptionHandlersMap

from core.fouten import Fout, NietGevonden, OngeldigeInvoer, TeVeel
from core.platform.http.bezoek import Lidmaatschap, inloggend, lidmaatschappen
from core.platform.http.inloggen import verslag
from core.platform.http.inloggen.formulier import bezoeker, lees_formulier
from core.platform.http.inloggen.machinedeur import PAD, Machinedeur
from core.platform.http.maat import Maat, Maatsoort
from core.platform.http.probleem import WACHT
from core.platform.http.tokens import Identiteit
from core.platform.huis import Huis
from core.platform.inloggen.machine import ALGORITMEN, GELDIG, UITGEVER
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from core.platform.partijen import MACHINE_VAN
from core.platform.tenancy import Rol

Verzoek = Request[Any, Any, Any]
BESCHRIJVING = "/.well-known/oauth-authorization-server"
_SOORT = "client_credentials"
_ZONDER_SLEUTEL = frozenset({Reden.SLEUTEL_ONBEKEND, Reden.HANDTEKENING})


class Tokenantwoord(msgspec.Struct, frozen=True, kw_only=True):
    """Het antwoord zoals OAuth 2.0 het schrijft."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - a kind, not a secret
    expires_in: int
    scope: str


class Tokenfout(msgspec.Struct, frozen=True, kw_only=True):
    """Een weigering zoals OAuth 2.0 haar schrijft (RFC 6749, 5.2)."""

    error: str
    error_description: str


class Beschrijving(msgspec.Struct, frozen=True, kw_only=True):
    """Wat een ander systeem van ons moet weten (RFC 8414)."""

    issuer: str
    token_endpoint: str
    scopes_supported: tuple[str, ...]
    response_types_supported: tuple[str, ...] = ()
    grant_types_supported: tuple[str, ...] = (_SOORT,)
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("private_key_jwt",)
    token_endpoint_auth_signing_alg_values_supported: tuple[str, ...] = ALGORITMEN


class Tokenweigering(Fout):
    """Een verzoek om een token dat niet kan; `fout` is het woord van de norm."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, fout: str, melding: str) -> None:
        super().__init__(melding)
        self.fout = fout


def als_oauth(_: Verzoek, fout: Fout) -> Response[Tokenfout]:
    """Een fout zoals de bibliotheek van het andere systeem haar leest."""
    wacht: int | None = None
    match fout:
        case Tokenweigering():
            woord = fout.fout
        case InloggenGeweigerd():
            woord = "invalid_client"
        case OngeldigeInvoer():
            woord = "invalid_request"
        case TeVeel():
            woord, wacht = "temporarily_unavailable", fout.wacht
        case _:
            woord, wacht = "temporarily_unavailable", WACHT
    koppen = {} if wacht is None else {"Retry-After": str(wacht)}
    # The standard allows plain ASCII only.
    uitleg = unicodedata.normalize("NFKD", _uitleg(fout)).encode("ascii", "ignore").decode().replace('"', "'")
    return Response(Tokenfout(error=woord, error_description=uitleg), status_code=fout.status, headers=koppen)


AFHANDELAARS: ExceptionHandlersMap = {Fout: als_oauth}


@get(BESCHRIJVING, opt=inloggend(), include_in_schema=False, summary="Hoe een ander systeem een token haalt")
async def beschrijving(request: Verzoek) -> Beschrijving:
    deur = _deur(request)
    rechten = _rechten_van(_huis(request), MACHINE_VAN.values())
    return Beschrijving(issuer=deur.wij, token_endpoint=deur.wij + PAD, scopes_supported=tuple(sorted(rechten)))


@post(
    PAD,
    status_code=200,
    opt=inloggend(),
    include_in_schema=False,
    exception_handlers=AFHANDELAARS,
    summary="Een token voor een ander systeem",
)
async def token(request: Verzoek) -> Tokenantwoord:
    deur, huis = _deur(request), _huis(request)
    maat: Maat | None = request.app.state.maat
    if maat is not None:
        await maat.eis(Maatsoort.INLOGGEN, bezoeker(request))
    formulier = await lees_formulier(request)
    if formulier.get("grant_type") != _SOORT:
        raise Tokenweigering("unsupported_grant_type", f"Alleen {_SOORT} kan hier, in een formulier (RFC 6749, 4.4).")
    if "client_secret" in formulier or "authorization" in request.headers:
        raise Tokenweigering("invalid_request", "Meld u op een manier: met client_assertion (private_key_jwt).")
    client = await deur.toets(huis, formulier)
    if maat is not None:
        await maat.eis(Maatsoort.HALEN, str(client))
    leden = await lidmaatschappen(huis, Identiteit(uitgever=UITGEVER, onderwerp=str(client)))
    if not leden:  # withdrawn since the key was read
        raise InloggenGeweigerd(Reden.SLEUTEL_ONBEKEND)
    rechten = _rechten(huis, leden)
    gevraagd = frozenset(formulier.get("scope", "").split())
    if not gevraagd <= rechten:
        raise Tokenweigering("invalid_scope", f"Dit systeem mag hooguit: {' '.join(sorted(rechten))}.")
    geeft = gevraagd or rechten
    gegeven = await deur.tokens.geef(client, geeft)
    await verslag.schrijf(huis, leden, "machine", oorsprong=f"POST {PAD}")
    return Tokenantwoord(access_token=gegeven, expires_in=int(GELDIG.total_seconds()), scope=" ".join(sorted(geeft)))


def _deur(request: Verzoek) -> Machinedeur:
    deur: Machinedeur | None = request.app.state.machinedeur
    if deur is None:
        raise NietGevonden("Andere systemen kunnen hier niet binnenkomen: de beheerder van Meedoen noemde geen adres.")
    return deur


def _huis(request: Verzoek) -> Huis:
    huis: Huis = request.app.state.huis
    return huis


def _rechten(huis: Huis, leden: list[Lidmaatschap]) -> frozenset[str]:
    """Wat dit systeem ergens mag; waar precies, beslist de wacht bij elk verzoek opnieuw."""
    return frozenset(
        f"{recht.object}:{recht.handeling}"
        for recht in huis.bevoegdheden.rechten
        for lid in leden
        if huis.bevoegdheden.reikwijdte((lid.rol,), gemeentecode=lid.gemeentecode, bevoegdheid=recht) is not None
    )


def _rechten_van(huis: Huis, rollen: Iterable[Rol]) -> frozenset[str]:
    """Wat een systeem van elke soort samen mag."""
    rollen = frozenset(rollen)
    return frozenset(
        f"{recht.object}:{recht.handeling}"
        for recht in huis.bevoegdheden.rechten
        if huis.bevoegdheden.reikwijdte(rollen, gemeentecode="*", bevoegdheid=recht) is not None
    )


def _uitleg(fout: Fout) -> str:
    if isinstance(fout, InloggenGeweigerd):
        # Who has not the key learns not whether there is one.
        reden = "sleutel" if fout.reden in _ZONDER_SLEUTEL else fout.reden
        return f"Dit systeem bewijst niet wie het is ({reden}). Zie docs/machines.md."
    return fout.melding
