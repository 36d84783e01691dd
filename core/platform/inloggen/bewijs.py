"""Het bewijs dat een inlogdienst ondertekent: wie er inlogde, waar, hoe en wanneer (ID-token, OIDC Core 3.1.3.7).

Puur: bytes, sleutels, afspraken en de tijd gaan erin, en eruit komt wie het is of één reden waarom niet. De
handtekening gaat voor alles: van een bewijs waarvan de maker niet vaststaat telt geen enkel gegeven.
"""

import hmac
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
from joserfc import jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey
from joserfc.jws import JWSRegistry, extract_compact

from core.platform.inlogdienst import ADRES, Inlogdienst, Niveaugegeven
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from core.platform.vorm import is_bewaarbaar

SPELING = timedelta(seconds=60)
"""Zoveel mogen twee klokken verschillen."""
VERS = timedelta(minutes=5)
"""Zo oud mag een bewijs zijn dat net is opgehaald."""
LANGSTE_PERSOON = 255
"""Tekens; meer staat OpenID Connect een `sub` niet toe."""
GROOTSTE = 16_384
"""Bytes van een bewijs; wat wij eruit lezen past honderd keer."""
_KLEINSTE_RSA = 2048
_SOORTEN: Mapping[str, tuple[type[RSAKey | ECKey | OKPKey], str | None]] = {
    **{f"{familie}{maat}": (RSAKey, None) for familie in ("RS", "PS") for maat in ("256", "384", "512")},
    "ES256": (ECKey, "P-256"),
    "ES384": (ECKey, "P-384"),
    "ES512": (ECKey, "P-521"),
    "Ed25519": (OKPKey, "Ed25519"),
}
"""Bij elk algoritme de ene soort sleutel: anders leest wie een openbare sleutel heeft die als gedeeld geheim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwacht:
    """Wat dit bewijs van déze keer maakt."""

    nonce: str = field(repr=False)
    leeftijd: timedelta
    """Hoe lang geleden de mens zich bij de dienst bewezen mag hebben: wat er met `max_age` gevraagd is."""


class Kop(msgspec.Struct, frozen=True):
    """De kop van een JWT: met welk algoritme en welke sleutel het ondertekend zou zijn, en wat het is."""

    alg: str
    kid: str | None = None
    soort: str | None = msgspec.field(name="typ", default=None)
    crit: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    """Wat men beslist moet begrijpen om dit te mogen lezen (RFC 7515, 4.1.11); wij kennen geen uitbreiding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewezen:
    """Wie er inlogde. `onderwerp` is uniek bij deze `uitgever`, en alleen daar."""

    uitgever: str
    onderwerp: str
    sub: str
    """Hoe de dienst hem noemt als hij uitlogt; meestal hetzelfde als `onderwerp`."""
    sid: str | None
    """De sessie bij de dienst, als zij die noemt."""
    acr: str | None
    bewezen_op: datetime
    email: str | None
    """Het adres, alleen als de dienst zegt dat zij het heeft nagegaan. Het zegt niet wie iemand is."""


def toets_bewijs(
    token: str, *, sleutels: Iterable[Key], dienst: Inlogdienst, verwacht: Verwacht, nu: datetime
) -> Bewezen:
    """Wie dit bewijs noemt.

    Raises:
        InloggenGeweigerd: het bewijs is niet van deze dienst, niet voor ons, niet van deze keer of niet genoeg.
    """
    gegevens = lees_ondertekend(token, sleutels=sleutels, algoritmen=dienst.algoritmen, soorten=("JWT",))
    eis_van_ons(gegevens, dienst=dienst, nu=nu)
    eis(_gelijk(gegevens.get("nonce"), verwacht.nonce), Reden.NONCE)
    # Asked with `max_age`, so it must be there (OIDC Core 2), and a service may forget to look at it.
    bewezen_op = tijdstip(gegevens, "auth_time")
    if bewezen_op is None or not nu - verwacht.leeftijd - SPELING <= bewezen_op <= nu + SPELING:
        raise InloggenGeweigerd(Reden.AANMELDTIJD)
    acr = _niveau(gegevens, dienst)
    eis(not dienst.niveaus or acr in dienst.niveaus, Reden.NIVEAU)
    return Bewezen(
        uitgever=dienst.uitgever,
        onderwerp=persoon(gegevens, dienst.persoon),
        sub=persoon(gegevens, "sub"),
        sid=None if "sid" not in gegevens else persoon(gegevens, "sid"),
        acr=acr,
        bewezen_op=bewezen_op,
        email=_nagegaan(gegevens, dienst),
    )


