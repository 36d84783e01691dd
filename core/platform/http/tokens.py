"""Toegangstokens: een ondertekende verwijzing naar een medewerker (uitgever, onderwerp), nooit naar een rol.

Wat de medewerker mag staat in de database en wordt bij elk verzoek opnieuw gelezen, zodat intrekken direct werkt.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from core.fouten import NietAangemeld
from core.platform.ids import nieuw_id

ALGORITME = "HS256"
PUBLIEK = "meedoen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identiteit:
    uitgever: str
    onderwerp: str


class Tokens:
    def __init__(self, sleutel: bytes, *, uitgever: str) -> None:
        self._sleutel = OctKey.import_key(sleutel)
        self._uitgever = uitgever
        self._eisen = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": uitgever},
            aud={"essential": True, "value": PUBLIEK},
            sub={"essential": True},
            exp={"essential": True},
        )

    def geef_uit(self, onderwerp: str, *, geldig: timedelta) -> str:
        """Een token voor `onderwerp`. De geldigheid telt op de echte klok, niet op die van Meedoen."""
        nu = datetime.now(UTC)
        inhoud = {
            "iss": self._uitgever,
            "aud": PUBLIEK,
            "sub": onderwerp,
            "iat": int(nu.timestamp()),
            "exp": int((nu + geldig).timestamp()),
            "jti": str(nieuw_id()),
        }
        return jwt.encode({"alg": ALGORITME}, inhoud, self._sleutel)

    def lees(self, kop: str | None) -> Identiteit:
        """De identiteit achter een kop `Authorization: Bearer …`.

        Raises:
            NietAangemeld: geen token, verlopen, van een ander, of niet met onze sleutel ondertekend.
        """
        soort, _, token = (kop or "").partition(" ")
        if soort.lower() != "bearer" or not token:
            raise NietAangemeld("Meld u aan: dit verzoek draagt geen token (Authorization: Bearer …).")
        try:
            gelezen = jwt.decode(token, self._sleutel, algorithms=[ALGORITME])
            self._eisen.validate(gelezen.claims)
        except (JoseError, ValueError, TypeError):
            raise NietAangemeld("Meld u opnieuw aan: het token is verlopen of niet geldig.") from None
        return Identiteit(uitgever=self._uitgever, onderwerp=str(gelezen.claims["sub"]))
