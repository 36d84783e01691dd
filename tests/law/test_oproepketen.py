"""De keten van oproepen, teruggerekend vanaf de laatste dag voor het PIP, tegen de tabel (§18.3)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.boetevraag import Boeteantwoord, Boetevraag, RedenGeenBoete
from core.law.kalender import is_werkdag, volgende_werkdag
from core.law.lezen import lees_recht
from core.law.oproepen import Oproep, Uitkomst
from core.law.oproepketen import (
    Keten,
    Schakel,
    aan_de_beurt,
    achter,
    geen_tijd_voor_het_voornemen,
    na_het_pip,
    oproepketen,
)
from core.law.recht import Recht, VoornemenPip
from core.law.termijnen import voorstel_oproeptermijn
from tests.law.tabellen import Geval, lees_tabel

RECHT = lees_recht()
START, EINDE = date(2026, 3, 2), date(2026, 5, 11)
_BRIEVEN = (Schakel.OPROEP_1, Schakel.OPROEP_2, Schakel.OPROEP_3, Schakel.VOORNEMEN)


def _keten(recht: Recht, *oproepen: Oproep) -> Keten:
    """Van deze termijn, voor wie een boete kan krijgen, in een gemeente die met een motief van het voornemen afziet."""
    return oproepketen(START, EINDE, oproepen, met_boete=True, voornemen=VoornemenPip.NIET, recht=recht)


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
    gegeven = geval.gegeven | {"voornemen": VoornemenPip(geval.gegeven["voornemen"])}
    keten = oproepketen(recht=recht, **gegeven)
    dan = dict(geval.dan)
    korter = dan.pop("korter")
    assert {str(dag.schakel): [dag.uiterlijk, dag.op_zijn_kortst] for dag in keten.dagen} == dan
    assert bool(keten.toelichting) is bool(korter)
    for stuk in korter:
        assert stuk in keten.toelichting


@given(st.dates(date(2024, 1, 2), date(2028, 9, 1)), st.booleans(), st.sampled_from(VoornemenPip))
def test_wie_elke_laatste_dag_haalt_is_op_tijd_voor_het_pip(
    start: date, met_boete: bool, voornemen: VoornemenPip
) -> None:
    einde = volgende_werkdag(start + timedelta(weeks=10), RECHT)
    keten = oproepketen(start, einde, met_boete=met_boete, voornemen=voornemen, recht=RECHT)
    dagen = {dag.schakel: dag for dag in keten.dagen}
    assert start < dagen[Schakel.OPROEP_1].uiterlijk
    assert not keten.toelichting or (met_boete and voornemen is VoornemenPip.ALTIJD)
    assert all(is_werkdag(dag.uiterlijk, RECHT) and dag.uiterlijk <= dag.op_zijn_kortst for dag in dagen.values())
    brieven = [dagen[s].uiterlijk for s in _BRIEVEN if s in dagen]
    kortst = [dagen[s].op_zijn_kortst for s in _BRIEVEN if s in dagen]
    for verzonden, daarna in pairwise([*kortst, dagen[Schakel.PIP].uiterlijk]):
        assert verzonden + timedelta(days=7) < daarna, "ook op zijn kortst eindigt een termijn voor wat volgt"
    if keten.toelichting:
        assert "het voornemen 7 dagen" in keten.toelichting
        return
    termijnen = [
        voorstel_oproeptermijn(min(n, 3), verzonden_op=dag, recht=RECHT) for n, dag in enumerate(brieven, start=1)
    ]
    for termijn_tot, daarna in zip(termijnen, [*brieven[1:], dagen[Schakel.PIP].uiterlijk], strict=True):
        assert termijn_tot < daarna, "een volgende stap kan pas na de laatste dag van de vorige"


@pytest.mark.parametrize(
    ("nummer", "dag", "keuze", "tekst"),
    [
        (3, date(2026, 4, 30), VoornemenPip.ALTIJD, ""),
        (3, date(2026, 5, 1), VoornemenPip.ALTIJD, "Met een laatste dag tot en met donderdag 30-04-2026 past het wel."),
        (3, date(2026, 5, 11), VoornemenPip.ALTIJD, "geen voornemen van 7 dagen meer"),
        (3, date(2026, 5, 12), VoornemenPip.ALTIJD, ""),
        (2, date(2026, 5, 1), VoornemenPip.ALTIJD, ""),
        (3, date(2026, 5, 1), VoornemenPip.MET_DERDE_OPROEP, ""),
        (3, date(2026, 5, 1), VoornemenPip.NIET, ""),
    ],
)
def test_een_derde_oproep_waarna_geen_voornemen_meer_past_zegt_dat(
    nummer: int, dag: date, keuze: VoornemenPip, tekst: str, recht: Recht
) -> None:
    gezegd = geen_tijd_voor_het_voornemen(nummer, dag, EINDE, keuze=keuze, peildatum=START, recht=recht)
    assert tekst in gezegd
    assert bool(gezegd) is bool(tekst)


def test_na_een_oproep_zonder_resultaat_is_de_volgende_aan_de_beurt(recht: Recht) -> None:
    def volgende(*oproepen: Oproep) -> Schakel | None:
        dag = aan_de_beurt(_keten(recht, *oproepen).dagen, oproepen)
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
    keten = _keten(recht, gedaan, te_kort).dagen
    assert {dag.schakel: dag.gedaan_op for dag in keten if dag.gedaan_op} == {Schakel.OPROEP_1: date(2026, 3, 9)}
    vraag = Boetevraag(antwoord=Boeteantwoord.GEEN_BOETE, motief="ziek", reden=RedenGeenBoete.GEEN_VERWIJT)
    met_antwoord = _oproep(2, date(2026, 3, 24), boetevraag=vraag, uitkomst_op=date(2026, 4, 8))
    keten = _keten(recht, gedaan, met_antwoord).dagen
    assert [dag.schakel for dag in keten if dag.gedaan_op] == [Schakel.OPROEP_1, Schakel.OPROEP_2, Schakel.BOETEVRAAG]


def test_een_ingetrokken_oproep_is_niet_gedaan(recht: Recht) -> None:
    weg = _oproep(1, date(2026, 3, 9), uitkomst=Uitkomst.INGETROKKEN)
    assert all(dag.gedaan_op is None for dag in _keten(recht, weg).dagen)


@pytest.mark.parametrize(
    ("dag", "tekst"),
    [
        (date(2026, 3, 11), None),
        (date(2026, 3, 12), "Met kortere termijnen kan het nog tot en met woensdag 15-04-2026."),
        (date(2026, 4, 16), "Drie oproepen passen nu niet meer in de termijn."),
    ],
)
def test_wie_achter_is_leest_tot_wanneer_het_nog_past(recht: Recht, dag: date, tekst: str | None) -> None:
    eerste = achter(_keten(recht).dagen, dag)
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
