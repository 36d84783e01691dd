"""Een dienst die anders praat dan de norm: een certificaat waar een naam van een sleutel had gekund, en een lijst
verificatiecontexten waar één niveau had gestaan. Zo staat Entra ID beschreven; tegen haar zelf is dit niet geprobeerd.
"""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from joserfc import jwt

from core.platform.inlogdienst import Inlogdienst
from core.platform.inloggen.bewijs import Bewezen, Verwacht, toets_bewijs
from core.platform.inloggen.ontdekking import lees_ontdekking
from core.platform.inloggen.reis import ruil_voor_bewijs, vertrek
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from tests.platform.inloggen.namaak import CLIENT, EC, NU, RSA, UITGEVER, WEG, gegevens, openbaar, teken
from tests.platform.inloggen.test_dienstgegevens import beschrijving
from tests.platform.inloggen.test_reis import LEEFTIJD, TERUG

AFDRUK = hashlib.sha256(b"een certificaat").digest()
HEX = AFDRUK.hex(":").upper()


def uit_bestand(**anders: Any) -> Inlogdienst:
    return msgspec.convert({"uitgever": UITGEVER, "client": CLIENT, **anders}, Inlogdienst)


DIENST = uit_bestand(niveaus=["c1"], niveaugegeven="acrs", certificaat=HEX)
ONTDEKT = lees_ontdekking(
    beschrijving(acr_values_supported=WEG, code_challenge_methods_supported=WEG, claims_parameter_supported=WEG), DIENST
)


@pytest.mark.parametrize("tekst", [HEX, HEX.lower(), HEX.replace(":", "")])
def test_de_vingerafdruk_is_die_van_openssl(tekst: str) -> None:
    verwacht = base64.urlsafe_b64encode(AFDRUK).decode().rstrip("=")
    assert uit_bestand(certificaat=tekst).x5t == verwacht
    assert uit_bestand().x5t is None


@pytest.mark.parametrize(
    "anders",
    [
        {"certificaat": HEX[:-3]},
        {"certificaat": hashlib.sha1(b"x", usedforsecurity=False).hexdigest()},
        {"certificaat": HEX + ":00"},
        {"certificaat": "sha256 Fingerprint=" + HEX},
        {"certificaat": ""},
        {"niveaugegeven": "acrs"},
        {"niveaugegeven": "acrs", "niveaus": ["c1", "c2"]},
        {"niveaugegeven": "amr", "niveaus": ["mfa"]},
    ],
)
def test_wat_niet_klopt_wordt_geweigerd(anders: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        uit_bestand(**anders)


def test_met_een_certificaat_noemt_onze_melding_dat_en_anders_de_sleutel() -> None:
    for dienst, verwacht in ((DIENST, {"x5t#S256": DIENST.x5t}), (uit_bestand(), {"kid": RSA.kid})):
        reis = vertrek(dienst, ONTDEKT, terug=TERUG, naar="/", leeftijd=LEEFTIJD)
        ruw = ruil_voor_bewijs("abc", begin=reis.begin, dienst=dienst, ontdekt=ONTDEKT, terug=TERUG, sleutel=RSA)
        [melding] = parse_qs(ruw.decode())["client_assertion"]
        assert jwt.decode(melding, RSA, algorithms=["PS256"]).header == {"alg": "PS256", "typ": "JWT", **verwacht}


def test_het_niveau_wordt_gevraagd_zoals_zij_het_leest() -> None:
    vraag = parse_qs(urlsplit(vertrek(DIENST, ONTDEKT, terug=TERUG, naar="/", leeftijd=LEEFTIJD).adres).query)
    assert "acr_values" not in vraag
    assert json.loads(vraag["claims"][0]) == {"id_token": {"acrs": {"essential": True, "value": "c1"}}}
    gewoon = vertrek(uit_bestand(), ONTDEKT, terug=TERUG, naar="/", leeftijd=LEEFTIJD)
    assert {"claims", "acr_values"}.isdisjoint(parse_qs(urlsplit(gewoon.adres).query))


def toets(**anders: Any) -> Bewezen:
    verwacht = Verwacht(nonce="n-0S6_WzA2Mj", leeftijd=timedelta(hours=1))
    return toets_bewijs(
        teken(gegevens(**{"acr": WEG, **anders})), sleutels=openbaar(RSA, EC), dienst=DIENST, verwacht=verwacht, nu=NU
    )


@pytest.mark.parametrize("acrs", [["c1"], ["c3", "c1"]])
def test_wie_aan_de_context_voldoet_is_binnen_op_dat_niveau(acrs: list[str]) -> None:
    assert toets(acrs=acrs).acr == "c1"


@pytest.mark.parametrize(
    "anders",
    [{}, {"acrs": []}, {"acrs": ["c2"]}, {"acrs": "c1"}, {"acrs": {"c1": True}}, {"acrs": [["c1"]]}, {"acr": "c1"}],
)
def test_wie_er_niet_aan_voldoet_niet(anders: dict[str, Any]) -> None:
    with pytest.raises(InloggenGeweigerd) as gevangen:
        toets(**anders)
    assert gevangen.value.reden is Reden.NIVEAU
