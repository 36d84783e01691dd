"""Tekst over iemands gezondheid tegen haar tabel, en wat de waarschuwing zegt."""

import pytest

from core.law.gezondheid import noemt_gezondheid, waarschuw_gezondheid
from core.law.waarschuwingen import Waarschuwingssoort
from tests.law.tabellen import Geval, lees_tabel


@pytest.mark.parametrize("geval", lees_tabel("gezondheid"), ids=str)
def test_bij_welke_tekst_meedoen_vraagt_of_zij_over_gezondheid_gaat(geval: Geval) -> None:
    assert noemt_gezondheid(geval.gegeven["tekst"]) is geval.dan["vraagt"]


def test_een_waarschuwing_noemt_elk_veld_en_wat_er_anders_kan() -> None:
    assert waarschuw_gezondheid(()) == ()
    [waarschuwing] = waarschuw_gezondheid(("motivering", "horen.motief"))
    assert waarschuwing.soort == Waarschuwingssoort.GEZONDHEID_IN_TEKST
    assert "`motivering`, `horen.motief`" in waarschuwing.melding
    assert "Schrijf wat het voor de persoon betekent" in waarschuwing.melding
    assert waarschuwing.grond == "art. 5 lid 1 AVG"
