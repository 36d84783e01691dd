"""Een inlogdienst beschrijft zichzelf en wisselt van sleutels; wij vragen haar niet vaker dan nodig, en een storing bij
haar is er hier pas een als wat wij weten te oud is."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from joserfc.jwk import KeySet, OctKey

from core.fouten import Onbereikbaar
from core.platform.inloggen.dienstgegevens import Dienstgegevens
from core.platform.inloggen.ontdekking import adres_van, lees_ontdekking, lees_sleutels
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from tests.platform.inloggen.namaak import DIENST, EC, ED, NU, RSA, UITGEVER, WEG

BESCHRIJVING: dict[str, Any] = {
    "issuer": UITGEVER,
    "authorization_endpoint": f"{UITGEVER}/auth",
    "token_endpoint": f"{UITGEVER}/token",
    "jwks_uri": f"{UITGEVER}/jwks",
    "response_types_supported": ["code", "id_token"],
    "id_token_signing_alg_values_supported": ["RS256", "HS256"],
    "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_post"],
    "code_challenge_methods_supported": ["plain", "S256"],
    "acr_values_supported": ["wachtwoord", "mfa"],
    "grant_types_supported": ["authorization_code"],
}


def beschrijving(**anders: Any) -> bytes:
    inhoud = {naam: waarde for naam, waarde in {**BESCHRIJVING, **anders}.items() if waarde is not WEG}
    return msgspec.json.encode(inhoud)


class Buitenwereld:
    """Wat er op een adres staat, hoe vaak het gevraagd is, en of het bereikbaar is; met een klok die de test verzet."""

    def __init__(self) -> None:
        self.op = {adres_van(DIENST): beschrijving(), f"{UITGEVER}/jwks": self.sleutels(RSA)}
        self.gevraagd: Counter[str] = Counter()
        self.storing = False
        self.tijd = NU
        self.begonnen = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()

    @staticmethod
    def sleutels(*sleutels: Any) -> bytes:
        return msgspec.json.encode(KeySet(list(sleutels)).as_dict())

    def nu(self) -> datetime:
        return self.tijd

    async def haal(self, adres: str) -> bytes:
        self.gevraagd[adres.rsplit("/", 1)[1]] += 1
        self.begonnen.set()
        await self.open.wait()
        if self.storing:
            raise Onbereikbaar("er komt geen antwoord")
        return self.op[adres]

    def dienst(self) -> Dienstgegevens:
        return Dienstgegevens(DIENST, haal=self.haal, nu=self.nu)


@pytest.fixture
def buiten() -> Buitenwereld:
    return Buitenwereld()


@pytest.mark.parametrize(
    "anders",
    [
        {"issuer": UITGEVER + "/"},
        {"issuer": "https://kwaad.example.org"},
        {"token_endpoint": "http://inloggen.example.org/token"},
        {"jwks_uri": "https://x@inloggen.example.org/jwks"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"end_session_endpoint": "//inloggen.example.org/uit"},
        {"response_types_supported": ["id_token"]},
        {"response_modes_supported": ["fragment"]},
        {"id_token_signing_alg_values_supported": ["HS256", "none"]},
        {"token_endpoint_auth_methods_supported": ["client_secret_basic"]},
        {"token_endpoint_auth_methods_supported": WEG},
        {"code_challenge_methods_supported": ["plain"]},
        {"acr_values_supported": ["wachtwoord"]},
        {"jwks_uri": WEG},
        {"issuer": 7},
    ],
)
def test_een_dienst_die_buiten_de_afspraken_gaat_wordt_niet_gebruikt(anders: dict[str, Any]) -> None:
    with pytest.raises(InloggenGeweigerd) as gevangen:
        lees_ontdekking(beschrijving(**anders), DIENST)
    assert gevangen.value.reden is Reden.ONTDEKKING_ONJUIST


@pytest.mark.parametrize(
    "anders",
    [
        {},
        {"code_challenge_methods_supported": WEG},
        {"acr_values_supported": WEG},
        {"end_session_endpoint": f"{UITGEVER}/uit"},
        {"een_kunst_die_wij_niet_kennen": {"a": [1]}},
    ],
)
def test_wat_een_dienst_niet_noemt_of_meer_kan_is_geen_bezwaar(anders: dict[str, Any]) -> None:
    assert lees_ontdekking(beschrijving(**anders), DIENST).token_endpoint == f"{UITGEVER}/token"


@pytest.mark.parametrize("inhoud", [b"", b"[]", b"<html>", b"\xff", b'{"keys": []}', b'{"keys": {}}', b'{"keys": [7]}'])
def test_wat_geen_beschrijving_of_lijst_is_wordt_niet_gebruikt(inhoud: bytes) -> None:
    lezers: list[Callable[[], object]] = [lambda: lees_ontdekking(inhoud, DIENST), lambda: lees_sleutels(inhoud)]
    for lees in lezers:
        with pytest.raises(InloggenGeweigerd):
            lees()


def test_een_gedeeld_geheim_tussen_de_sleutels_telt_niet_en_een_onbekende_soort_hindert_niet() -> None:
    geheim = OctKey.generate_key(256, {"kid": "geheim"}).as_dict(private=True)
    toekomst = {"kty": "AKP", "alg": "ML-DSA-44", "kid": "later", "pub": "AA"}
    inhoud = {"keys": [geheim, toekomst, RSA.as_dict(private=False), ED.as_dict(private=False)]}
    assert [sleutel.kid for sleutel in lees_sleutels(msgspec.json.encode(inhoud))] == ["rsa", "ed"]
    with pytest.raises(InloggenGeweigerd):
        lees_sleutels(msgspec.json.encode({"keys": [geheim]}))


async def test_een_uur_lang_is_een_keer_vragen_genoeg(buiten: Buitenwereld) -> None:
    dienst = buiten.dienst()
    for _ in range(3):
        assert [s.kid for s in await dienst.sleutels("rsa")] == ["rsa"]
        buiten.tijd += timedelta(minutes=19)
    assert buiten.gevraagd == {"openid-configuration": 1, "jwks": 1}
    buiten.tijd += timedelta(minutes=4)
    await dienst.sleutels("rsa")
    assert buiten.gevraagd == {"openid-configuration": 2, "jwks": 2}


async def test_een_nieuwe_sleutel_wordt_meteen_gehaald(buiten: Buitenwereld) -> None:
    dienst = buiten.dienst()
    await dienst.sleutels("rsa")
    buiten.op[f"{UITGEVER}/jwks"] = buiten.sleutels(RSA, EC)
    buiten.tijd += timedelta(seconds=10)
    assert [s.kid for s in await dienst.sleutels("ec")] == ["rsa", "ec"]


async def test_wie_onbekende_sleutels_noemt_laat_ons_de_dienst_niet_bestoken(buiten: Buitenwereld) -> None:
    dienst = buiten.dienst()
    for teller in range(50):
        assert [s.kid for s in await dienst.sleutels(f"verzonnen-{teller}")] == ["rsa"]
    assert buiten.gevraagd["jwks"] == 1
    buiten.tijd += timedelta(seconds=10)
    await dienst.sleutels("verzonnen")
    assert buiten.gevraagd["jwks"] == 2


async def test_wie_tegelijk_komen_vragen_samen_een_keer(buiten: Buitenwereld) -> None:
    dienst = buiten.dienst()
    buiten.open.clear()
    vragen = [asyncio.create_task(dienst.sleutels("rsa")) for _ in range(20)]
    await buiten.begonnen.wait()
    buiten.open.set()
    assert [[s.kid for s in lijst] for lijst in await asyncio.gather(*vragen)] == [["rsa"]] * 20
    assert buiten.gevraagd == {"openid-configuration": 1, "jwks": 1}


async def test_bij_een_storing_geldt_wat_er_was_nog_een_dag(buiten: Buitenwereld) -> None:
    dienst = buiten.dienst()
    await dienst.sleutels("rsa")
    buiten.storing = True
    buiten.tijd += timedelta(hours=23)
    assert [s.kid for s in await dienst.sleutels("rsa")] == ["rsa"]
    buiten.tijd += timedelta(hours=1)
    with pytest.raises(Onbereikbaar):
        await dienst.sleutels("rsa")
    buiten.storing = False
    buiten.tijd += timedelta(seconds=10)
    assert [s.kid for s in await dienst.sleutels("rsa")] == ["rsa"]


async def test_tijdens_een_storing_wacht_niet_ieder_op_zijn_eigen_poging(buiten: Buitenwereld) -> None:
    dienst = buiten.dienst()
    buiten.storing = True
    for _ in range(5):
        with pytest.raises(Onbereikbaar):
            await dienst.ontdekt()
    assert buiten.gevraagd["openid-configuration"] == 1
    buiten.storing = False
    buiten.tijd += timedelta(seconds=10)
    assert (await dienst.ontdekt()).issuer == UITGEVER


async def test_een_dienst_die_ineens_buiten_de_afspraken_gaat_is_een_storing(buiten: Buitenwereld) -> None:
    """Een fout bij haar sluit niemand buiten zolang wat wij weten nog geldt, en opent nooit iets."""
    dienst = buiten.dienst()
    await dienst.ontdekt()
    buiten.op[adres_van(DIENST)] = beschrijving(issuer="https://kwaad.example.org")
    buiten.tijd += timedelta(hours=2)
    assert (await dienst.ontdekt()).issuer == UITGEVER
    buiten.tijd += timedelta(days=7)
    with pytest.raises(InloggenGeweigerd):
        await dienst.ontdekt()
