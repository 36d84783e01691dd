"""Een inlogdienst die ondertekent wat de test wil, ook wat geen echte dienst zou doen."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey, Key, KeyParameters, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

from core.platform.inlogdienst import Inlogdienst

NU = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
UITGEVER = "https://inloggen.example.org/gemeente"
CLIENT = "meedoen-gm0344"
DIENST = Inlogdienst(uitgever=UITGEVER, client=CLIENT, niveaus=("mfa", "mfa-hoog"))
WEG = object()
"""Als waarde: dit gegeven staat er niet in."""


def _met(kid: str) -> KeyParameters:
    return {"kid": kid, "use": "sig"}


RSA = RSAKey.generate_key(2048, _met("rsa"))
ANDERE_RSA = RSAKey.generate_key(2048, _met("rsa"))
EC = ECKey.generate_key("P-256", _met("ec"))
ANDERE_EC = ECKey.generate_key("P-256", _met("ec"))
ED = OKPKey.generate_key("Ed25519", _met("ed"))


def openbaar(*sleutels: Key) -> tuple[Key, ...]:
    """De sleutels zoals de dienst ze publiceert."""
    return tuple(type(s).import_key(s.as_dict(private=False)) for s in sleutels)


def sinds(moment: datetime) -> int:
    return int(moment.timestamp())


def gegevens(**anders: Any) -> dict[str, Any]:
    """De gegevens van een bewijs waar niets op aan te merken is, met wat er `anders` is."""
    goed: Mapping[str, Any] = {
        "iss": UITGEVER,
        "aud": CLIENT,
        "sub": "9f0c",
        "exp": sinds(NU + timedelta(minutes=5)),
        "iat": sinds(NU),
        "auth_time": sinds(NU - timedelta(minutes=1)),
        "nonce": "n-0S6_WzA2Mj",
        "acr": "mfa",
        "sid": "sessie-1",
    }
    return {naam: waarde for naam, waarde in {**goed, **anders}.items() if waarde is not WEG}


def teken(inhoud: Mapping[str, Any], *, sleutel: Key = RSA, alg: str = "RS256", **kop: Any) -> str:
    hoofd = {"alg": alg, "kid": sleutel.kid, "typ": "JWT", **kop}
    hoofd = {naam: waarde for naam, waarde in hoofd.items() if waarde is not WEG}
    # Not `jwt.encode`: it refuses what a bad service would send.
    register = JWSRegistry(algorithms=[alg], strict_check_header=False)
    return jws.serialize_compact(hoofd, json.dumps(inhoud), sleutel, registry=register)
