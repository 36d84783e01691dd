"""Wat een gemeente kan weten van voor Meedoen, wie er ingelezen wordt, en waar zijn zaak begint (art. 54 Wi2021)."""

from datetime import date

import pytest

from core.law.fasen import Fase
from core.law.inlezen import Bekend, Leesuitkomst, Plicht, begint_met, geerfd, toets_bekend, weeg
from tests.law.tabellen import Geval, lees_tabel, maak

DAG = date(2026, 3, 2)
ERVOOR, ERNA = date(2026, 3, 1), date(2026, 3, 3)


@pytest.mark.parametrize("geval", lees_tabel("inlezen"), ids=str)
def test_wat_de_gemeente_weet(geval: Geval) -> None:
    gebreken = toets_bekend(maak(Bekend, geval.gegeven), vandaag=DAG)
    assert {g.veld: g.grond for g in gebreken} == geval.dan
    assert len(gebreken) == len(geval.dan)


@pytest.mark.parametrize(
    ("plicht", "uitkomst"),
    [
        (None, Leesuitkomst.ONBEKEND),
        (Plicht(loopt_of_rust=True), Leesuitkomst.GEOPEND),
        (Plicht(loopt_of_rust=True, begin=date(2022, 1, 1)), Leesuitkomst.GEOPEND),
        (Plicht(loopt_of_rust=True, begin=date(2021, 12, 31)), Leesuitkomst.OUDE_WET),
        (Plicht(loopt_of_rust=False), Leesuitkomst.PLICHT_VOORBIJ),
        (Plicht(loopt_of_rust=False, overleden=True, begin=date(2021, 12, 31)), Leesuitkomst.OVERLEDEN),
    ],
)
def test_wie_hier_een_dossier_krijgt(plicht: Plicht | None, uitkomst: Leesuitkomst) -> None:
    assert weeg(plicht) is uitkomst


@pytest.mark.parametrize(
    ("eigen_pip", "kwam", "fase"),
    [
        (None, None, Fase.PLICHT_GEMELD),
        (None, DAG, Fase.PLICHT_GEMELD),
        (DAG, None, Fase.TRAJECT_ACTIEF),
        (DAG, ERVOOR, Fase.TRAJECT_ACTIEF),
        (DAG, DAG, Fase.TRAJECT_ACTIEF),
        (DAG, ERNA, Fase.PLICHT_GEMELD),
    ],
)
def test_een_pip_van_dit_college_telt_tot_hij_van_elders_kwam(
    eigen_pip: date | None, kwam: date | None, fase: Fase
) -> None:
    assert begint_met(eigen_pip_op=eigen_pip, kwam_op=kwam).naar is fase


@pytest.mark.parametrize(
    ("laatste_dag", "ingelezen_op", "erft"),
    [(None, DAG, False), (ERVOOR, None, False), (ERVOOR, DAG, True), (DAG, DAG, False), (ERNA, DAG, False)],
)
def test_pg_11_wat_al_voorbij_was_is_niet_hier_gebeurd(
    laatste_dag: date | None, ingelezen_op: date | None, erft: bool
) -> None:
    assert bool(geerfd(laatste_dag, ingelezen_op)) is erft
