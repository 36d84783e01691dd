"""Een inlogdienst om mee te ontwikkelen: npm `oidc-provider` op deze machine, met verzonnen mensen van elke rol.

Zij spreekt dezelfde taal als de dienst van een gemeente en is door anderen gemaakt: wat hier werkt, werkt niet omdat
wij ons zelf begrijpen. Er zijn geen wachtwoorden. Alles wat zij onthoudt is weg als zij stopt; haar sleutels blijven.
"""

import http.client
import os
import ssl
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn

import msgspec
from joserfc.jwk import ECKey, KeyParameters, RSAKey

from core.ontwikkeling.embedded.bestanden import maak_map, schrijf
from core.ontwikkeling.inlogdienst.certificaat import NAAM, Certificaten
from core.ontwikkeling.inlogdienst.pakketten import MAP, installeer, node
from core.platform.inlogdienst import Inlogdienst

STERK, ZWAK = "tweede-stap", "eerste-stap"
"""Wat zij als `acr` zegt van wie zich met twee stappen bewees, en van wie dat met één deed."""
BEWAARD = 2
"""Zoveel sleutels noemt zij: die waarmee zij tekent, en die van daarvoor."""


def uitgever_op(poort: int) -> str:
    """Hoe de dienst op deze poort heet."""
    return f"https://{NAAM}:{poort}"


class Mens(msgspec.Struct, frozen=True, kw_only=True):
    """Iemand uit de lijst; `onderwerp` is wie hij is, de rest om hem te herkennen."""

    onderwerp: str
    naam: str
    organisatie: str
    rol: str
    email: str


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """Meedoen, zoals de dienst het kent. Onze sleutels haalt zij bij `sleuteladres`, of staan in `sleutels` (JWKS)."""

    naam: str
    terug: tuple[str, ...]
    na_afmelden: tuple[str, ...] = ()
    afmeldadres: str | None = None
    """Waar zij achter de schermen meldt dat iemand zich daar afmeldde."""
    sleuteladres: str | None = None
    sleutels: Mapping[str, object] | None = None


class _Instellingen(msgspec.Struct, frozen=True, kw_only=True):
    """Wat `node/dienst.mjs` leest."""

    uitgever: str
    poort: int
    certificaat: str
    sleutel: str
    algoritme: str
    sterk: str = STERK
    zwak: str = ZWAK
    sleutels: tuple[Mapping[str, object], ...]
    client: Client
    mensen: tuple[Mens, ...]


class Proefdienst:
    """Eén inlogdienst, met wat zij bewaart onder `map_`; wie haar start, doet dat met `opdracht` na `bereid_voor`."""

    def __init__(
        self,
        map_: Path,
        *,
        poort: int,
        certificaten: Certificaten,
        client: Client,
        mensen: Iterable[Mens],
        algoritme: str = "RS256",
    ) -> None:
        self._map = map_
        self.poort = poort
        self._certificaten = certificaten
        self._client = client
        self._mensen = tuple(mensen)
        self._algoritme = algoritme

    @property
    def uitgever(self) -> str:
        return uitgever_op(self.poort)

    @property
    def afgesproken(self) -> Inlogdienst:
        """Wat Meedoen met haar afspreekt: alleen wie zich met twee stappen bewees komt binnen."""
        return Inlogdienst(
            uitgever=self.uitgever, client=self._client.naam, niveaus=(STERK,), algoritmen=(self._algoritme,)
        )

    @property
    def toegestaan(self) -> str:
        """Wat er voor haar in `MEEDOEN_UITGAAND_TOEGESTAAN` staat: zij is niet van internet."""
        return f"{NAAM}:127.0.0.0/8:{self.poort},{NAAM}:::1/128:{self.poort}"

    def bereid_voor(self) -> None:
        """Haar programma geïnstalleerd, haar sleutels gemaakt als zij er geen heeft, en haar instellingen geschreven.

        Raises:
            EmbeddedFout: haar programma is niet te installeren.
        """
        installeer()
        maak_map(self._map, mode=0o700)
        if not self._sleutelbestand.exists():
            self.wissel_sleutel()
        sleutels = msgspec.json.decode(self._sleutelbestand.read_bytes(), type=tuple[dict[str, object], ...])
        instellingen = _Instellingen(
            uitgever=self.uitgever,
            poort=self.poort,
            certificaat=str(self._certificaten.certificaat),
            sleutel=str(self._certificaten.sleutel),
            algoritme=self._algoritme,
            sleutels=sleutels,
            client=self._client,
            mensen=self._mensen,
        )
        schrijf(self._instellingen, msgspec.json.encode(instellingen).decode())

    def wissel_sleutel(self) -> None:
        """Een nieuwe sleutel om mee te tekenen; zij geldt als de dienst opnieuw start, en noemt dan de vorige ook."""
        maak_map(self._map, mode=0o700)
        eerder: tuple[dict[str, object], ...] = ()
        if self._sleutelbestand.exists():
            eerder = msgspec.json.decode(self._sleutelbestand.read_bytes(), type=tuple[dict[str, object], ...])
        kop: KeyParameters = {"use": "sig", "alg": self._algoritme}
        nieuw = (
            ECKey.generate_key("P-256", kop, auto_kid=True)
            if self._algoritme.startswith("ES")
            else RSAKey.generate_key(2048, kop, auto_kid=True)
        )
        alle = (nieuw.as_dict(private=True), *eerder)[:BEWAARD]
        schrijf(self._sleutelbestand, msgspec.json.encode(alle).decode())

    def opdracht(self) -> list[str]:
        """Waarmee zij start; zij draait tot SIGTERM.

        Raises:
            EmbeddedFout: Node ontbreekt.
        """
        return [str(node()), str(MAP / "dienst.mjs"), str(self._instellingen)]

    def word(self) -> NoReturn:
        """Word de dienst: dit proces gaat in haar op.

        Raises:
            EmbeddedFout: Node ontbreekt.
        """
        opdracht = self.opdracht()
        os.execv(opdracht[0], opdracht)  # noqa: S606 - a program from our own wheel

    def antwoordt(self) -> bool:
        """Of zij het is die daar antwoordt: een ander op die poort heeft haar certificaat niet."""
        tls = ssl.create_default_context(cafile=str(self._certificaten.ca))
        lijn = http.client.HTTPSConnection("127.0.0.1", self.poort, timeout=2, context=tls)
        try:
            lijn.request("GET", "/.well-known/openid-configuration", headers={"Host": f"{NAAM}:{self.poort}"})
            return lijn.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            lijn.close()

    @property
    def _sleutelbestand(self) -> Path:
        return self._map / "sleutels.json"

    @property
    def _instellingen(self) -> Path:
        return self._map / "instellingen.json"
