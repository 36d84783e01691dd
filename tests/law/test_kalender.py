"""De kalender: art. 1 tot en met 4 Atw en het optellen van lengtes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.kalender import (
    atw_einde,
    atw_geldt,
    besluit_bekend,
    feestdagen,
    is_werkdag,
    maanden_terug,
    plus,
    reden_geen_werkdag,
    volgende_werkdag,
)
from core.law.recht import Duur, Eenheid, Recht
from tests.law.tabellen import Geval, lees_tabel, maak

DAGEN = st.dates(min_value=date(2022, 1, 1), max_value=date(2035, 12, 31))
DUREN = st.builds(Duur, st.integers(min_value=1, max_value=60), st.sampled_from(Eenheid))


@pytest.mark.parametrize("geval", lees_tabel("feestdagen"), ids=str)
def test_feestdagen(geval: Geval, recht: Recht) -> None:
    jaar = geval.gegeven["jaar"]
    assert [f"{dag:%m-%d}" for dag in feestdagen(jaar, recht)] == geval.dan["dagen"]
    assert besluit_bekend(jaar, recht) is geval.dan["besluit_bekend"]


@pytest.mark.parametrize("geval", lees_tabel("atw_grenzen"), ids=str)
def test_art_4_atw(geval: Geval, recht: Recht) -> None:
    duur = maak(Duur, geval.gegeven)
    assert atw_geldt(duur, recht=recht, peildatum=date(2026, 1, 1)) is geval.dan["atw"]


def test_art_1_lid_1_atw_schuift_over_pasen(recht: Recht) -> None:
    assert volgende_werkdag(date(2026, 4, 3), recht) == date(2026, 4, 7)
    assert volgende_werkdag(date(2026, 4, 7), recht) == date(2026, 4, 7)


def test_art_2_atw_drie_dagen_bevatten_twee_werkdagen(recht: Recht) -> None:
    """Donderdag voor Pasen plus drie dagen: Goede Vrijdag, zaterdag, zondag; dan Tweede Paasdag, dinsdag, woensdag."""
    assert atw_einde(date(2026, 4, 2), date(2026, 4, 5), recht=recht) == date(2026, 4, 8)
    assert atw_einde(date(2026, 4, 2), date(2026, 4, 4), recht=recht) == date(2026, 4, 7)


def test_reden_noemt_de_feestdag_of_de_weekdag(recht: Recht) -> None:
    assert reden_geen_werkdag(date(2026, 4, 3), recht) == "Goede Vrijdag"
    assert reden_geen_werkdag(date(2026, 5, 15), recht) == "gelijkgesteld met een feestdag"
    assert reden_geen_werkdag(date(2026, 4, 4), recht) == "zaterdag"
    assert reden_geen_werkdag(date(2026, 4, 7), recht) == ""


@pytest.mark.parametrize(
    ("dag", "duur", "verwacht"),
    [
        (date(2026, 1, 31), Duur(1, Eenheid.MAANDEN), date(2026, 2, 28)),
        (date(2024, 2, 29), Duur(3, Eenheid.JAREN), date(2027, 2, 28)),
        (date(2024, 2, 29), Duur(4, Eenheid.JAREN), date(2028, 2, 29)),
        (date(2026, 11, 30), Duur(3, Eenheid.MAANDEN), date(2027, 2, 28)),
        (date(2026, 12, 15), Duur(12, Eenheid.MAANDEN), date(2027, 12, 15)),
        (date(2026, 3, 26), Duur(2, Eenheid.WEKEN), date(2026, 4, 9)),
        (date(2026, 3, 26), Duur(1, Eenheid.DAGEN), date(2026, 3, 27)),
    ],
)
def test_plus_houdt_het_dagnummer_en_kapt_af(dag: date, duur: Duur, verwacht: date) -> None:
    assert plus(dag, duur) == verwacht


def test_terugtellen_geeft_de_veilige_en_de_betwistbare_dag() -> None:
    zes_maanden = Duur(6, Eenheid.MAANDEN)
    telling = maanden_terug(date(2029, 3, 27), zes_maanden)
    assert (telling.veilig, telling.betwistbaar) == (date(2028, 9, 27), date(2028, 9, 26))
    maandeinde = maanden_terug(date(2026, 8, 31), zes_maanden)
    assert (maandeinde.veilig, maandeinde.betwistbaar) == (date(2026, 2, 28), None)
    with pytest.raises(ValueError, match="maanden of jaren"):
        maanden_terug(date(2029, 3, 27), Duur(6, Eenheid.WEKEN))


@given(dag=DAGEN, duur=DUREN)
def test_het_einde_ligt_nooit_op_een_vrije_dag_en_nooit_eerder(recht: Recht, dag: date, duur: Duur) -> None:
    ruw = plus(dag, duur)
    einde = atw_einde(dag, ruw, recht=recht)
    assert einde >= ruw > dag
    assert is_werkdag(einde, recht)
    if is_werkdag(ruw, recht) and (ruw - dag).days > 14:
        assert einde == ruw


@given(dag=DAGEN, duur=DUREN)
def test_een_dag_later_beginnen_eindigt_nooit_eerder(recht: Recht, dag: date, duur: Duur) -> None:
    later = dag + timedelta(days=1)
    assert plus(later, duur) >= plus(dag, duur)
    assert atw_einde(later, plus(later, duur), recht=recht) >= atw_einde(dag, plus(dag, duur), recht=recht)


@given(jaar=st.integers(min_value=2011, max_value=2200))
def test_pasen_valt_op_zondag_tussen_22_maart_en_25_april(recht: Recht, jaar: int) -> None:
    namen = {naam: dag for dag, naam in feestdagen(jaar, recht).items()}
    pasen = namen["Tweede Paasdag"] - timedelta(days=1)
    assert pasen.weekday() == 6
    assert date(jaar, 3, 22) <= pasen <= date(jaar, 4, 25)


def test_een_nieuw_besluit_verandert_de_kalender(recht: Recht) -> None:
    tabel = recht.gelijkgestelde_dagen
    rij = replace(tabel.waarden[0].waarde[-1], jaar=2029, dagen=(date(2029, 5, 11),))
    waarde = replace(tabel.waarden[0], waarde=(*tabel.waarden[0].waarde, rij))
    nieuw = replace(recht, gelijkgestelde_dagen=replace(tabel, waarden=(waarde,)))
    assert is_werkdag(date(2029, 5, 11), recht)
    assert not is_werkdag(date(2029, 5, 11), nieuw)
    assert besluit_bekend(2029, nieuw)
