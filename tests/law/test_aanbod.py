"""Tegen wanneer een organisatie antwoordt op een aanbod, tegen de tabel."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.aanbod import Aanbod, antwoord_uiterlijk, op_antwoord_wachten
from core.law.lezen import lees_recht
from core.law.recht import Recht
from tests.law.tabellen import Geval, lees_tabel

RECHT = lees_recht()


@pytest.mark.parametrize("geval", lees_tabel("aanbod"), ids=str)
def test_aanbod(geval: Geval, recht: Recht) -> None:
    gegeven = geval.gegeven
    aanbod = Aanbod(
        aan="Taalschool De Brug",
        aangeboden_op=gegeven["aangeboden_op"],
        start_uiterlijk=gegeven["start_uiterlijk"],
        om_les=gegeven["om_les"],
    )
    werk = op_antwoord_wachten(aanbod, peildatum=gegeven["peildatum"], recht=recht)
    assert (werk.uiterlijk, str(werk.grond)) == (geval.dan["uiterlijk"], geval.grond)
    assert geval.dan["zegt"] in werk.wat
    assert werk.wat.startswith("Taalschool De Brug antwoordde nog niet op het aanbod van ")
    assert "beëindig dan de toewijzing" in werk.wat, "dat is de handeling die er is"


@given(st.dates(date(2024, 1, 1), date(2028, 9, 1)), st.integers(0, 120))
def test_het_antwoord_hoort_er_te_zijn_voor_de_laatste_dag_om_te_beginnen_en_niet_voor_het_aanbod(
    op: date, dagen: int
) -> None:
    start = op + timedelta(days=dagen)
    uiterlijk = antwoord_uiterlijk(Aanbod(aan="", aangeboden_op=op, start_uiterlijk=start), recht=RECHT)
    assert op <= uiterlijk <= start
