"""De inlogdiensten van een ontwikkelopstelling, en wat Meedoen moet weten om er te laten inloggen."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from joserfc.jwk import ECKey

from core.ontwikkeling.embedded.bestanden import maak_map, schrijf
from core.ontwikkeling.inlogdienst.certificaat import lees_of_maak_certificaten
from core.ontwikkeling.inlogdienst.dienst import Client, Mens, Proefdienst, uitgever_op
from core.platform.ingangen import dienst_id

NAMEN = ("Inlogdienst om mee te ontwikkelen", "Een tweede, waar niemand bekend is")
ALGORITMEN = ("RS256", "ES256")
CLIENT = "meedoen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aansluiting:
    """Wat er draait en hoe Meedoen daarbij komt: `omgeving` zijn de variabelen van de API."""

    diensten: tuple[Proefdienst, ...]
    omgeving: dict[str, str]
    ca: Path

    def bereid_voor(self) -> None:
        """Raises:
        EmbeddedFout: het programma is niet te installeren.
        """
        for dienst in self.diensten:
            dienst.bereid_voor()


def sluit_aan(map_: Path, *, publiek: str, poorten: Iterable[int], mensen: Iterable[Mens]) -> Aansluiting:
    """Een dienst per poort. Wat onder `map_` staat blijft; `publiek` is waar een browser Meedoen vindt.

    Van de eerste komen ook de tokens van `meedoen token`: wie daar inlogt en wie zo'n token heeft is dezelfde mens.
    """
    maak_map(map_, mode=0o700)
    certificaten = lees_of_maak_certificaten(map_ / "tls")
    lijst = tuple(mensen)
    diensten = tuple(
        Proefdienst(
            map_ / f"dienst-{nummer}",
            poort=poort,
            certificaten=certificaten,
            client=_client(publiek, uitgever=uitgever_op(poort)),
            mensen=lijst,
            algoritme=algoritme,
        )
        for nummer, (poort, algoritme) in enumerate(zip(poorten, ALGORITMEN, strict=True), start=1)
    )
    sleutel, platform = map_ / "meedoen.pem", map_ / "platform.yaml"
    if not sleutel.exists():
        schrijf(sleutel, ECKey.generate_key("P-256").as_pem(private=True).decode())
    afspraken = [
        {"naam": naam, "inlogdienst": msgspec.to_builtins(dienst.afgesproken)}
        for naam, dienst in zip(NAMEN, diensten, strict=True)
    ]
    schrijf(platform, json.dumps({"ingangen": afspraken}, indent=2) + "\n")  # JSON is YAML
    return Aansluiting(
        diensten=diensten,
        omgeving={
            "MEEDOEN_PUBLIEK_ADRES": publiek,
            "MEEDOEN_SLEUTEL_INLOGGEN_BESTAND": str(sleutel),
            "MEEDOEN_PLATFORM": str(platform),
            "MEEDOEN_UITGAAND_TOEGESTAAN": ",".join(dienst.toegestaan for dienst in diensten),
            "MEEDOEN_UITGAAND_CA": str(certificaten.ca),
            "MEEDOEN_TOKEN_UITGEVER": diensten[0].uitgever,
        },
        ca=certificaten.ca,
    )


def _client(publiek: str, *, uitgever: str) -> Client:
    """Meedoen op dit adres, zoals de dienst met deze uitgever het kent."""
    dienst = dienst_id(uitgever)
    return Client(
        naam=CLIENT,
        terug=(f"{publiek}/inloggen/terug",),
        na_afmelden=(f"{publiek}/inloggen",),
        afmeldadres=f"{publiek}/inloggen/afmelding/{dienst}",
        sleuteladres=f"{publiek}/inloggen/sleutels",
    )
