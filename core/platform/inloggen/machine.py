"""Hoe een ander systeem zich meldt: met een bewijs dat het zelf ondertekent (RFC 7523, `private_key_jwt`).

Puur. Er is geen geheim dat beide kennen: wie alles leest wat hier staat, kan zich niet voor het systeem uitgeven.

Een sleutel is het lid. Haar naam (`client_id`) volgt uit haar zelf en uit wie haar opnam: dezelfde sleutel bij een
andere organisatie is een ander, en wie haar in één gemeente opneemt opent daar en nergens anders iets.
"""

import math
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, Key, KeyParameters, RSAKey
from joserfc.jws import extract_compact

from core.fouten import Gebrek, OngeldigeInvoer
from core.platform.ids import vast_id
from core.platform.inlogdienst import GANGBAAR
from core.platform.inloggen.bewijs import SPELING, VERS, eis, lees_kop, lees_ondertekend, persoon, tijdstip
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden

UITGEVER = "urn:meedoen:machine"
"""De uitgever van een systeem. Geen inlogdienst kan zo heten: die heeft een https-adres."""
ALGORITMEN = GANGBAAR
SOORTEN = ("JWT", "client-authentication+jwt")
"""Wat er als `typ` mag staan; het tweede is van RFC 7523bis."""
BEWIJS_SOORT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_Deel = Annotated[str, msgspec.Meta(max_length=1024)]
"""Een deel van een JWK; dat van een RSA-sleutel van 4096 bits heeft 683 tekens."""
_GEHEIM = ("d", "p", "q", "dp", "dq", "qi", "k")
_RSA_LENGTE = "is een RSA-sleutel; die heeft 2048 tot 4096 bits"
_KORTSTE_RSA, _LANGSTE_RSA = 2048, 4096
"""Bits. Ed25519 hoort er niet bij: van een punt van lage orde als sleutel kan iedereen de handtekening maken, en geen
bibliotheek hier weigert zo'n punt."""
_KROMMEN = {"P-256"}
_MACHT = 65_537
"""De exponent die elk gangbaar gereedschap kiest; een kleinere maakt een handtekening na te maken zodra iemand bij het
nagaan van de opvulling iets vergeet (FIPS 186-5 vraagt meer dan 2^16)."""
_KLEINE_FACTOREN = math.prod(p for p in range(2, 1000) if all(p % q for q in range(2, math.isqrt(p) + 1)))
"""Wie een sleutel goed maakt, vermenigvuldigt twee priemgetallen van honderden cijfers."""
_ZWAK = "is een RSA-sleutel die te raden is. Laat het systeem een nieuwe maken, met een gangbaar gereedschap"
_STAPPEN = 1000
_COORDINAAT = 43
"""Tekens van een coördinaat op P-256: 32 bytes, ook als de eerste nul zijn (RFC 7518 6.2.1.2). Zo heeft een punt één
schrijfwijze, en komt een sleutel die weg moest niet met een andere terug."""
_ANDERS_GESCHREVEN = (
    "is een EC-sleutel met een x of y van een andere lengte dan 32 bytes; laat het systeem haar zo geven"
)
_TEKENT_MET = {"EC": {"ES256"}, "RSA": {a for a in ALGORITMEN if a[:2] in {"RS", "PS"}}}
_ANDER_GEBRUIK = (
    "is volgens `use`, `key_ops` of `alg` niet om een handtekening mee na te gaan zoals Meedoen dat doet. Stuur haar"
    f" zonder die velden, of met `use` sig, `key_ops` verify, en als `alg` een van {', '.join(ALGORITMEN)}"
)


