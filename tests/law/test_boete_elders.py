"""Een boete die buiten Meedoen is opgelegd: wie haar oplegde, en wat er met haar is als haar oproep weggaat."""

from dataclasses import replace
from datetime import date

import pytest

from core.law import boete_elders
from core.law.boete_elders import BekendeBoete, Boetebeslissing, Genummerd, LotVanBoete, toets_beslissing, toets_lot
from core.law.recht import Recht
from tests.law.tabellen import Geval, lees_tabel, maak

BOETE = BekendeBoete(kenmerk="B-1", dagtekening=date(2026, 5, 29), bekendgemaakt_op=date(2026, 6, 1), bedrag=250)
EEN_MENS = Boetebeslissing(
    beslist_door="J. de Wit",
    rapport_door="j. de  wit",
    mandaatbesluit=Genummerd(nummer="M-1", datum=date(2025, 11, 3)),
)


@pytest.mark.parametrize("geval", lees_tabel("boete_elders"), ids=str)
def test_het_lot_van_de_boete(geval: Geval) -> None:
    lot = geval.gegeven["lot"]
    gebreken = list(
        toets_lot(
            None if lot is None else maak(LotVanBoete, lot),
            BOETE if geval.gegeven["boete"] else None,
            kan=getattr(boete_elders, geval.gegeven["kan"]),
            peildatum=date(2026, 6, 10),
        )
    )
    assert {g.veld: g.grond for g in gebreken} == geval.dan
    assert len(gebreken) == len(geval.dan)


@pytest.mark.parametrize(("bedrag", "velden"), [(250, []), (340, []), (341, ["beslissing.beslistDoor"])])
def test_pg_19_boven_de_grens_van_5_53_beslist_een_ander_dan_wie_het_rapport_opmaakte(
    bedrag: int, velden: list[str], recht: Recht
) -> None:
    dag = date(2026, 5, 29)
    gebreken = list(toets_beslissing(EEN_MENS, rapport_op=dag, dagtekening=dag, bedrag=bedrag, recht=recht))
    assert [g.veld for g in gebreken] == velden
    assert all(g.grond == "art. 10:3 lid 4 Awb" for g in gebreken)


def test_pg_19_een_mens_die_rapporteert_en_beslist_geeft_een_waarschuwing_behalve_als_het_college_besloot() -> None:
    [waarschuwing] = boete_elders.waarschuw_beslissing(EEN_MENS)
    assert waarschuwing.soort == "RAPPORTEUR_BESLISTE"
    zelf = replace(EEN_MENS, mandaatbesluit=None, collegebesluit=Genummerd(nummer="C-1", datum=date(2026, 5, 29)))
    assert boete_elders.waarschuw_beslissing(zelf) == ()
    assert boete_elders.waarschuw_beslissing(replace(EEN_MENS, rapport_door="een ander")) == ()
    assert boete_elders.waarschuw_beslissing(None) == ()


@pytest.mark.parametrize(
    ("besliste", "rapporteerde", "een"),
    [
        ("J. de Wit (jurist handhaving)", "J. de Wit", True),
        ("J. de Wit (jurist)", "j.de wit (toezichthouder)", True),
        ("J. de Wit (jurist handhaving)", "P. de Wit (jurist handhaving)", False),
        ("(jurist handhaving)", "J. de Wit", False),
    ],
)
def test_pg_19_wie_zijn_functie_erbij_noemt_is_dezelfde_mens(besliste: str, rapporteerde: str, een: bool) -> None:
    assert replace(EEN_MENS, beslist_door=besliste, rapport_door=rapporteerde).een_mens is een
