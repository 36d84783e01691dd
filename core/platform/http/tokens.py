"""Toegangstokens: een ondertekende verwijzing naar een medewerker (uitgever, onderwerp), nooit naar een rol.

Wat de medewerker mag staat in de database en wordt bij elk verzoek opnieuw gelezen, zodat intrekken direct werkt.

Zij zijn om te ontwikkelen en te proberen (`meedoen token`): wie de sleutel heeft, is iedereen. In productie bestaan zij
niet, ook niet als zij met de juiste sleutel zijn ondertekend; daar logt men in (ADR 0066).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from core.fouten import Fout, NietAangemeld
from core.instellingen.tabel import Omgeving
from core.platform.ids import nieuw_id
from core.platform.vorm import is_bewaarbaar

ALGORITME = "HS256"
PUBLIEK_ONTWIKKELING = "meedoen-ontwikkeling"
LANGSTE_ONDERWERP = 255
"""Tekens; meer staat OpenID Connect een `sub` niet toe."""
ONTHOUDEN = 1024
"""Tokens waarvan de handtekening gezien is; de langst niet gebruikte valt af. Samen hoogstens 16 MB: een token past in
de koppen van een verzoek (`Grenzen.kopomvang`)."""
_ONGELDIG = "Meld u opnieuw aan: het token is verlopen of niet geldig."


class GeenOntwikkeltokens(Fout):
    """In productie bestaan ontwikkeltokens niet."""

    soort = "geen-ontwikkeltokens"
    titel = "Hier bestaan geen ontwikkeltokens"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identiteit:
    uitgever: str
    onderwerp: str
    rechten: frozenset[str] | None = None
    """Van een ander systeem: waar zijn token hooguit voor is. None voor een mens."""


class Tokens:
    def __init__(self, sleutel: bytes, *, uitgever: str, omgeving: Omgeving) -> None:
        self._productie = omgeving is Omgeving.PRODUCTIE
        # There the key does not exist, and nothing is read with it.
        self._sleutel = OctKey.generate_key() if self._productie else OctKey.import_key(sleutel)
        self._uitgever = uitgever
        # Who made a token does not change: its signature is looked at once. Whether it may still be used does.
        self._ontcijfer = lru_cache(maxsize=ONTHOUDEN)(self._toets_handtekening)
        self._eisen = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": uitgever},
            aud={"essential": True, "value": PUBLIEK_ONTWIKKELING},
            sub={"essential": True},
            exp={"essential": True},
        )

    def geef_uit(self, onderwerp: str, *, geldig: timedelta) -> str:
        """Een ontwikkeltoken voor `onderwerp`. De geldigheid telt op de echte klok, niet op die van Meedoen.

        Raises:
            GeenOntwikkeltokens: dit is productie.
        """
        if self._productie:
            raise GeenOntwikkeltokens("In productie geeft Meedoen geen tokens uit; meld u aan bij uw organisatie.")
        nu = datetime.now(UTC)
        inhoud = {
            "iss": self._uitgever,
            "aud": PUBLIEK_ONTWIKKELING,
            "sub": onderwerp,
            "iat": int(nu.timestamp()),
            "exp": int((nu + geldig).timestamp()),
            "jti": str(nieuw_id()),
        }
        return jwt.encode({"alg": ALGORITME}, inhoud, self._sleutel)

    def lees(self, kop: str | None) -> Identiteit:
        """De identiteit achter een kop `Authorization: Bearer …`; None als zij er niet precies één keer staat.

        Raises:
            NietAangemeld: geen token, verlopen, van een ander, niet met onze sleutel ondertekend, of dit is productie.
        """
        if self._productie:
            raise NietAangemeld(
                "Log in op /inloggen. Een ander systeem haalt een token op /inloggen/token; een ander token"
                " (Authorization) wordt hier niet aangenomen."
            )
        soort, _, token = (kop or "").partition(" ")
        if soort.lower() != "bearer" or not token:
            raise NietAangemeld("Meld u aan: dit verzoek draagt geen token (Authorization: Bearer …).")
        try:
            gelezen = self._ontcijfer(token)
            self._eisen.validate(gelezen.claims)
        except (JoseError, ValueError, TypeError, RecursionError):
            raise NietAangemeld(_ONGELDIG) from None
        onderwerp = gelezen.claims["sub"]
        # A signature says who made it, not that it fits: what is asked of the database must be text it can hold.
        if not isinstance(onderwerp, str) or len(onderwerp) > LANGSTE_ONDERWERP or not is_bewaarbaar(onderwerp):
            raise NietAangemeld(_ONGELDIG)
        return Identiteit(uitgever=self._uitgever, onderwerp=onderwerp)

    def _toets_handtekening(self, token: str) -> jwt.Token:
        return jwt.decode(token, self._sleutel, algorithms=[ALGORITME])
