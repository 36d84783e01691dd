"""De reis naar de inlogdienst en terug: de browser gaat met een vraag weg, en komt met een code terug.

Wat er bij het begin bedacht is (`Begin`) blijft hier en reist niet mee: terug telt alleen wat daarbij past. De vraag
draagt de hash van een geheim (PKCE), en wie de code onderschept heeft het geheim niet.
"""

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus

import msgspec
import structlog
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7523 import private_key_jwt_sign
from authlib.oauth2.rfc7523.client import ASSERTION_TYPE
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from cryptography.fernet import Fernet, InvalidToken
from joserfc.jwk import ECKey, RSAKey

from core.platform.inlogdienst import Inlogdienst, Niveaugegeven
from core.platform.inloggen.bewijs import GROOTSTE, eis
from core.platform.inloggen.ontdekking import Ontdekt
from core.platform.inloggen.vingerafdruk import vingerafdruk
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden

TOEGIFT = timedelta(minutes=10)
"""Zo lang mag iemand over de reis doen; daarna begint hij opnieuw."""
FORMULIER = "application/x-www-form-urlencoded"
_SCOPE = "openid email"
_BYTES = 32
_GEHEIM = re.compile("[A-Za-z0-9_-]{43}")
"""Wat `nieuw_geheim` maakt."""
"""256 bits: niet te raden, ook niet door veel mensen tegelijk."""
_MELDING_GELDIG = 60
"""Seconden dat een ander onze melding bij de dienst kan gebruiken; zij telt er één keer."""
_LANGSTE_CODE = 2048
_FOUTEN = frozenset(
    {"access_denied", "invalid_request", "invalid_scope", "server_error", "temporarily_unavailable"}
    | {"unauthorized_client", "unsupported_response_type", "login_required", "interaction_required"}
    | {"invalid_client", "invalid_grant", "unsupported_grant_type", "consent_required", "account_selection_required"}
)
"""Wat de normen noemen; een ander woord van buiten komt niet in het logboek."""

logboek = structlog.get_logger("meedoen.inloggen")


