"""De besluiten tegen de tabel die uit de specificatie is geschreven, en wat het huis ervan heeft."""

from typing import Any

import msgspec
import pytest

from core.bootstrap import maak_proceskaart
from core.law.besluiten import BESLUITEN, Besluitfeiten, Besluitsoort, Karakter, gronden, heeft_bezwaar, vier_ogen
from core.law.recht import Recht, WaarschuwingRechtsmiddel
from core.platform.access.bevoegdheden import Bevoegdheden, Bevoegdheid
from core.process.stappen import STAPPEN
from tests.law.tabellen import Geval, lees_tabel, maak

GEVALLEN = lees_tabel("besluiten")


class _Gegeven(msgspec.Struct, forbid_unknown_fields=True):
    soort: Besluitsoort
    feiten: dict[str, Any] = {}
    keuze: WaarschuwingRechtsmiddel | None = None


class _Dan(msgspec.Struct, forbid_unknown_fields=True):
    karakter: Karakter
    gronden: list[str]
    bezwaar: bool
    vier_ogen: str | None = None


@pytest.mark.parametrize("geval", GEVALLEN, ids=str)
def test_het_besluit_is_wat_de_specificatie_zegt(geval: Geval) -> None:
    gegeven, dan = msgspec.convert(geval.gegeven, _Gegeven), msgspec.convert(geval.dan, _Dan)
    feiten = maak(Besluitfeiten, gegeven.feiten)
    assert BESLUITEN[gegeven.soort].karakter is dan.karakter
    assert [str(g) for g in gronden(gegeven.soort, feiten)] == dan.gronden
    assert heeft_bezwaar(gegeven.soort, gegeven.keuze) is dan.bezwaar
    assert vier_ogen(gegeven.soort, feiten) == dan.vier_ogen


def test_de_tabel_noemt_elk_besluit_van_de_specificatie() -> None:
    assert {geval.gegeven["soort"] for geval in GEVALLEN} == {*Besluitsoort} == {*BESLUITEN}
    assert {f"B{n:02}" for n in range(1, 29)} == {str(s) for s in Besluitsoort} - {
        "SAMENVOEGING",
        "INTREKKING",
        "LOSLATING",
    }


def test_geen_besluit_rust_op_de_motiveringsplicht() -> None:
    """Art. 3:46 Awb zegt hoe, niet waarop (18.2)."""
    assert not any("3:46" in grond for geval in GEVALLEN for grond in geval.dan["gronden"])


def test_wat_in_een_ander_besluit_staat_zegt_in_welk() -> None:
    for soort, regel in BESLUITEN.items():
        assert (regel.deel_van is not None) is (regel.karakter is Karakter.DEEL), soort
        assert regel.deel_van is None or BESLUITEN[regel.deel_van].karakter is Karakter.BESLUIT


def test_wat_de_tabel_noemt_bestaat_in_het_huis(recht: Recht) -> None:
    kaart, bevoegdheden = maak_proceskaart(), Bevoegdheden()
    for soort, regel in BESLUITEN.items():
        assert regel.brief is None or regel.brief in kaart.brieven, soort
        assert regel.bevoegdheid is None or Bevoegdheid(*regel.bevoegdheid) in bevoegdheden.rechten, soort
        assert all(hasattr(recht, naam) for naam in regel.parameters), soort


def test_een_besluit_dat_een_stap_neemt_heeft_een_bevoegdheid_en_als_er_bezwaar_is_een_brief() -> None:
    for stap in STAPPEN:
        for soort in stap.besluiten:
            regel = BESLUITEN[soort]
            assert regel.bevoegdheid is not None, soort
            assert regel.brief is not None or regel.karakter is Karakter.INTERN, soort
