"""Wie verhuisde en hier weer komt wonen (T20, ADR 0077)."""

import datetime as dt

import pytest

from core.law.fasen import Fase
from core.law.terugkeer import is_van_toen, komt_terug, terug_sinds, was_intussen_weg, woont_hier_weer

WEG, ERVOOR, ERNA = dt.date(2026, 3, 20), dt.date(2026, 3, 19), dt.date(2026, 4, 10)


@pytest.mark.parametrize(
    ("fase", "code", "dag", "weg_op", "verwacht"),
    [
        (Fase.OVERGEDRAGEN, "SS120", ERNA, WEG, True),
        (Fase.OVERGEDRAGEN, "SS121", ERNA, WEG, True),
        (Fase.OVERGEDRAGEN, "SS121", WEG, WEG, True),  # weg en terug op een dag
        (Fase.OVERGEDRAGEN, "SS121", ERVOOR, WEG, False),  # laat, van zijn eerste komst
        (Fase.OVERGEDRAGEN, "SS139", ERNA, WEG, False),  # T20 noemt SS120 en SS121
        (Fase.OVERGEDRAGEN, "SS121", None, WEG, False),  # dan zegt de BRP het
        (Fase.OVERGEDRAGEN, "SS121", ERNA, None, False),
        *((fase, "SS121", ERNA, WEG, False) for fase in Fase if fase is not Fase.OVERGEDRAGEN),
    ],
)
def test_duo_meldt_dat_hij_hier_weer_woont(
    fase: Fase, code: str, dag: dt.date | None, weg_op: dt.date | None, verwacht: bool
) -> None:
    assert komt_terug(fase, code, dag, weg_op=weg_op) is verwacht


@pytest.mark.parametrize("fase", Fase)
def test_de_brp_zegt_dat_hij_hier_weer_woont(fase: Fase) -> None:
    assert woont_hier_weer(fase, ERNA) is (fase is Fase.OVERGEDRAGEN)
    assert not woont_hier_weer(fase, None)


def test_de_dag_van_de_terugkeer_is_niet_voor_de_verhuizing() -> None:
    assert terug_sinds(ERNA, weg_op=WEG) == ERNA
    assert terug_sinds(ERVOOR, weg_op=WEG) == WEG  # de BRP verbeterde de verhuizing
    assert terug_sinds(ERVOOR, weg_op=None) == ERVOOR


@pytest.mark.parametrize(
    ("vestiging", "eerder", "gelezen", "meldingen", "verwacht"),
    [
        (ERNA, ERVOOR, WEG, (ERNA,), True),
        (ERNA, ERVOOR, WEG, (ERVOOR, ERNA), True),
        (ERNA, ERVOOR, WEG, (), False),  # uit het buitenland terug, of een verbetering van de BRP
        (ERNA, ERVOOR, WEG, (ERVOOR,), False),  # dat was zijn eerste komst
        (WEG, ERVOOR, WEG, (ERNA,), False),  # de BRP verbeterde de dag
        (ERVOOR, ERVOOR, WEG, (ERNA,), False),  # hij bleef
        (ERNA, None, WEG, (ERNA,), False),  # hij stond hier nog niet
        (None, ERVOOR, WEG, (ERNA,), False),
        (ERNA, ERVOOR, None, (ERNA,), False),
    ],
)
def test_hij_ging_en_kwam_tussen_twee_lezingen(
    vestiging: dt.date | None,
    eerder: dt.date | None,
    gelezen: dt.date | None,
    meldingen: tuple[dt.date, ...],
    verwacht: bool,
) -> None:
    assert was_intussen_weg(vestiging, eerder=eerder, gelezen_op=gelezen, meldingen=meldingen) is verwacht


def test_wat_van_voor_zijn_terugkeer_is_hoort_bij_de_eerdere_zaak() -> None:
    assert is_van_toen(ERVOOR, teruggekeerd_op=WEG)
    assert not is_van_toen(WEG, teruggekeerd_op=WEG)
    assert not is_van_toen(None, teruggekeerd_op=WEG)
    assert not is_van_toen(ERVOOR, teruggekeerd_op=None)
