"""Een inlogdienst die doet wat de normen van haar vragen, en bewijzen geeft zoals de test ze wil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from core.platform.inlogdienst import Inlogdienst
from core.platform.inloggen.afmelding import GEBEURTENIS
from core.platform.inloggen.ontdekking import adres_van
from core.platform.inloggen.poort import Binnen, Poort
from tests.platform.inloggen.namaak import NU, WEG, gegevens, sinds, teken
from tests.platform.inloggen.test_dienstgegevens import beschrijving

ONS = ECKey.generate_key("P-256", {"kid": "meedoen", "use": "sig"})


@dataclass(frozen=True)
class Antwoord:
    status: int
    inhoud: bytes


@dataclass
class Dienst:
    """Een inlogdienst die doet wat de normen van haar vragen; `anders` is wat zij in een bewijs verkeerd zet."""

    naam: str
    sleutel: RSAKey
    anders: dict[str, Any] = field(default_factory=dict)
    nu: datetime = NU
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    gevraagd: list[str] = field(default_factory=list)
    uitloggen: bool = False
    """Of men ook bij haar kan uitloggen (RP-Initiated Logout)."""

    @property
    def uitgever(self) -> str:
        return f"https://{self.naam}.example.org"

    @property
    def afgesproken(self) -> Inlogdienst:
        return Inlogdienst(uitgever=self.uitgever, client=f"meedoen-bij-{self.naam}", niveaus=("mfa",))

    def log_in(self, adres: str) -> dict[str, list[str]]:
        """Wat de browser van iemand die hier inlogt terugbrengt."""
        vraag = {k: v for k, [v] in parse_qs(urlsplit(adres).query).items()}
        code = f"code-{len(self.codes)}-{self.naam}"
        self.codes[code] = vraag
        return {"code": [code], "state": [vraag["state"]], "iss": [self.uitgever]}

    def antwoord(self, adres: str, inhoud: bytes | None) -> Antwoord:
        self.gevraagd.append(adres)
        u = self.uitgever
        if adres == adres_van(self.afgesproken):
            eigen = {"issuer": u, "authorization_endpoint": f"{u}/auth", "token_endpoint": f"{u}/token"}
            eigen |= {"end_session_endpoint": f"{u}/uit"} if self.uitloggen else {}
            return Antwoord(200, beschrijving(**eigen, jwks_uri=f"{u}/jwks"))
        if adres == f"{u}/jwks":
            return Antwoord(200, msgspec.json.encode(KeySet([self.sleutel]).as_dict()))
        return self._wissel({k: v for k, [v] in parse_qs((inhoud or b"").decode()).items()})

    def _wissel(self, formulier: Mapping[str, str]) -> Antwoord:
        vraag = self.codes.pop(formulier["code"], None)
        if vraag is None or vraag["code_challenge"] != create_s256_code_challenge(formulier["code_verifier"]):
            return Antwoord(400, b'{"error": "invalid_grant"}')
        melding = jwt.decode(formulier["client_assertion"], ONS, algorithms=["ES256"]).claims
        assert (melding["sub"], melding["aud"]) == (vraag["client_id"], f"{self.uitgever}/token")
        inhoud = gegevens(
            iss=self.uitgever,
            aud=vraag["client_id"],
            nonce=vraag["nonce"],
            iat=sinds(self.nu),
            exp=sinds(self.nu + timedelta(minutes=5)),
            auth_time=sinds(self.nu),
        )
        bewijs = teken({**inhoud, **self.anders}, sleutel=self.sleutel)
        return Antwoord(200, msgspec.json.encode({"id_token": bewijs}))

    def afmelding(self, **anders: Any) -> str:
        inhoud = gegevens(
            iss=self.uitgever,
            aud=self.afgesproken.client,
            **{"nonce": WEG, "events": {GEBEURTENIS: {}}, "jti": "j1", **anders},
        )
        return teken(inhoud, sleutel=self.sleutel, typ="logout+jwt")


async def kom_binnen(
    poort: Poort, parameters: Mapping[str, Sequence[str]], *, browser: str | None, oud: str | None
) -> Binnen:
    """Terugkomen en binnengelaten worden, van wie hier werkt."""
    return await poort.laat_binnen(await poort.bewijs(parameters, browser=browser), oud=oud)
