"""PG-13: een termijn narekenen na een nieuw Besluit, tegen de tabel; en wat een Besluit nooit doet."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.herrekenen import Afloop, Vastgelegd, reken_na
from core.law.kalender import atw_einde, besluit_bekend
from core.law.lezen import lees_recht
from core.law.recht import GelijkgesteldJaar, Recht, Waarde
from tests.law.tabellen import Geval, lees_tabel, maak

RECHT = lees_recht()
DAG = date(2029, 5, 11)


def met_besluit(recht: Recht, in_werking: date, *dagen: date) -> Recht:
    """Het recht met een Besluit voor 2029 erbij."""
    jaar = GelijkgesteldJaar(
        jaar=2029,
        dagen=dagen or (DAG,),
        besluit="Besluit voor 2029",
        bron="verzonnen",
        ingevoerd_op=in_werking,
        in_werking=in_werking,
        staatscourant="Stcrt. 2028, 1",
    )
    oud = recht.gelijkgestelde_dagen
    laatste: Waarde[Any] = replace(oud.waarden[-1], waarde=(*oud.waarden[-1].waarde, jaar))
    return replace(recht, gelijkgestelde_dagen=replace(oud, waarden=(*oud.waarden[:-1], laatste)))


@pytest.mark.parametrize("geval", lees_tabel("herrekenen"), ids=str)
def test_narekenen(geval: Geval, recht: Recht) -> None:
    na = reken_na(maak(Vastgelegd, geval.gegeven["termijn"]), recht=met_besluit(recht, geval.gegeven["in_werking"]))
    gekregen = {} if na is None else {veld: getattr(na, veld) for veld in geval.dan}
    assert gekregen == geval.dan
    assert (na is None) is (geval.dan == {})


def test_de_reden_noemt_het_besluit_en_de_staatscourant(recht: Recht) -> None:
    termijn = Vastgelegd(start=date(2029, 3, 2), ruw_einde=DAG, einde=DAG, afloop=Afloop.LOOPT)
    na = reken_na(termijn, recht=met_besluit(recht, date(2029, 1, 1)))
    assert na is not None
    assert na.reden == (
        "de laatste dag was vrijdag 11-05-2029 en is maandag 14-05-2029, door Besluit voor 2029 (Stcrt. 2028, 1)"
        " (art. 1 en 3 lid 3 Atw)"
    )
    assert na.besluit_bekend is True


def test_voor_2022_is_het_besluit_pas_bekend_als_de_staatscourant_is_nagezien(recht: Recht) -> None:
    assert [besluit_bekend(jaar, recht) for jaar in (2022, 2023, 2026, 2029)] == [False, True, True, False]


@given(
    start=st.dates(date(2029, 1, 2), date(2029, 9, 1)),
    weken=st.integers(1, 12),
    in_werking=st.dates(date(2028, 6, 1), date(2029, 12, 31)),
    later=st.integers(-3, 20),
)
def test_een_besluit_maakt_nooit_iets_te_laat_wat_op_tijd_was(
    start: date, weken: int, in_werking: date, later: int
) -> None:
    ruw = start + timedelta(weeks=weken)
    einde = atw_einde(start, ruw, recht=RECHT)
    gedaan = max(start, einde - timedelta(days=later))
    nieuw = met_besluit(RECHT, in_werking, *sorted({DAG, einde} if einde.year == 2029 else {DAG}))
    na = reken_na(
        Vastgelegd(start=start, ruw_einde=ruw, einde=einde, afloop=Afloop.GEHAALD, handeling_op=gedaan), recht=nieuw
    )
    if gedaan <= einde and na is not None:
        assert na.afloop is Afloop.GEHAALD
        assert na.einde > einde


@given(st.dates(date(2029, 1, 2), date(2029, 9, 1)), st.integers(1, 12))
def test_een_besluit_van_na_de_laatste_dag_verandert_niets(start: date, weken: int) -> None:
    ruw = start + timedelta(weeks=weken)
    einde = atw_einde(start, ruw, recht=RECHT)
    if einde.year == 2029:
        na_afloop = met_besluit(RECHT, einde + timedelta(days=1), einde)
        assert (
            reken_na(Vastgelegd(start=start, ruw_einde=ruw, einde=einde, afloop=Afloop.TE_LAAT), recht=na_afloop)
            is None
        )