class Begin(msgspec.Struct, frozen=True, kw_only=True):
    """Wat er van één begonnen reis bewaard wordt tot de browser terug is, onder `state` en hoogstens `TOEGIFT`."""

    uitgever: str
    nonce: str
    geheim: str
    """De `code_verifier`."""
    browser: str
    """De vingerafdruk van een cookie: een ander maakt de reis niet af, en niemand logt ongemerkt als een ander in."""
    leeftijd: int
    """Seconden; zie `Verwacht.leeftijd`."""
    naar: str
    """Waar iemand daarna heen gaat, op deze site, op slot met wat alleen de browser heeft: in het pad van een
    uitnodiging staat haar geheim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vertrek:
    adres: str = field(repr=False)
    """Waar de browser heen gaat."""
    state: str = field(repr=False)
    browser: str = field(repr=False)
    """Wat de browser in een cookie meekrijgt en terug weer laat zien."""
    begin: Begin = field(repr=False)


class _Tokenantwoord(msgspec.Struct, frozen=True):
    id_token: str


class _Foutantwoord(msgspec.Struct, frozen=True):
    error: str = ""


def nieuw_geheim() -> str:
    """Iets dat niet te raden is, in letters die in een adres en een cookie mogen."""
    return secrets.token_urlsafe(_BYTES)


def vertrek(
    dienst: Inlogdienst,
    ontdekt: Ontdekt,
    *,
    terug: str,
    naar: str,
    leeftijd: timedelta,
    browser: str | None = None,
    opnieuw: bool = False,
) -> Vertrek:
    """Een nieuwe reis. `opnieuw` vraagt de dienst de mens zich nu te laten bewijzen, ook als hij daar nog bekend is."""
    state, nonce, geheim = (nieuw_geheim() for _ in range(3))
    if browser is None or not _GEHEIM.fullmatch(browser):
        browser = nieuw_geheim()
    adres = prepare_grant_uri(
        ontdekt.authorization_endpoint,
        client_id=dienst.client,
        response_type="code",
        redirect_uri=terug,
        scope=_SCOPE,
        state=state,
        nonce=nonce,
        code_challenge=create_s256_code_challenge(geheim),
        code_challenge_method="S256",
        max_age=str(int(leeftijd.total_seconds())),
        **_vraag_niveau(dienst),
        prompt="login" if opnieuw else None,
    )
    begin = Begin(
        uitgever=dienst.uitgever,
        nonce=nonce,
        geheim=geheim,
        browser=vingerafdruk(browser),
        leeftijd=int(leeftijd.total_seconds()),
        naar=_slot(browser).encrypt(naar.encode()).decode(),
    )
    return Vertrek(adres=adres, state=state, browser=browser, begin=begin)


def lees_naar(begin: Begin, browser: str) -> str:
    """Waar deze reis heen gaat, voor de browser die haar begon.

    Raises:
        InloggenGeweigerd: dit is een andere.
    """
    try:
        return _slot(browser).decrypt(begin.naar).decode()
    except InvalidToken:
        raise InloggenGeweigerd(Reden.STAAT) from None


def _slot(browser: str) -> Fernet:
    return Fernet(urlsafe_b64encode(bytes.fromhex(vingerafdruk("naar", browser))))


def afmeldadres(adres: str, *, client: str, sid: str | None, naar: str) -> str:
    """Waar de browser heen gaat om bij de dienst uit te loggen. Het bewijs zelf (`id_token_hint`) bewaren wij niet; de
    dienst kan het daarom eerst vragen."""
    kenmerken = {"client_id": client, "post_logout_redirect_uri": naar} | ({} if sid is None else {"logout_hint": sid})
    return str(add_params_to_uri(adres, list(kenmerken.items())))


def lees_terugkomst(
    parameters: Mapping[str, Sequence[str]], *, begin: Begin, browser: str | None, ontdekt: Ontdekt
) -> str:
    """De code waarmee de browser terugkomt.

    Raises:
        InloggenGeweigerd: een andere browser, een andere dienst dan waar hij heen ging, of daar ging het niet.
    """
    eis(browser is not None and hmac.compare_digest(vingerafdruk(browser), begin.browser), Reden.STAAT)
    eis(all(len(waarden) == 1 for waarden in parameters.values()), Reden.STAAT)
    een = {naam: waarden[0] for naam, waarden in parameters.items()}
    # RFC 9207: one service may not finish what was begun at another, so this goes before anything else it says.
    if "iss" in een or ontdekt.authorization_response_iss_parameter_supported:
        eis(een.get("iss") == begin.uitgever, Reden.UITGEVER)
    if "error" in een:
        _meld("de inlogdienst brak af", een["error"], begin.uitgever)
        raise InloggenGeweigerd(Reden.AFGEBROKEN)
    code = een.get("code", "")
    eis(0 < len(code) <= _LANGSTE_CODE and code.isascii() and code.isprintable(), Reden.STAAT)
    return code


def ruil_voor_bewijs(
    code: str, *, begin: Begin, dienst: Inlogdienst, ontdekt: Ontdekt, terug: str, sleutel: RSAKey | ECKey
) -> bytes:
    """Het formulier waarmee Meedoen de code inwisselt: met het geheim van deze reis, en ondertekend als zichzelf."""
    alg = "PS256" if isinstance(sleutel, RSAKey) else "ES256"
    melding = private_key_jwt_sign(
        sleutel,
        dienst.client,
        ontdekt.token_endpoint,
        alg=alg,
        header=_kop(dienst, sleutel),
        expires_in=_MELDING_GELDIG,
    )
    formulier: str = prepare_token_request(
        "authorization_code",
        redirect_uri=terug,
        code=code,
        client_id=dienst.client,
        code_verifier=begin.geheim,
        client_assertion_type=ASSERTION_TYPE,
        client_assertion=melding,
    )
    return formulier.encode()


def _vraag_niveau(dienst: Inlogdienst) -> Mapping[str, str]:
    """Hoe sterk iemand zich moet bewijzen, in de woorden van deze dienst."""
    if not dienst.niveaus:
        return {}
    if dienst.niveaugegeven is Niveaugegeven.ACRS:
        gevraagd = {"id_token": {"acrs": {"essential": True, "value": dienst.niveaus[0]}}}
        return {"claims": msgspec.json.encode(gevraagd).decode()}
    return {"acr_values": " ".join(dienst.niveaus)}


def _kop(dienst: Inlogdienst, sleutel: RSAKey | ECKey) -> Mapping[str, str] | None:
    """Waaraan de dienst ziet met welke sleutel wij tekenden."""
    if dienst.x5t is not None:
        return {"x5t#S256": dienst.x5t}
    return {"kid": sleutel.kid} if sleutel.kid else None


def lees_ruil(status: int, inhoud: bytes, dienst: Inlogdienst) -> str:
    """Het bewijs uit het antwoord van de dienst; wat zij nog meer geeft (een access token) wordt niet gelezen.

    Raises:
        InloggenGeweigerd: zij gaf er geen.
    """
    if status != HTTPStatus.OK:
        _meld("de inlogdienst wisselt de code niet in", _fout(inhoud), dienst.uitgever, status=status)
        raise InloggenGeweigerd(Reden.AFGEBROKEN)
    try:
        bewijs = msgspec.json.decode(inhoud, type=_Tokenantwoord).id_token
    except (msgspec.DecodeError, UnicodeDecodeError):
        bewijs = ""
    eis(0 < len(bewijs) <= GROOTSTE, Reden.BEWIJS_ONLEESBAAR)
    return bewijs


def _fout(inhoud: bytes) -> str:
    try:
        return msgspec.json.decode(inhoud, type=_Foutantwoord).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""


def _meld(wat: str, fout: str, uitgever: str, **meer: object) -> None:
    logboek.warning(wat, uitgever=uitgever, reden=fout if fout in _FOUTEN else "anders", **meer)