def lees_kop(token: str) -> Kop:
    """Wat een JWT over zijn handtekening zegt; of dat waar is, moet nog blijken.

    Raises:
        InloggenGeweigerd: het is geen JWT.
    """
    eis(len(token) <= GROOTSTE and token.isascii(), Reden.BEWIJS_ONLEESBAAR)
    try:
        kop = msgspec.convert(extract_compact(token.encode()).headers(), Kop)
    except (JoseError, msgspec.ValidationError, ValueError, TypeError, RecursionError):
        raise InloggenGeweigerd(Reden.BEWIJS_ONLEESBAAR) from None
    eis(kop.crit is msgspec.UNSET, Reden.BEWIJS_ONLEESBAAR)  # an empty list, too
    return kop


def lees_ondertekend(
    token: str, *, sleutels: Iterable[Key], algoritmen: Collection[str], soorten: tuple[str, ...]
) -> Mapping[str, object]:
    """De gegevens van een JWT dat met een van deze sleutels is ondertekend, nog zonder oordeel over de inhoud.

    `soorten` is wat er als `typ` mag staan; niets mag altijd bij de eerste, want OIDC eist het niet van een ID-token.

    Raises:
        InloggenGeweigerd: onleesbaar, anders ondertekend dan afgesproken, met een andere sleutel, of een andere soort.
    """
    kop = lees_kop(token)
    eis(kop.alg in algoritmen, Reden.ALGORITME)
    # The header also offers a key or the address of one (jwk, jku, x5c, x5u): nothing reads it.
    sleutel = _kies(sleutels, kop.alg, kop.kid)
    try:
        gelezen = jwt.decode(token, sleutel, registry=JWSRegistry(algorithms=[kop.alg], strict_check_header=False))
    except BadSignatureError:
        raise InloggenGeweigerd(Reden.HANDTEKENING) from None
    except (JoseError, ValueError, TypeError, RecursionError):
        raise InloggenGeweigerd(Reden.BEWIJS_ONLEESBAAR) from None
    eis(_kort(kop.soort or soorten[0]) in {_kort(soort) for soort in soorten}, Reden.SOORT)
    return gelezen.claims


def eis_van_ons(gegevens: Mapping[str, object], *, dienst: Inlogdienst, nu: datetime) -> datetime:
    """Van deze dienst, voor Meedoen, van nu; geeft wanneer zij het uitgaf.

    Raises:
        InloggenGeweigerd: uitgever, publiek of tijd klopt niet.
    """
    eis(_gelijk(gegevens.get("iss"), dienst.uitgever), Reden.UITGEVER)
    publiek, namens = gegevens.get("aud"), gegevens.get("azp")
    lijst = [publiek] if isinstance(publiek, str) else publiek
    eis(isinstance(lijst, list) and dienst.client in lijst, Reden.PUBLIEK)
    # For others too: then it must say that it was us who asked.
    eis(namens == dienst.client if "azp" in gegevens else lijst == [dienst.client], Reden.PUBLIEK)
    einde, uitgegeven, vanaf = (tijdstip(gegevens, naam) for naam in ("exp", "iat", "nbf"))
    eis(einde is not None and nu < einde + SPELING, Reden.VERLOPEN)
    if uitgegeven is None or not nu - VERS - SPELING <= uitgegeven <= nu + SPELING:
        raise InloggenGeweigerd(Reden.TIJD)
    eis(vanaf is None or vanaf <= nu + SPELING, Reden.TIJD)
    return uitgegeven