class Jwk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Een openbare sleutel als JWK (RFC 7517), van de soort EC (P-256) of RSA (2048 tot 4096 bits). De
    geheime delen (`d` en wat daarbij hoort) horen er niet in."""

    kty: _Deel
    crv: _Deel = ""
    x: _Deel = ""
    y: _Deel = ""
    n: _Deel = ""
    e: _Deel = ""
    kid: _Deel = ""
    use: _Deel = ""
    alg: _Deel = ""
    key_ops: Annotated[tuple[_Deel, ...], msgspec.Meta(max_length=10)] = ()
    ext: bool = True
    d: _Deel = ""
    p: _Deel = ""
    q: _Deel = ""
    dp: _Deel = ""
    dq: _Deel = ""
    qi: _Deel = ""
    k: _Deel = ""


class _Wie(msgspec.Struct, frozen=True):
    sub: str


def client_van(eigenaar: UUID, afdruk: str) -> UUID:
    """De `client_id` van deze sleutel, zoals deze gemeente of organisatie haar opnam."""
    return vast_id("machine", str(eigenaar), afdruk)


def lees_client(token: str) -> UUID:
    """Wie dit bewijs zegt te zijn; of dat waar is, moet nog blijken.

    Raises:
        InloggenGeweigerd: het is geen JWT, niet ondertekend zoals het moet, of het noemt geen client.
    """
    eis(lees_kop(token).alg in ALGORITMEN, Reden.ALGORITME)  # before anybody looks whether this client exists
    try:
        wie = msgspec.json.decode(extract_compact(token.encode()).payload, type=_Wie).sub
        client = UUID(wie)
    except (JoseError, msgspec.DecodeError, ValueError, TypeError, RecursionError):
        raise InloggenGeweigerd(Reden.BEWIJS_ONLEESBAAR) from None
    eis(str(client) == wie, Reden.BEWIJS_ONLEESBAAR)  # one way to write it: it is looked up and counted as it stands
    return client


def toets_machine(token: str, *, client: UUID, sleutel: str, wij: str, nu: datetime) -> str:
    """De `jti` van dit bewijs, als deze client het maakte, voor ons en nu; dat het voor het eerst komt, gaat de
    aanroeper na.

    `wij` is onze naam (`issuer`), en het enige publiek dat telt. Ook het adres waar het heen gaat mag het niet zijn:
    een kwaadwillende dienst waar dit systeem ook komt, kan dat als het hare noemen en het bewijs dan hier gebruiken
    (RFC 7523bis, 4).

    Raises:
        InloggenGeweigerd: een van die dingen klopt niet.
    """
    haar = als_sleutel(sleutel, kid=lees_kop(token).kid)
    gegevens = lees_ondertekend(token, sleutels=(haar,), algoritmen=ALGORITMEN, soorten=SOORTEN)
    eis(gegevens.get("iss") == str(client) == gegevens.get("sub"), Reden.UITGEVER)
    eis(gegevens.get("aud") in (wij, [wij]), Reden.PUBLIEK)
    einde, uitgegeven, vanaf = (tijdstip(gegevens, naam) for naam in ("exp", "iat", "nbf"))
    eis(einde is not None and nu < einde + SPELING, Reden.VERLOPEN)
    # Its age counts, whatever end it names (libraries name an hour): what lies around is of no use for long.
    eis(uitgegeven is not None and nu - VERS - SPELING <= uitgegeven <= nu + SPELING, Reden.TIJD)
    eis(vanaf is None or vanaf <= nu + SPELING, Reden.TIJD)
    return persoon(gegevens, "jti")


ONTHOUDEN = VERS + 2 * SPELING
"""Zo lang telt een bewijs hoogstens, en zo lang weten wij dat het geweest is."""


def lees_sleutel(jwk: Jwk) -> tuple[str, str]:
    """De openbare sleutel zoals wij haar bewaren, en haar afdruk (RFC 7638).

    Raises:
        OngeldigeInvoer: het is geen openbare sleutel, of een die niemand hier gebruikt.
    """
    if any(getattr(jwk, deel) for deel in _GEHEIM):
        raise _geen_sleutel(
            "is een geheime sleutel. Maak een nieuwe, want deze heeft uw systeem nu verlaten, en stuur alleen haar"
            " openbare helft"
        )
    if jwk.kty in _TEKENT_MET and not (
        jwk.use in {"", "sig"} and {*jwk.key_ops} <= {"verify"} and {jwk.alg} <= {"", *_TEKENT_MET[jwk.kty]}
    ):
        raise _geen_sleutel(_ANDER_GEBRUIK)
    # Before it is taken in: of what is too short the library warns.
    if jwk.kty == "RSA" and not _KORTSTE_RSA <= _bits(jwk.n) <= _LANGSTE_RSA:
        raise _geen_sleutel(_RSA_LENGTE)
    try:
        sleutel = JWKRegistry.import_key({naam: getattr(jwk, naam) for naam in _DELEN[jwk.kty]})
        afdruk = sleutel.thumbprint()
    except (JoseError, ValueError, TypeError, KeyError):
        raise _geen_sleutel("is geen sleutel (JWK) die te lezen is, van de soort EC of RSA") from None
    if isinstance(sleutel, ECKey) and sleutel.get("crv") not in _KROMMEN:
        raise _geen_sleutel("is een EC-sleutel; die is van de kromme P-256")
    if isinstance(sleutel, ECKey) and not all(len(getattr(jwk, deel)) == _COORDINAAT for deel in "xy"):
        raise _geen_sleutel(_ANDERS_GESCHREVEN)
    if isinstance(sleutel, RSAKey) and _is_zwak(sleutel):
        raise _geen_sleutel(_ZWAK)
    return msgspec.json.encode({naam: getattr(jwk, naam) for naam in _DELEN[jwk.kty]}).decode(), afdruk


def _bits(getal: str) -> int:
    """Hoeveel bits een getal van een JWK heeft; 0 als het geen getal is."""
    try:
        return int.from_bytes(urlsafe_b64decode(getal + "=" * (-len(getal) % 4))).bit_length()
    except ValueError:
        return 0


def _is_zwak(sleutel: RSAKey) -> bool:
    """Of deze sleutel met wat rekenen te raden is; wat overblijft is aan wie haar maakte."""
    getallen = sleutel.public_key.public_numbers()
    return getallen.e < _MACHT or _factoren_liggen_bijeen(getallen.n) or math.gcd(getallen.n, _KLEINE_FACTOREN) > 1


def _factoren_liggen_bijeen(n: int) -> bool:
    """Of n in weinig stappen te ontbinden is zoals Fermat dat deed: als a² - n een kwadraat is."""
    begin = math.isqrt(n - 1) + 1
    return any(math.isqrt(rest) ** 2 == rest for a in range(begin, begin + _STAPPEN) for rest in (a * a - n,))


def als_sleutel(bewaard: str, *, kid: str | None) -> Key:
    """De bewaarde sleutel, om een bewijs mee na te gaan. Welke het is zegt de client; hoe die haar noemt (`kid`) is aan
    hem."""
    naam: KeyParameters = {} if kid is None else {"kid": kid}
    return JWKRegistry.import_key(msgspec.json.decode(bewaard, type=dict[str, str | list[str]]), parameters=naam)


_DELEN: Mapping[str, tuple[str, ...]] = {
    "EC": ("kty", "crv", "x", "y"),
    "RSA": ("kty", "n", "e"),
}
"""Wat een sleutel tot die sleutel maakt; haar naam (`kid`) en wat er nog bij staat bewaren wij niet."""


def _geen_sleutel(melding: str) -> OngeldigeInvoer:
    return OngeldigeInvoer("Deze sleutel kan niet.", gebreken=(Gebrek(veld="sleutel", melding=melding),))


GELDIG = timedelta(minutes=10)
"""Zo lang telt een token; daarna haalt het systeem een nieuw."""
