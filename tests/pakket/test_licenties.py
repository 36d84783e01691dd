"""Wat een installatie meebrengt staat met zijn licentie in NOTICE, en de teksten zijn er."""

from importlib.metadata import distribution

import pytest

from core.ontwikkeling.bouw.licenties import BEGIN, EINDE, OnbekendeLicentie, licentie, tabel, teksten
from core.ontwikkeling.bouw.slot import WORTEL, Pin, productie, slot_van_hier, van_hier

NOTICE = (WORTEL / "NOTICE").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pins() -> list[Pin]:
    return productie(*slot_van_hier(), van_hier)


def test_elk_pakket_voor_productie_staat_in_notice_met_zijn_licentie(pins: list[Pin]) -> None:
    stuk = NOTICE.split(BEGIN)[1].split(EINDE)[0]
    assert len(pins) > 40
    assert stuk == tabel(pins), "werk NOTICE bij met `python -m core.ontwikkeling.bouw.licenties`"


def test_van_elk_pakket_is_de_tekst_er_en_wie_een_notice_draagt_wordt_genoemd(pins: list[Pin]) -> None:
    geinstalleerd = [pin.naam for pin in pins if van_hier(pin.naam)]
    dragen = {naam: teksten(distribution(naam)) for naam in geinstalleerd}
    assert [naam for naam, paden in dragen.items() if not paden] == []
    proza = NOTICE.split(EINDE)[1]
    met_notice = [naam for naam, paden in dragen.items() if any("NOTICE" in pad.upper() for pad in paden)]
    met_bron = [naam for naam in geinstalleerd if licentie(naam).startswith(("LGPL", "MPL"))]
    assert [naam for naam in (*met_notice, *met_bron) if f"**{naam}**" not in proza] == []


def test_een_licentie_die_niemand_beoordeelde_houdt_op(pins: list[Pin], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.ontwikkeling.bouw.licenties.TOEGESTAAN", frozenset({"MIT"}))
    with pytest.raises(OnbekendeLicentie, match="asyncpg"):
        tabel(pins)


def test_de_licentie_van_meedoen_zelf_is_de_eupl() -> None:
    tekst = (WORTEL / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in tekst
    assert all(f"\n{n}. " in tekst for n in range(1, 16)), "alle vijftien artikelen"
