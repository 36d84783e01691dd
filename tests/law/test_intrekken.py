"""Een besluit intrekken: waarom, en wie er eerst gehoord is (art. 3:46, 4:8 en 4:11 Awb)."""

from datetime import date

import pytest

from core.law.intrekken import Horen, intrekken_vanaf, toets_inhoud
from core.law.recht import Recht
from tests.law.tabellen import Geval, lees_tabel, maak

VANDAAG = date(2026, 3, 20)
DAGTEKENING = date(2026, 3, 2)


@pytest.mark.parametrize("geval", lees_tabel("intrekken"), ids=str)
def test_wat_er_bij_het_intrekken_vastligt(geval: Geval, recht: Recht) -> None:
    feiten = dict(geval.gegeven)
    horen = maak(Horen, feiten["horen"]) if "horen" in feiten else None
    bekend_op = feiten.get("bekend_op")
    gebreken = toets_inhoud(feiten["motivering"], horen, bekend_op=bekend_op, peildatum=VANDAAG, recht=recht)
    assert [g.veld for g in gebreken] == geval.dan["gebreken"]
    assert all(g.grond == geval.grond for g in gebreken)
    assert intrekken_vanaf(horen, dagtekening=DAGTEKENING) == geval.dan["vanaf"]
