"""Wat een gemeente kan weten van voor Meedoen (art. 54 Wi2021)."""

from datetime import date

import pytest

from core.law.inlezen import Bekend, toets_bekend
from tests.law.tabellen import Geval, lees_tabel, maak


@pytest.mark.parametrize("geval", lees_tabel("inlezen"), ids=str)
def test_wat_de_gemeente_weet(geval: Geval) -> None:
    gebreken = toets_bekend(maak(Bekend, geval.gegeven), vandaag=date(2026, 3, 2))
    assert {g.veld: g.grond for g in gebreken} == geval.dan
    assert len(gebreken) == len(geval.dan)
