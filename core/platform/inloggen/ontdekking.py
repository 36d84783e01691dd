"""Wat een inlogdienst over zichzelf zegt (OpenID Connect Discovery 1.0), getoetst aan wat met haar is afgesproken."""

from typing import Annotated

import msgspec
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet, OctKey

from core.platform.inlogdienst import Inlogdienst, Niveaugegeven, is_https
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden

PAD = "/.well-known/openid-configuration"
EIGEN_SLEUTEL = "private_key_jwt"
"""De enige manier waarop Meedoen zich bij een dienst meldt: een geheim dat beide kennen kan de dienst verliezen."""
_Adres = Annotated[str, msgspec.Meta(max_length=2048)]
logboek = structlog.get_logger("meedoen.inloggen")


class Ontdekt(msgspec.Struct, frozen=True, kw_only=True):
    """De adressen en kunsten van de dienst; wat er niet staat, heeft de waarde die de norm dan noemt."""

    issuer: str
    authorization_endpoint: _Adres
    token_endpoint: _Adres
    jwks_uri: _Adres
    end_session_endpoint: _Adres | None = None
    response_types_supported: tuple[str, ...]
    response_modes_supported: tuple[str, ...] = ("query", "fragment")
    id_token_signing_alg_values_supported: tuple[str, ...]
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    code_challenge_methods_supported: tuple[str, ...] | None = None
    """None zegt niets: Entra ID noemt haar niet en kan haar wel."""
    acr_values_supported: tuple[str, ...] | None = None
    authorization_response_iss_parameter_supported: bool = False
    backchannel_logout_supported: bool = False


def adres_van(dienst: Inlogdienst) -> str:
    """Waar de dienst zichzelf beschrijft."""
    return dienst.uitgever.removesuffix("/") + PAD


def lees_ontdekking(inhoud: bytes, dienst: Inlogdienst) -> Ontdekt:
    """Wat de dienst zegt, als dat binnen de afspraken past.

    Raises:
        InloggenGeweigerd: het is niet te lezen, of het past er niet in; elk gebrek staat in het logboek.
    """
    try:
        ontdekt = msgspec.json.decode(inhoud, type=Ontdekt)
    except (msgspec.DecodeError, UnicodeDecodeError):
        ontdekt = None
    if ontdekt is None:
        raise InloggenGeweigerd(Reden.ONTDEKKING_ONJUIST)
    if gebreken := _gebreken(ontdekt, dienst):
        logboek.warning("de inlogdienst past niet bij de afspraken", uitgever=dienst.uitgever, gebreken=gebreken)
        raise InloggenGeweigerd(Reden.ONTDEKKING_ONJUIST)
    return ontdekt


def lees_sleutels(inhoud: bytes) -> tuple[Key, ...]:
    """De openbare sleutels van de dienst; soorten die wij niet kennen blijven weg, en een gedeeld geheim is er geen.

    Raises:
        InloggenGeweigerd: het is geen lijst van sleutels, of er zit er geen bij die te gebruiken is.
    """
    try:
        lijst = KeySet.import_key_set(msgspec.json.decode(inhoud))
    except (msgspec.DecodeError, UnicodeDecodeError, JoseError, ValueError, TypeError, KeyError, AttributeError):
        lijst = None
    sleutels = tuple(sleutel for sleutel in lijst or () if not isinstance(sleutel, OctKey))
    if not sleutels:
        raise InloggenGeweigerd(Reden.ONTDEKKING_ONJUIST)
    return sleutels


def _gebreken(ontdekt: Ontdekt, dienst: Inlogdienst) -> list[str]:
    verplicht = (ontdekt.authorization_endpoint, ontdekt.token_endpoint, ontdekt.jwks_uri)
    adressen = [*verplicht, *filter(None, [ontdekt.end_session_endpoint])]
    eisen = {
        "issuer is een ander": ontdekt.issuer == dienst.uitgever,
        "een adres is geen https-adres": all(map(is_https, adressen)),
        "response_types_supported noemt geen code": "code" in ontdekt.response_types_supported,
        "response_modes_supported noemt geen query": "query" in ontdekt.response_modes_supported,
        "geen van de afgesproken algoritmen": bool(
            set(dienst.algoritmen) & set(ontdekt.id_token_signing_alg_values_supported)
        ),
        f"geen {EIGEN_SLEUTEL}": EIGEN_SLEUTEL in ontdekt.token_endpoint_auth_methods_supported,
        "code_challenge_methods_supported noemt geen S256": ontdekt.code_challenge_methods_supported is None
        or "S256" in ontdekt.code_challenge_methods_supported,
        "acr_values_supported noemt geen van de afgesproken niveaus": not dienst.niveaus
        or dienst.niveaugegeven is not Niveaugegeven.ACR
        or ontdekt.acr_values_supported is None
        or bool(set(dienst.niveaus) & set(ontdekt.acr_values_supported)),
    }
    return [gebrek for gebrek, goed in eisen.items() if not goed]
