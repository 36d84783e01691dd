"""Een inlogdienst (OpenID Provider) waar een organisatie haar mensen laat bewijzen wie zij zijn, en wat daarover is
afgesproken.

Wat hier staat komt uit een bestand dat iemand met de hand schreef; wat de dienst over zichzelf zegt (ontdekking.py) mag
daarbinnen kiezen en er nooit buiten. Er is geen afspraak waarmee een handtekening achterwege blijft of een gedeeld
geheim haar vervangt.
"""

import base64
from datetime import timedelta
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from core.platform.vorm import heel

ALGORITMEN = ("PS256", "ES256", "RS256", "PS384", "ES384", "PS512", "ES512", "Ed25519", "RS384", "RS512")
"""Waarmee een bewijs ondertekend mag zijn: alleen met een sleutel die niemand deelt."""
GANGBAAR = ("PS256", "ES256", "RS256")
ADRES = "email"
PERSOON = "sub"
"""Het gegeven dat bij elke inlogdienst zegt wie iemand is, en dat zij nooit aan een ander geeft (OIDC Core 2)."""


class Niveaugegeven(StrEnum):
    """Waarin de dienst zegt hoe sterk iemand zich bewees."""

    ACR = "acr"
    """Eén niveau, zoals de norm het schrijft."""
    ACRS = "acrs"
    """Een lijst, van Entra ID: de verificatiecontexten waaraan iemand voldoet (c1 tot en met c99)."""


def is_https(adres: str) -> bool:
    """Een https-adres met een naam, zonder gebruiker en zonder anker; wie het vraagt oordeelt waar het heen gaat."""
    try:
        delen = urlsplit(adres)
    except ValueError:
        return False
    return delen.scheme == "https" and bool(delen.hostname) and delen.username is None and "#" not in adres


class Inlogdienst(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """De afspraken met één inlogdienst.

    Raises:
        ValueError: bij het maken, als een afspraak niet deugt; de boodschap noemt welke en hoe het wel moet.
    """

    uitgever: Annotated[str, msgspec.Meta(max_length=255)]
    """De `issuer`, letter voor letter zoals de dienst hem geeft."""
    client: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    """De `client_id` die Meedoen bij haar heeft."""
    niveaus: tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=255)], ...] = ()
    """Welk niveau genoeg is; elk betekent dat er met meer dan een wachtwoord is ingelogd. Leeg: niet afgesproken."""
    niveaugegeven: Niveaugegeven = Niveaugegeven.ACR
    algoritmen: tuple[str, ...] = GANGBAAR
    persoon: Annotated[str, msgspec.Meta(pattern=heel("[A-Za-z][A-Za-z0-9_]{0,63}"))] = PERSOON
    """Welk gegeven zegt wie het is. Nooit een adres: dat gaat over op een ander."""
    adresgegeven: Annotated[str, msgspec.Meta(pattern=heel("[A-Za-z][A-Za-z0-9_]{0,63}"))] = ADRES
    """Welk gegeven het nagegane adres noemt waaraan een genodigde te herkennen is. `email` telt alleen met
    `email_verified`; wie een ander noemt, zegt daarmee dat de organisatie het geeft en niemand het zelf wijzigt."""
    certificaat: Annotated[str, msgspec.Meta(pattern=heel("(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}"))] | None = None
    """De vingerafdruk van het certificaat bij onze sleutel, zoals `openssl x509 -fingerprint -sha256` hem geeft, als de
    dienst ons daaraan herkent en niet aan de naam van de sleutel (Entra ID)."""
    uiterste_leeftijd: Annotated[int, msgspec.Meta(ge=60, le=43_200)] = 43_200
    """Seconden; zo lang geleden mag iemand zich bij de dienst bewezen hebben (`max_age`)."""
    leeftijd_bij_besluit: Annotated[int, msgspec.Meta(ge=60, le=3_600)] = 900
    """Seconden; zo lang geleden mag wie over iemand beslist zich bewezen hebben, anders vraagt Meedoen het opnieuw. Een
    eigen norm; de wet noemt geen tijd."""

    def __post_init__(self) -> None:
        if not is_https(self.uitgever) or "?" in self.uitgever:
            raise ValueError("uitgever is een https-adres zonder vraag, anker of gebruiker, zoals de dienst het noemt")
        if not self.algoritmen or not set(self.algoritmen) <= set(ALGORITMEN):
            raise ValueError(f"algoritmen is een lijst met een of meer van {', '.join(ALGORITMEN)}")
        if self.persoon.casefold() in _ADRESSEN:
            raise ValueError(
                f"persoon is geen {self.persoon}: een adres of naam gaat over op een ander, en dan leest die mee. Neem"
                " sub, of het vaste nummer dat de dienst aan iemand geeft (bij Entra ID: oid)"
            )

        if self.niveaugegeven is Niveaugegeven.ACRS and len(self.niveaus) != 1:
            raise ValueError("bij niveaugegeven acrs noemt niveaus precies één verificatiecontext, zoals c1")

    @property
    def x5t(self) -> str | None:
        """De vingerafdruk van dat certificaat zoals zij in een JWT staat (`x5t#S256`, RFC 7515)."""
        if self.certificaat is None:
            return None
        return base64.urlsafe_b64encode(bytes.fromhex(self.certificaat.replace(":", ""))).decode().rstrip("=")

    @property
    def max_leeftijd(self) -> timedelta:
        return timedelta(seconds=self.uiterste_leeftijd)


_ADRESSEN = frozenset({"email", "mail", "upn", "preferred_username", "name", "unique_name", "phone_number", "nickname"})
"""Gegevens die veranderen of overgaan: een dienst geeft het adres van wie weg is aan wie komt."""
