"""Wie naar de inlogdienst gaat komt in dezelfde browser terug, van dezelfde dienst, met een code voor hier alleen."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from core.platform.inloggen.ontdekking import lees_ontdekking
from core.platform.inloggen.reis import Vertrek, lees_ruil, lees_terugkomst, ruil_voor_bewijs, vertrek
from core.platform.inloggen.vingerafdruk import vingerafdruk
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from tests.platform.inloggen.namaak import CLIENT, DIENST, EC, RSA, UITGEVER
from tests.platform.inloggen.test_dienstgegevens import beschrijving

ONTDEKT = lees_ontdekking(beschrijving(), DIENST)
MET_ISS = lees_ontdekking(beschrijving(authorization_response_iss_parameter_supported=True), DIENST)
TERUG = "https://meedoen.example.org/inloggen/terug"
LEEFTIJD = timedelta(hours=12)


def ga(*, opnieuw: bool = False) -> Vertrek:
    return vertrek(DIENST, ONTDEKT, terug=TERUG, naar="/", leeftijd=LEEFTIJD, opnieuw=opnieuw)


def test_de_vraag_zegt_wat_de_norm_vraagt_en_geeft_geen_geheim_mee() -> None:
    reis = ga()
    assert reis.adres.startswith(ONTDEKT.authorization_endpoint + "?")
    vraag = {naam: waarde for naam, [waarde] in parse_qs(urlsplit(reis.adres).query).items()}
    assert vraag == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": TERUG,
        "scope": "openid email",
        "state": reis.state,
        "nonce": reis.begin.nonce,
        "code_challenge": create_s256_code_challenge(reis.begin.geheim),
        "code_challenge_method": "S256",
        "max_age": "43200",
        "acr_values": "mfa mfa-hoog",
    }
    assert reis.begin.geheim not in reis.adres
    assert reis.browser not in reis.adres
    assert reis.begin.browser == vingerafdruk(reis.browser)
    assert reis.state not in repr(reis)


def test_elke_reis_heeft_eigen_geheimen_van_256_bits() -> None:
    reizen = [ga() for _ in range(20)]
    alles = [w for r in reizen for w in (r.state, r.browser, r.begin.nonce, r.begin.geheim)]
    assert len(set(alles)) == 80
    assert all(len(w) >= 43 for w in alles)


def test_opnieuw_bewijzen_vraagt_de_dienst_niet_op_haar_eigen_geheugen_te_rusten() -> None:
    assert parse_qs(urlsplit(ga(opnieuw=True).adres).query)["prompt"] == ["login"]


def test_wie_goed_terugkomt_heeft_een_code() -> None:
    reis = ga()
    for extra, ontdekt in (({}, ONTDEKT), ({"iss": [UITGEVER]}, ONTDEKT), ({"iss": [UITGEVER]}, MET_ISS)):
        terug = {"code": ["abc"], "state": [reis.state], **extra}
        assert lees_terugkomst(terug, begin=reis.begin, browser=reis.browser, ontdekt=ontdekt) == "abc"


@pytest.mark.parametrize(
    ("terug", "verwacht"),
    [
        ({"code": ["abc"], "iss": ["https://kwaad.example.org"]}, Reden.UITGEVER),
        ({"code": ["abc"], "iss": [UITGEVER + "/"]}, Reden.UITGEVER),
        ({"error": ["access_denied"], "iss": ["https://kwaad.example.org"]}, Reden.UITGEVER),
        ({"error": ["access_denied"]}, Reden.AFGEBROKEN),
        ({"error": ["access_denied"], "code": ["abc"]}, Reden.AFGEBROKEN),
        ({}, Reden.STAAT),
        ({"code": [""]}, Reden.STAAT),
        ({"code": ["abc", "abd"]}, Reden.STAAT),
        ({"code": ["abc"], "iss": [UITGEVER, UITGEVER]}, Reden.STAAT),
        ({"code": ["x" * 2049]}, Reden.STAAT),
        ({"code": ["a\nb"]}, Reden.STAAT),
        ({"code": ["é"]}, Reden.STAAT),
    ],
)
def test_wie_anders_terugkomt_komt_niet_binnen(terug: dict[str, list[str]], verwacht: Reden) -> None:
    reis = ga()
    with pytest.raises(InloggenGeweigerd) as gevangen:
        lees_terugkomst(terug, begin=reis.begin, browser=reis.browser, ontdekt=ONTDEKT)
    assert gevangen.value.reden is verwacht


def test_een_dienst_die_zegt_dat_zij_haar_naam_noemt_moet_dat_doen() -> None:
    reis = ga()
    with pytest.raises(InloggenGeweigerd) as gevangen:
        lees_terugkomst({"code": ["abc"]}, begin=reis.begin, browser=reis.browser, ontdekt=MET_ISS)
    assert gevangen.value.reden is Reden.UITGEVER


@pytest.mark.parametrize("browser", [None, "", "van-een-ander", "é"])
def test_een_andere_browser_maakt_de_reis_niet_af(browser: str | None) -> None:
    with pytest.raises(InloggenGeweigerd) as gevangen:
        lees_terugkomst({"code": ["abc"]}, begin=ga().begin, browser=browser, ontdekt=ONTDEKT)
    assert gevangen.value.reden is Reden.STAAT


@pytest.mark.parametrize(("sleutel", "alg"), [(RSA, "PS256"), (EC, "ES256")])
def test_de_code_wordt_ingewisseld_met_het_geheim_en_onze_handtekening(sleutel: RSAKey | ECKey, alg: str) -> None:
    reis = ga()
    ruw = ruil_voor_bewijs("abc", begin=reis.begin, dienst=DIENST, ontdekt=ONTDEKT, terug=TERUG, sleutel=sleutel)
    formulier = {naam: waarde for naam, [waarde] in parse_qs(ruw.decode(), strict_parsing=True).items()}
    melding = jwt.decode(formulier.pop("client_assertion"), sleutel, algorithms=[alg])
    assert formulier == {
        "grant_type": "authorization_code",
        "code": "abc",
        "redirect_uri": TERUG,
        "client_id": CLIENT,
        "code_verifier": reis.begin.geheim,
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    }
    claims = melding.claims
    assert (claims["iss"], claims["sub"], claims["aud"]) == (CLIENT, CLIENT, ONTDEKT.token_endpoint)
    assert claims["exp"] - claims["iat"] == 60
    assert len(claims["jti"]) >= 32
    assert melding.header["kid"] == sleutel.kid


def test_uit_het_antwoord_telt_alleen_het_bewijs() -> None:
    inhoud = msgspec.json.encode({"access_token": "geheim", "token_type": "Bearer", "id_token": "a.b.c"})
    assert lees_ruil(200, inhoud, DIENST) == "a.b.c"


@pytest.mark.parametrize(
    ("status", "inhoud", "verwacht"),
    [
        (400, b'{"error": "invalid_grant"}', Reden.AFGEBROKEN),
        (500, b"<html>", Reden.AFGEBROKEN),
        (302, b"", Reden.AFGEBROKEN),
        (200, b"", Reden.BEWIJS_ONLEESBAAR),
        (200, b'{"access_token": "x"}', Reden.BEWIJS_ONLEESBAAR),
        (200, b'{"id_token": ""}', Reden.BEWIJS_ONLEESBAAR),
        (200, b'{"id_token": 7}', Reden.BEWIJS_ONLEESBAAR),
        (200, b"\xff", Reden.BEWIJS_ONLEESBAAR),
    ],
)
def test_zonder_bewijs_komt_niemand_binnen(status: int, inhoud: bytes, verwacht: Reden) -> None:
    with pytest.raises(InloggenGeweigerd) as gevangen:
        lees_ruil(status, inhoud, DIENST)
    assert gevangen.value.reden is verwacht


def test_wat_een_dienst_als_fout_zegt_komt_niet_zomaar_in_het_logboek(caplog: pytest.LogCaptureFixture) -> None:
    reis = ga()
    for woord in ("access_denied", "Jan Jansen 999990019\n{}"):
        with caplog.at_level(logging.WARNING), pytest.raises(InloggenGeweigerd):
            lees_terugkomst({"error": [woord]}, begin=reis.begin, browser=reis.browser, ontdekt=ONTDEKT)
    assert "Jansen" not in caplog.text
