"""Het voornemen van een PIP dat zonder de persoon is gemaakt, tegen de tabel (PG-10)."""

from datetime import date

import pytest

from core.law.recht import Recht, VoornemenPip
from core.law.voornemen import (
    Afziengrond,
    Voornemenstand,
    Voornemenstatus,
    besluiten_vanaf,
    toets_keuze,
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
    assert [g.veld for g in toets_keuze(grond, "de derde oproep ging met het plan", keuze=keuze)] == velden
    assert [g.veld for g in toets_keuze(grond, " ", keuze=keuze)] == [*velden, "motief"]


@pytest.mark.parametrize(
    ("stand", "dag"),
    [
        (None, None),
        (Voornemenstand(status=Voornemenstatus.AFGEZIEN), None),
        (Voornemenstand(status=Voornemenstatus.LOOPT, uiterlijk_op=OP), date(2026, 6, 2)),
        (
            Voornemenstand(status=Voornemenstatus.LOOPT, uiterlijk_op=OP, zienswijze_op=date(2026, 5, 20)),
            date(2026, 5, 20),
        ),
    ],
)
def test_pg_10_het_plan_is_er_niet_voor_zijn_antwoord_of_voor_het_einde_van_zijn_tijd(
    stand: Voornemenstand | None, dag: date | None
) -> None:
    assert besluiten_vanaf(stand) == dag
