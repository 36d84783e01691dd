"""De streefdag van een gemeente: eigen beleid, nooit na de laatste dag van de wet."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.lezen import lees_recht
from core.law.recht import Duur, Eenheid, Recht
from core.law.streefdag import heeft_streefdag, melding_hersteld, nagevraagd, streefdag
from core.law.termijn import Termijnsoort, wettelijke_termijn

RECHT = lees_recht()
START, EINDE = date(2026, 3, 2), date(2026, 5, 11)


def binnen(recht: Recht, weken: int) -> Recht:
    oud = recht.pip_streeftermijn
    waarde = replace(oud.waarden[0], waarde=Duur(weken, Eenheid.WEKEN))
    return replace(recht, pip_streeftermijn=replace(oud, waarden=(waarde,)))


def test_zonder_eigen_beleid_is_er_geen_streefdag(recht: Recht) -> None:
    assert streefdag(Termijnsoort.PIP_A, START, EINDE, recht=recht) is None
    assert not heeft_streefdag(START, recht=recht)


@pytest.mark.parametrize(
    ("weken", "dag"),
    [(8, date(2026, 4, 24)), (6, date(2026, 4, 13))],
    ids=["acht weken is Koningsdag, dus de vrijdag ervoor", "zes weken"],
)
def test_de_streefdag_is_een_werkdag_op_of_voor_de_eigen_termijn(recht: Recht, weken: int, dag: date) -> None:
    assert streefdag(Termijnsoort.PIP_B, START, EINDE, recht=binnen(recht, weken)) == dag
    assert streefdag(Termijnsoort.PIP_D, START, EINDE, recht=binnen(recht, weken)) is None


@given(st.dates(date(2024, 1, 1), date(2028, 9, 1)), st.integers(3, 10))
def test_de_streefdag_ligt_altijd_voor_de_laatste_dag(start: date, weken: int) -> None:
    recht = binnen(RECHT, weken)
    termijn = wettelijke_termijn(
        Termijnsoort.PIP_A, start=start, gebeurtenis="begin", lengte=recht.pip_termijn, recht=recht
    )
    dag = streefdag(Termijnsoort.PIP_A, start, termijn.einde, recht=recht)
    assert (dag is None) is (weken == 10)
    assert dag is None or start < dag <= min(start + timedelta(weeks=weken), termijn.einde - timedelta(days=1))


@pytest.mark.parametrize(
    ("geweigerd_op", "dag"),
    [(date(2026, 3, 2), date(2026, 3, 9)), (date(2026, 4, 2), date(2026, 4, 13)), (date(2026, 3, 1), date(2026, 3, 6))],
    ids=["een week", "Goede Vrijdag en tweede paasdag tellen niet", "op een zondag"],
)
def test_een_melding_die_duo_weigerde_hoort_na_vijf_werkdagen_hersteld_te_zijn(
    recht: Recht, geweigerd_op: date, dag: date
) -> None:
    assert melding_hersteld(geweigerd_op, recht=recht) == dag


def test_navragen_is_gedaan_binnen_zoveel_werkdagen(recht: Recht) -> None:
    assert nagevraagd(date(2026, 3, 2), recht=recht) == date(2026, 3, 16)
    assert nagevraagd(date(2026, 4, 2), recht=recht) == date(2026, 4, 20), "met Goede Vrijdag en Pasen ertussen"
