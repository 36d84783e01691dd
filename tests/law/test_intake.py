"""De brede intake tegen de tabel."""

from datetime import date

import pytest

from core.law.intake import IntakeGegevens, lbt_vereist, toets_intake
from core.law.leerroutes import Leerroute
from core.law.recht import Recht
from tests.law.tabellen import Geval, lees_tabel, maak


@pytest.mark.parametrize("geval", lees_tabel("intake"), ids=str)
def test_intake(geval: Geval, recht: Recht) -> None:
    gegevens = maak(IntakeGegevens, geval.gegeven)
    gebreken = toets_intake(gegevens, peildatum=date(2026, 5, 1))
    assert {g.veld: g.grond for g in gebreken} == geval.dan
    assert len(gebreken) == len(geval.dan)


def test_een_lege_intake_noemt_alles_tegelijk(recht: Recht) -> None:
    velden = [g.veld for g in toets_intake(IntakeGegevens(), peildatum=date(2026, 5, 1))]
    assert velden == [
        "leerbaarheidstoets",
        "opleidingEnWerk",
        "persoonlijkeOmstandigheden",
        "vve",
        "taalniveau",
        "arbeidsmogelijkheden",
        "zelfredzaamheid",
        "rechtOpIndividueelGesprekGemeldOp",
        "verslag",
    ]


def test_na_een_verhuizing_kan_de_leerbaarheidstoets_niet_worden_geeist() -> None:
    assert lbt_vereist(IntakeGegevens())
    assert lbt_vereist(IntakeGegevens(verkorte_intake=True))
    assert not lbt_vereist(IntakeGegevens(verkorte_intake=True, vaste_leerroute=Leerroute.Z))
