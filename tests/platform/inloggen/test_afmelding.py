"""Een afmelding achter de schermen telt als zij van de dienst is, van nu, en over uitloggen gaat."""

from datetime import timedelta
from typing import Any

import pytest

from core.platform.inloggen.afmelding import GEBEURTENIS, Afmelding, toets_afmelding
from core.platform.inloggen.bewijs import Verwacht, toets_bewijs
from core.platform.inloggen.weigering import InloggenGeweigerd, Reden
from tests.platform.inloggen.namaak import (
    ANDERE_RSA,
    DIENST,
    NU,
    RSA,
    UITGEVER,
    WEG,
    gegevens,
    openbaar,
    sinds,
    teken,
)

GOED: dict[str, Any] = {
    "nonce": WEG,
    "acr": WEG,
    "auth_time": WEG,
    "jti": "keer-1",
    "events": {GEBEURTENIS: {}},
}


def toets(token: str) -> Afmelding:
    return toets_afmelding(token, sleutels=openbaar(RSA), dienst=DIENST, nu=NU)


def afmelding(**anders: Any) -> str:
    return teken(gegevens(**{**GOED, **anders}), typ="logout+jwt")


def reden(token: str) -> Reden:
    with pytest.raises(InloggenGeweigerd) as gevangen:
        toets(token)
    return gevangen.value.reden


def test_een_afmelding_noemt_de_sessie_of_de_mens_of_beide() -> None:
    assert toets(afmelding()) == Afmelding(uitgever=UITGEVER, sub="9f0c", sid="sessie-1", jti="keer-1", op=NU)
    assert toets(afmelding(sid=WEG)) == Afmelding(uitgever=UITGEVER, sub="9f0c", sid=None, jti="keer-1", op=NU)
    assert toets(afmelding(sub=WEG)) == Afmelding(uitgever=UITGEVER, sub=None, sid="sessie-1", jti="keer-1", op=NU)


@pytest.mark.parametrize("soort", ["JWT", "application/logout+jwt", "Application/Logout+JWT", "application/jwt", WEG])
def test_een_soort_mag_korter_of_voluit_staan(soort: Any) -> None:
    assert toets(teken(gegevens(**GOED), typ=soort)).jti == "keer-1"


@pytest.mark.parametrize("soort", ["application/at+jwt", "text/logout+jwt", "application/application/jwt", "/jwt"])
def test_een_andere_soort_is_geen_afmelding(soort: str) -> None:
    assert reden(teken(gegevens(**GOED), typ=soort)) is Reden.SOORT


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"events": WEG}, Reden.GEBEURTENIS),
        ({"events": {}}, Reden.GEBEURTENIS),
        ({"events": {GEBEURTENIS: "ja"}}, Reden.GEBEURTENIS),
        ({"events": [GEBEURTENIS]}, Reden.GEBEURTENIS),
        ({"events": {"http://schemas.openid.net/event/anders": {}}}, Reden.GEBEURTENIS),
        ({"nonce": "n-0S6_WzA2Mj"}, Reden.GEBEURTENIS),
        ({"nonce": None}, Reden.GEBEURTENIS),
        ({"sub": WEG, "sid": WEG}, Reden.PERSOON),
        ({"sub": 7}, Reden.PERSOON),
        ({"jti": WEG}, Reden.PERSOON),
        ({"jti": ""}, Reden.PERSOON),
        ({"iss": "https://andere.example.org"}, Reden.UITGEVER),
        ({"aud": "een-ander"}, Reden.PUBLIEK),
        ({"iat": sinds(NU - timedelta(minutes=7))}, Reden.TIJD),
        ({"exp": sinds(NU - timedelta(minutes=2))}, Reden.VERLOPEN),
    ],
)
def test_een_afmelding_met_een_gebrek_logt_niemand_uit(anders: dict[str, Any], verwacht: Reden) -> None:
    assert reden(afmelding(**anders)) is verwacht


def test_een_afmelding_van_een_ander_logt_niemand_uit() -> None:
    assert reden(teken(gegevens(**GOED), sleutel=ANDERE_RSA, typ="logout+jwt")) is Reden.HANDTEKENING
    assert reden(teken(gegevens(**GOED), typ="at+jwt")) is Reden.SOORT


def test_inloggen_en_uitloggen_zijn_niet_te_verwisselen() -> None:
    """Wie een bewijs van inloggen onderschept logt er niemand mee uit, en met een afmelding logt niemand in."""
    assert reden(teken(gegevens())) is Reden.GEBEURTENIS
    verwacht = Verwacht(nonce="n-0S6_WzA2Mj", leeftijd=timedelta(minutes=10))
    for token, waarom in ((afmelding(), Reden.SOORT), (teken(gegevens(**GOED)), Reden.NONCE)):
        with pytest.raises(InloggenGeweigerd) as gevangen:
            toets_bewijs(token, sleutels=openbaar(RSA), dienst=DIENST, verwacht=verwacht, nu=NU)
        assert gevangen.value.reden is waarom
