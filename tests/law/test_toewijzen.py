"""Wanneer een organisatie aan een zaak mag werken, tegen de tabel."""

import pytest

from core.law.fasen import Fase
from core.law.groepen import Doelgroep
from core.law.toewijzen import Zaakstand, toets_begeleiding, toets_lesgeven
from tests.law.tabellen import Geval, lees_tabel

TOETS = {"lesgeven": toets_lesgeven, "begeleiding": toets_begeleiding}


@pytest.mark.parametrize("geval", lees_tabel("toewijzen"), ids=str)
def test_toewijzen(geval: Geval) -> None:
    zaak = Zaakstand(
        fase=Fase(geval.gegeven["fase"]),
        ingeschreven_op=geval.gegeven["ingeschreven_op"],
        doelgroep=Doelgroep(geval.gegeven["doelgroep"]),
        pip_bekend=geval.gegeven["pip_bekend"],
    )
    gebreken = TOETS[geval.gegeven["doel"]](zaak, peildatum=geval.gegeven["peildatum"])
    assert {g.veld: g.grond for g in gebreken} == geval.dan
    assert all(g.grond == geval.grond for g in gebreken)
