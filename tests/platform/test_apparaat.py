"""Een browser weet wie er eerder inlogde; dat bewijs is van niemand anders, en niemand anders kan het maken."""

import pytest

from core.platform.http.inloggen.apparaat import MENSEN, Apparaat, lees
from core.platform.http.tokens import Identiteit

SLEUTEL = b"s" * 32
ANNA = Identiteit(uitgever="https://een.example.org", onderwerp="anna")
ELDERS = Identiteit(uitgever="https://twee.example.org", onderwerp="anna")
COOKIE = Apparaat(naam="n" * 43, mensen=()).met(ANNA, sleutel=SLEUTEL)


def kent(cookie: str | None, wie: Identiteit = ANNA, sleutel: bytes = SLEUTEL) -> bool:
    return lees(cookie).kent(wie, sleutel=sleutel)


def test_wie_eerder_inlogde_is_bekend_en_een_ander_niet() -> None:
    assert kent(COOKIE)
    assert not kent(COOKIE, ELDERS)
    assert not kent(COOKIE, sleutel=b"t" * 32)
    beiden = lees(COOKIE).met(ELDERS, sleutel=SLEUTEL)
    assert kent(beiden)
    assert kent(beiden, ELDERS)
    assert "anna" not in beiden


NAAM, BEWIJS = COOKIE.split(".")


@pytest.mark.parametrize(
    "cookie",
    [
        None,
        "",
        "x",
        ".",
        NAAM,
        BEWIJS,
        f"{NAAM}.{'0' * 64}",
        f"{NAAM}.{BEWIJS[:-1]}",
        f"{'a' * 43}.{BEWIJS}",
        f"{NAAM}.{BEWIJS.upper()}",
        f"{NAAM}..{BEWIJS}",
        f"{NAAM}.é.{BEWIJS}",
        f"{NAAM}.{'0' * 9000}.{BEWIJS}",
        "." * 5000,
    ],
)
def test_wat_niet_van_deze_browser_is_is_een_nieuw_apparaat(cookie: str | None) -> None:
    assert not kent(cookie)
    assert kent(lees(cookie).met(ANNA, sleutel=SLEUTEL))


def test_een_browser_onthoudt_een_beperkt_aantal_mensen_de_laatste_eerst() -> None:
    cookie, mensen = "", [Identiteit(uitgever=ANNA.uitgever, onderwerp=f"mens-{n}") for n in range(MENSEN + 3)]
    for mens in mensen:
        cookie = lees(cookie).met(mens, sleutel=SLEUTEL)
    assert [kent(cookie, mens) for mens in mensen] == [False] * 3 + [True] * MENSEN
    assert lees(cookie).met(mensen[-1], sleutel=SLEUTEL) == cookie
    assert len(cookie) < 1000
