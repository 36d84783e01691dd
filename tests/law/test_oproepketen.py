"""De keten van oproepen, teruggerekend vanaf de laatste dag voor het PIP, tegen de tabel (§18.3)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.boetevraag import Boeteantwoord, Boetevraag, RedenGeenBoete
from core.law.kalender import is_werkdag, volgende_werkdag
from core.law.lezen import lees_recht
from core.law.oproepen import Oproep, Uitkomst
from core.law.oproepketen import Schakel, aan_de_beurt, achter, na_het_pip, oproepketen
from core.law.recht import Recht
from core.law.termijnen import voorstel_oproeptermijn
from tests.law.tabellen import Geval, lees_tabel

RECHT = lees_recht()
START, EINDE = date(2026, 3, 2), date(2026, 5, 11)


def _oproep(nummer: int, verzonden_op: date, **anders: Any) -> Oproep:
    waarden: dict[str, Any] = {
        "nummer": nummer,
        "opgesteld_op": verzonden_op,
        "verzonden_op": verzonden_op,
        "afspraak_dag": verzonden_op + timedelta(days=7),
        "termijn_tot": verzonden_op + timedelta(days=14),
        "uitkomst": Uitkomst.TERMIJN_GEMIST,
    }
    return Oproep(**(waarden | anders))


@pytest.mark.parametrize("geval", lees_tabel("oproepketen"), ids=str)
def test_de_keten_teruggerekend(geval: Geval, recht: Recht) -> None:
    keten = oproepketen(recht=recht, **geval.gegeven)
    assert {str(dag.schakel): [dag.uiterlijk, dag.op_zijn_kortst] for dag in keten} == geval.dan


@given(st.dates(date(2024, 1, 2), date(2028, 9, 1)), st.booleans())
def test_wie_elke_laatste_dag_haalt_is_op_tijd_voor_het_pip(start: date, met_boete: bool) -> None:
    einde = volgende_werkdag(start + timedelta(weeks=10), RECHT)
    dagen = {dag.schakel: dag for dag in oproepketen(start, einde, met_boete=met_boete, recht=RECHT)}
    oproepen = [dagen[s].uiterlijk for s in (Schakel.OPROEP_1, Schakel.OPROEP_2, Schakel.OPROEP_3)]
    termijnen = [voorstel_oproeptermijn(n, verzonden_op=dag, recht=RECHT) for n, dag in enumerate(oproepen, start=1)]
    assert start < oproepen[0]
    for termijn_tot, daarna in zip(termijnen, [*oproepen[1:], dagen[Schakel.PIP].uiterlijk], strict=True):
        assert termijn_tot < daarna, "een volgende stap kan pas na de laatste dag van de vorige"
    assert all(is_werkdag(dag.uiterlijk, RECHT) and dag.uiterlijk <= dag.op_zijn_kortst for dag in dagen.values())


def test_na_een_oproep_zonder_resultaat_is_de_volgende_aan_de_beurt(recht: Recht) -> None:
    def volgende(*oproepen: Oproep) -> Schakel | None:
        keten = oproepketen(START, EINDE, oproepen, met_boete=True, recht=recht)
        dag = aan_de_beurt(keten, oproepen)
        return None if dag is None else dag.schakel

    een, twee = _oproep(1, date(2026, 3, 9)), _oproep(2, date(2026, 3, 24))
    vraag = Boetevraag(antwoord=Boeteantwoord.GEEN_BOETE, motief="ziek", reden=RedenGeenBoete.GEEN_VERWIJT)
    assert volgende() is None
    assert volgende(replace(een, uitkomst=Uitkomst.OPEN)) is None
    assert volgende(replace(een, uitkomst=Uitkomst.VERSCHENEN)) is None
    assert volgende(een) is Schakel.OPROEP_2
    assert volgende(een, replace(twee, uitkomst=Uitkomst.OPEN)) is None, "er loopt er een"
    assert volgende(een, replace(twee, uitkomst=Uitkomst.INGETROKKEN)) is Schakel.OPROEP_2
    assert volgende(een, twee) is None, "de boetevraag is eigen werk"
    assert volgende(een, replace(twee, boetevraag=vraag, uitkomst_op=date(2026, 4, 8))) is Schakel.OPROEP_3
    assert volgende(replace(een, termijn_tot=date(2026, 3, 11))) is Schakel.OPROEP_1, "zij telde niet"


def test_wat_gedaan_is_staat_erbij_en_alleen_wat_telt(recht: Recht) -> None:
    gedaan = _oproep(1, date(2026, 3, 9))
    te_kort = _oproep(2, date(2026, 3, 25), termijn_tot=date(2026, 3, 27), afspraak_dag=date(2026, 3, 26))
    keten = oproepketen(START, EINDE, (gedaan, te_kort), met_boete=True, recht=recht)
    assert {dag.schakel: dag.gedaan_op for dag in keten if dag.gedaan_op} == {Schakel.OPROEP_1: date(2026, 3, 9)}
    vraag = Boetevraag(antwoord=Boeteantwoord.GEEN_BOETE, motief="ziek", reden=RedenGeenBoete.GEEN_VERWIJT)
    met_antwoord = _oproep(2, date(2026, 3, 24), boetevraag=vraag, uitkomst_op=date(2026, 4, 8))
    keten = oproepketen(START, EINDE, (gedaan, met_antwoord), met_boete=True, recht=recht)
    assert [dag.schakel for dag in keten if dag.gedaan_op] == [Schakel.OPROEP_1, Schakel.OPROEP_2, Schakel.BOETEVRAAG]


def test_een_ingetrokken_oproep_is_niet_gedaan(recht: Recht) -> None:
    weg = _oproep(1, date(2026, 3, 9), uitkomst=Uitkomst.INGETROKKEN)
    assert all(dag.gedaan_op is None for dag in oproepketen(START, EINDE, (weg,), met_boete=True, recht=recht))


@pytest.mark.parametrize(
    ("dag", "tekst"),
    [
        (date(2026, 3, 11), None),
        (date(2026, 3, 12), "Met kortere termijnen kan het nog tot en met woensdag 15-04-2026."),
        (date(2026, 4, 16), "Drie oproepen passen nu niet meer in de termijn."),
    ],
)
def test_wie_achter_is_leest_tot_wanneer_het_nog_past(recht: Recht, dag: date, tekst: str | None) -> None:
    eerste = achter(oproepketen(START, EINDE, met_boete=True, recht=recht), dag)
    if tekst is None:
        assert eerste is None
        return
    assert eerste is not None
    assert eerste.schakel is Schakel.OPROEP_1
    assert "uiterlijk woensdag 11-03-2026 de eerste oproep verzenden" in eerste.melding(dag)
    assert tekst in eerste.melding(dag)


@pytest.mark.parametrize(
    ("termijn_tot", "peildatum", "tekst"),
    [
        (EINDE, date(2026, 4, 27), ""),
        (date(2026, 5, 12), date(2026, 4, 28), "Een kortere termijn kan: ten minste 7 dagen."),
        (date(2026, 5, 18), date(2026, 5, 4), "Ook een kortere termijn past daar niet meer voor."),
        (date(2026, 6, 2), date(2026, 5, 19), "Ook een kortere termijn past daar niet meer voor."),
    ],
)
def test_een_oproep_die_na_de_laatste_dag_voor_het_pip_eindigt_zegt_dat(
    recht: Recht, termijn_tot: date, peildatum: date, tekst: str
) -> None:
    gezegd = na_het_pip(termijn_tot, EINDE, peildatum=peildatum, recht=recht)
    assert tekst in gezegd
    assert ("maandag 11-05-2026" in gezegd) is bool(tekst)
    assert bool(gezegd) is bool(tekst)
