"""De nieuwe termijn (T13 en T27) tegen de tabel."""

import pytest

from core.law.nieuwe_termijn import HOOGSTE_AANTAL, tel_nieuwe_termijnen
from tests.law.tabellen import Geval, lees_tabel


@pytest.mark.parametrize("geval", lees_tabel("nieuwe_termijn"), ids=str)
def test_hoeveel_nieuwe_termijnen_duo_stelde(geval: Geval) -> None:
    aantal = tel_nieuwe_termijnen(**geval.gegeven)
    assert {"aantal": aantal} == geval.dan
    assert aantal <= HOOGSTE_AANTAL
