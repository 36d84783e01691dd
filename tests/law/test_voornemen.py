"""Het voornemen van een PIP dat zonder de persoon is gemaakt, tegen de tabel (PG-10)."""

from datetime import date, timedelta

import pytest

from core.law.recht import Recht, VoornemenPip
from core.law.voornemen import (
    Afziengrond,
    Voornemenstand,
    Voornemenstatus,
    besluiten_vanaf,
    toets_keuze,
    toets_met_derde_oproep,
    toets_termijn,
)
from tests.law.tabellen import Geval, lees_tabel

OP = date(2026, 6, 1)


@pytest.mark.parametrize("geval", lees_tabel("voornemen"), ids=str)
def test_pg_10_de_laatste_dag_om_te_antwoorden(geval: Geval, recht: Recht) -> None:
    gegeven = {"motief": "", "pip_uiterlijk": None} | dict(geval.gegeven)
    gebreken = toets_termijn(op=OP, recht=recht, **gegeven)
    assert {g.veld: g.grond for g in gebreken} == geval.dan
    assert len(gebreken) == len(geval.dan)


def test_pg_10_een_te_korte_termijn_hoort_meteen_welke_dag_wel_kan(recht: Recht) -> None:
    """Past de gewone termijn voor het PIP, dan helpt de kortste dag niet: ook die zou geweigerd worden."""
    op, pip_uiterlijk = date(2027, 1, 22), date(2027, 3, 1)
    [gebrek] = toets_termijn(date(2027, 1, 25), "", op=op, pip_uiterlijk=pip_uiterlijk, recht=recht)
    assert "vrijdag 05-02-2027" in gebrek.melding
    assert not toets_termijn(date(2027, 2, 5), "", op=op, pip_uiterlijk=pip_uiterlijk, recht=recht)


@pytest.mark.parametrize(
    ("keuze", "grond", "velden"),
    [
        (VoornemenPip.NIET, Afziengrond.GEGEVENSPLICHT, []),
        (VoornemenPip.NIET, Afziengrond.SPOED, []),
        (VoornemenPip.MET_DERDE_OPROEP, Afziengrond.EERDER_GELEGENHEID, []),
        (VoornemenPip.MET_DERDE_OPROEP, Afziengrond.SPOED, ["grond"]),
        (VoornemenPip.MET_DERDE_OPROEP, Afziengrond.GEGEVENSPLICHT, ["grond"]),
    ],
)
def test_pg_10_afzien_kan_alleen_zoals_de_gemeente_koos_en_met_een_motief(
    keuze: VoornemenPip, grond: Afziengrond, velden: list[str]
) -> None:
    def toets(motief: str) -> list[str]:
        return [g.veld for g in toets_keuze(grond, motief, keuze=keuze, plan_gelezen=True)]

    assert toets("de derde oproep ging met het plan") == velden
    assert toets(" ") == [*velden, "motief"]


@pytest.mark.parametrize("keuze", [VoornemenPip.MET_DERDE_OPROEP, VoornemenPip.NIET])
def test_pg_10_wie_het_plan_nooit_las_had_geen_eerdere_gelegenheid(keuze: VoornemenPip) -> None:
    gebreken = toets_keuze(Afziengrond.EERDER_GELEGENHEID, "vast", keuze=keuze, plan_gelezen=False)
    assert [g.veld for g in gebreken] == ["grond"]


@pytest.mark.parametrize(
    ("plan", "nummer", "dagen", "keuze", "velden"),
    [
        ("", 1, 7, VoornemenPip.ALTIJD, []),
        ("B1-route", 3, 14, VoornemenPip.MET_DERDE_OPROEP, []),
        ("B1-route", 4, 14, VoornemenPip.MET_DERDE_OPROEP, []),
        ("B1-route", 3, 13, VoornemenPip.MET_DERDE_OPROEP, ["termijnLaatsteDag"]),
        ("B1-route", 2, 14, VoornemenPip.MET_DERDE_OPROEP, ["voorgenomenPlan"]),
        ("B1-route", 3, 14, VoornemenPip.ALTIJD, ["voorgenomenPlan"]),
        ("B1-route", 3, 14, VoornemenPip.NIET, []),
    ],
)
def test_pg_10_het_plan_gaat_alleen_met_de_derde_oproep_mee_en_met_tijd_om_te_antwoorden(
    plan: str, nummer: int, dagen: int, keuze: VoornemenPip, velden: list[str], recht: Recht
) -> None:
    gebreken = toets_met_derde_oproep(
        plan, nummer=nummer, termijn_tot=OP + timedelta(days=dagen), keuze=keuze, op=OP, recht=recht
    )
    assert [g.veld for g in gebreken] == velden


@pytest.mark.parametrize(
    ("stand", "dag"),
    [
        (None, None),
        (Voornemenstand(status=Voornemenstatus.AFGEZIEN), None),
        (Voornemenstand(status=Voornemenstatus.LOOPT, uiterlijk_op=OP), date(2026, 6, 2)),
        (
            Voornemenstand(status=Voornemenstatus.LOOPT, uiterlijk_op=OP, zienswijze_op=date(2026, 5, 20)),
            date(2026, 6, 2),
        ),
        (
            Voornemenstand(
                status=Voornemenstatus.LOOPT, uiterlijk_op=OP, zienswijze_op=date(2026, 5, 20), is_alles=True
            ),
            date(2026, 5, 20),
        ),
        (
            Voornemenstand(status=Voornemenstatus.LOOPT, uiterlijk_op=OP, zienswijze_op=date(2026, 6, 4)),
            date(2026, 6, 4),
        ),
        (
            Voornemenstand(status=Voornemenstatus.AFGEZIEN, eerder_gelezen=True, zienswijze_op=date(2026, 5, 20)),
            date(2026, 5, 20),
        ),
    ],
)
def test_pg_10_het_plan_is_er_niet_voor_het_einde_van_zijn_tijd_of_voor_hij_zei_dat_dit_alles_is(
    stand: Voornemenstand | None, dag: date | None
) -> None:
    assert besluiten_vanaf(stand) == dag


def test_een_te_korte_termijn_op_een_zondag_krijgt_een_raad_die_lang_genoeg_en_een_werkdag_is(recht: Recht) -> None:
    """Twee raden zouden elkaar tegenspreken; is hij lang genoeg, dan blijft de vrije dag over."""
    op = date(2026, 3, 5)
    [gebrek] = toets_termijn(date(2026, 3, 8), "", op=op, pip_uiterlijk=None, recht=recht)
    assert "kies donderdag 19-03-2026 of later" in gebrek.melding
    [gebrek] = toets_termijn(date(2026, 3, 22), "", op=op, pip_uiterlijk=None, recht=recht)
    assert "maandag 23-03-2026" in gebrek.melding