def persoon(gegevens: Mapping[str, object], naam: str) -> str:
    """Een gegeven dat zegt wie of welke sessie het is.

    Raises:
        InloggenGeweigerd: het is er niet, is leeg, te lang of niet te bewaren.
    """
    waarde = gegevens.get(naam)
    if isinstance(waarde, str) and 0 < len(waarde) <= LANGSTE_PERSOON and is_bewaarbaar(waarde):
        return waarde
    raise InloggenGeweigerd(Reden.PERSOON)


def eis(klopt: bool, reden: Reden) -> None:
    """Raises:
    InloggenGeweigerd: het klopt niet.
    """
    if not klopt:
        raise InloggenGeweigerd(reden)


def _kies(sleutels: Iterable[Key], alg: str, kid: str | None) -> Key:
    """De ene sleutel waarmee dit ondertekend kan zijn; zonder `kid` alleen als er maar één past."""
    soort, kromme = _SOORTEN[alg]
    passend = [
        sleutel
        for sleutel in sleutels
        if isinstance(sleutel, soort)
        and sleutel.get("crv") == kromme
        and (kid is None or sleutel.kid == kid)
        and sleutel.get("use", "sig") == "sig"
        and sleutel.get("alg", alg) == alg
        and not (isinstance(sleutel, RSAKey) and sleutel.public_key.key_size < _KLEINSTE_RSA)
    ]
    if len(passend) != 1:
        raise InloggenGeweigerd(Reden.SLEUTEL_ONBEKEND)
    return passend[0]


def _kort(soort: str) -> str:
    """Een mediatype zoals JWT het schrijft: zonder `application/`, dat er ook mag staan (RFC 7515, 4.1.9)."""
    return soort.casefold().removeprefix("application/")


def tijdstip(gegevens: Mapping[str, object], naam: str) -> datetime | None:
    """Het tijdstip (seconden sinds 1970); None als het er niet is."""
    if naam not in gegevens:
        return None
    waarde = gegevens[naam]
    # bool is a number in Python, and a number may be larger than a date.
    if isinstance(waarde, int | float) and not isinstance(waarde, bool):
        try:
            return datetime.fromtimestamp(waarde, UTC)
        except (ValueError, OverflowError, OSError):
            pass
    raise InloggenGeweigerd(Reden.BEWIJS_ONLEESBAAR)


def _gelijk(gegeven: object, verwacht: str) -> bool:
    return isinstance(gegeven, str) and hmac.compare_digest(gegeven.encode(errors="surrogatepass"), verwacht.encode())


def _niveau(gegevens: Mapping[str, object], dienst: Inlogdienst) -> str | None:
    """Het niveau dat in dit bewijs staat; uit een lijst het eerste dat genoeg is."""
    waarde = gegevens.get(dienst.niveaugegeven)
    if dienst.niveaugegeven is Niveaugegeven.ACRS and isinstance(waarde, list):
        return next((niveau for niveau in dienst.niveaus if niveau in waarde), None)
    return waarde if dienst.niveaugegeven is Niveaugegeven.ACR and isinstance(waarde, str) else None


def _nagegaan(gegevens: Mapping[str, object], dienst: Inlogdienst) -> str | None:
    adres = gegevens.get(dienst.adresgegeven)
    # Only the boolean: some services write "true", and some write "false".
    if dienst.adresgegeven == ADRES and gegevens.get("email_verified") is not True:
        return None
    if (
        isinstance(adres, list) and len(adres) == 1 and dienst.adresgegeven != ADRES
    ):  # verified_primary_email of Entra ID
        [adres] = adres
    return adres if isinstance(adres, str) and "@" in adres and is_bewaarbaar(adres) else None
