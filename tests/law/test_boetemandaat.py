"""Of het mandaatregister kent wie een boete buiten Meedoen oplegde (art. 10:3 Awb, PG-19)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from core.law.besluiten import Besluitsoort
from core.law.boete_elders import Boetebeslissing, Genummerd
from core.law.boetemandaat import Collega, Periode, waarschuw_register
from core.law.groepen import Doelgroep
from core.law.kalender import schrijf_dag
from core.law.mandaat import Mandaat

DAG = date(2026, 5, 29)
STUK = Genummerd(nummer="M-2025-11", datum=date(2025, 11, 3))
BOETE = Boetebeslissing(beslist_door="Teamleider handhaving", rapport_door="klantmanager", mandaatbesluit=STUK)
WERKT_ER = (Periode(vanaf=date(2025, 1, 1)),)
JANSEN = Collega(id=UUID(int=7), naam="J. Jansen", functie="teamleider handhaving", perioden=WERKT_ER)
REGEL = Mandaat(
    id=UUID(int=1),
    soort=Besluitsoort.BOETE_TWEEDE_OPROEP,
    functie="teamleider handhaving",
    mandaatbesluit_nummer="m-2025-11",
    mandaatbesluit_datum=STUK.datum,
    vanaf=STUK.datum,
)


def _waarschuwt(regel: Mandaat | None, boete: Boetebeslissing | None = BOETE, **anders: Any) -> str:
    gegevens: dict[str, Any] = {"nummer": 2, "groep": Doelgroep.GEZIN_EN_OVERIG, "dagtekening": DAG}
    register = () if regel is None else (regel,)
    gevonden = waarschuw_register(boete, **{"collegas": (JANSEN,)} | gegevens | anders, register=register)
    assert all((w.soort, w.grond) == ("NIET_IN_REGISTER", "art. 10:3 lid 1 Awb") for w in gevonden)
    return "".join(w.melding for w in gevonden)


@pytest.mark.parametrize(
    "beslist_door",
    [
        "Teamleider handhaving",
        "teamleider-handhaving",
        "J. Jansen",
        "j jansen",
        "mr. B. Boete (teamleider handhaving)",
        "mr. B. Boete, teamleider handhaving",
        "mr. B. Boete - Teamleider Handhaving",
        "J. Jansen (jurist)",
    ],
)
def test_pg_19_de_functie_of_wie_haar_heeft_staat_in_het_register(beslist_door: str) -> None:
    assert _waarschuwt(REGEL, replace(BOETE, beslist_door=beslist_door)) == ""


@pytest.mark.parametrize("beslist_door", ["senior teamleider handhaving", "mr. B. Boete", "geen teamleider handhaving"])
def test_pg_19_een_deel_van_een_functie_is_die_functie_niet(beslist_door: str) -> None:
    assert "niet wie u noemt" in _waarschuwt(REGEL, replace(BOETE, beslist_door=beslist_door))


def test_pg_19_wie_er_die_dag_niet_werkte_had_ook_met_zijn_functie_erbij_geen_mandaat() -> None:
    weg = replace(JANSEN, perioden=(Periode(vanaf=DAG + timedelta(days=1)),))
    melding = _waarschuwt(REGEL, replace(BOETE, beslist_door="J. Jansen (teamleider handhaving)"), collegas=(weg,))
    assert "werkte wie u noemt die dag niet" in melding


def test_pg_19_een_mandaat_op_naam_is_van_die_medewerker() -> None:
    op_naam = replace(REGEL, functie="", houder_id=JANSEN.id)
    assert _waarschuwt(op_naam, replace(BOETE, beslist_door="J. Jansen")) == ""
    assert "niet wie u noemt" in _waarschuwt(op_naam)


@pytest.mark.parametrize(
    ("perioden", "kent"),
    [
        ((Periode(vanaf=DAG),), True),
        ((Periode(vanaf=date(2025, 1, 1), tot=DAG),), True),
        ((Periode(vanaf=date(2026, 5, 30)),), False),
        ((Periode(vanaf=date(2025, 1, 1), tot=date(2026, 5, 28)),), False),
        ((Periode(vanaf=date(2025, 1, 1), tot=date(2025, 6, 1)), Periode(vanaf=date(2026, 1, 1))), True),
        ((), False),
    ],
)
def test_pg_19_een_functie_had_wie_er_op_de_dag_van_de_boete_werkte(perioden: tuple[Periode, ...], kent: bool) -> None:
    jansen = replace(JANSEN, perioden=perioden)
    melding = _waarschuwt(REGEL, replace(BOETE, beslist_door="J. Jansen"), collegas=(jansen,))
    assert melding == "" if kent else "werkte wie u noemt die dag niet bij deze gemeente" in melding
    assert _waarschuwt(REGEL, collegas=(jansen,)) == "", "onder de beschikking staat de functie zelf"
    op_naam = replace(REGEL, functie="", houder_id=jansen.id)
    assert _waarschuwt(op_naam, replace(BOETE, beslist_door="J. Jansen"), collegas=(jansen,)) == ""


@pytest.mark.parametrize(
    ("regel", "wat"),
    [
        (None, "niemand"),
        (replace(REGEL, soort=Besluitsoort.BOETE_DERDE_OPROEP), "niemand"),
        (replace(REGEL, vanaf=date(2026, 5, 30)), "niemand"),
        (replace(REGEL, tot=date(2026, 5, 28)), "niemand"),
        (replace(REGEL, ingetrokken_op=DAG), "niemand"),
        (replace(REGEL, groep=Doelgroep.ASIEL), "niemand"),
        (replace(REGEL, functie="juridisch adviseur"), "niet wie u noemt"),
        (replace(REGEL, mandaatbesluit_nummer="M-2024-1"), "ander mandaatbesluit"),
        (replace(REGEL, mandaatbesluit_datum=date(2025, 11, 2)), "ander mandaatbesluit"),
    ],
)
def test_pg_19_wat_het_register_van_die_dag_niet_kent(regel: Mandaat | None, wat: str) -> None:
    melding = _waarschuwt(regel)
    assert wat in melding
    assert schrijf_dag(DAG) in melding
    assert "(B11)" in melding


def test_pg_19_na_de_derde_oproep_is_het_een_ander_mandaat() -> None:
    assert "(B12)" in _waarschuwt(REGEL, nummer=3)
    assert _waarschuwt(replace(REGEL, soort=Besluitsoort.BOETE_DERDE_OPROEP), nummer=3) == ""


def test_pg_19_besloot_het_orgaan_zelf_dan_is_er_geen_mandaat_nodig() -> None:
    zelf = replace(BOETE, mandaatbesluit=None, collegebesluit=Genummerd(nummer="C-1", datum=DAG))
    assert _waarschuwt(None, zelf) == ""
    assert _waarschuwt(None, None) == ""
