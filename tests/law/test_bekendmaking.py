"""Wanneer een brief verzonden is tegen de tabel (PG-6), en welke dagen erop komen."""

from datetime import date, timedelta

import pytest

from core.law.bekendmaking import (
    Opmaak,
    Verzending,
    bezwaar_tot,
    toets_opmaakdag,
    toets_verzending,
    welke_opmaak,
)
from core.law.recht import Grond, Recht
from tests.law.tabellen import Geval, lees_tabel, maak

VANDAAG = date(2026, 3, 5)
OP_DE_BRIEF = "Dorpsstraat 1A\n3601AA  Maarssen"


@pytest.mark.parametrize("geval", lees_tabel("bekendmaking"), ids=str)
def test_de_verzending(geval: Geval, recht: Recht) -> None:
    gebreken = toets_verzending(
        maak(Verzending, geval.gegeven["verzending"]),
        op_de_brief=geval.gegeven.get("op_de_brief", OP_DE_BRIEF),
        dagtekening=geval.gegeven["dagtekening"],
        opmaken=tuple(maak(Opmaak, opmaak) for opmaak in geval.gegeven["opmaken"]),
        vandaag=geval.gegeven.get("vandaag", VANDAAG),
        recht=recht,
    )
    assert {g.veld: g.grond for g in gebreken} == geval.dan
    assert len(gebreken) == len(geval.dan)


def test_pg6_een_weigering_noemt_de_dag_die_erop_staat_en_wat_nu(recht: Recht) -> None:
    opmaak = Opmaak(gemaakt_op=date(2026, 3, 2), dag=date(2026, 3, 2))
    verzending = Verzending(op=date(2026, 3, 4))
    [gebrek] = toets_verzending(
        verzending, op_de_brief=OP_DE_BRIEF, dagtekening=None, opmaken=(opmaak,), vandaag=VANDAAG, recht=recht
    )
    assert "maandag 02-03-2026" in gebrek.melding
    assert "eerst opnieuw op voor die dag" in gebrek.melding


def test_van_twee_opmaken_voor_een_dag_gaat_de_laatste_weg() -> None:
    dag = date(2026, 3, 4)
    opmaken = tuple(Opmaak(gemaakt_op=date(2026, 3, n), dag=dag) for n in (2, 3, 5))
    assert welke_opmaak(opmaken, dag) == 1
    assert welke_opmaak(opmaken, date(2026, 3, 3)) is None


@pytest.mark.parametrize(("op", "welke"), [(3, 0), (4, 1), (5, None), (6, 3)])
def test_pg6_wat_voor_een_verhuizing_is_opgemaakt_gaat_daarna_niet_meer_weg(
    op: int, welke: int | None, recht: Recht
) -> None:
    """De verhuizing werd op 4 maart bekend; voor 5 maart is daarna niets opgemaakt."""
    bekend = date(2026, 3, 4)
    opmaken = (
        *(Opmaak(gemaakt_op=date(2026, 3, 3), dag=date(2026, 3, n), tot=bekend) for n in (3, 4, 5)),
        Opmaak(gemaakt_op=bekend, dag=date(2026, 3, 6)),
    )
    assert welke_opmaak(opmaken, date(2026, 3, op)) == welke
    gebreken = toets_verzending(
        Verzending(op=date(2026, 3, op)),
        op_de_brief=OP_DE_BRIEF,
        dagtekening=None,
        opmaken=opmaken,
        vandaag=date(2026, 3, 6),
        recht=recht,
    )
    assert ["belooft klopt niet meer" in g.melding for g in gebreken] == ([True] if welke is None else [])


@pytest.mark.parametrize(("dag", "velden"), [(4, ["dag"]), (5, []), (6, []), (36, []), (37, ["dag"])])
def test_pg6_opnieuw_opmaken_gaat_vooraf_aan_verzenden_en_niet_jaren(dag: int, velden: list[str]) -> None:
    assert [g.veld for g in toets_opmaakdag(date(2026, 2, 28) + timedelta(days=dag), vandaag=VANDAAG)] == velden


def test_de_laatste_dag_voor_bezwaar_schuift_door_naar_een_werkdag(recht: Recht) -> None:
    assert bezwaar_tot(date(2026, 3, 4), recht=recht) == date(2026, 4, 15)
    # Six weeks after Monday 23 February 2026 is Easter Monday.
    assert bezwaar_tot(date(2026, 2, 23), recht=recht) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("grond", "voluit"),
    [
        (Grond("Wi2021", "15", "1"), "artikel 15, eerste lid, van de Wet inburgering 2021"),
        (Grond("Wi2021", "15", "1, onder b"), "artikel 15, eerste lid, onder b, van de Wet inburgering 2021"),
        (Grond("Bi2021", "3.14", "7"), "artikel 3.14, zevende lid, van het Besluit inburgering 2021"),
        (Grond("Awb", "3:41"), "artikel 3:41 van de Algemene wet bestuursrecht"),
    ],
)
def test_een_grond_staat_voluit_in_een_brief(grond: Grond, voluit: str) -> None:
    assert grond.voluit == voluit
