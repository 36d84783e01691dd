"""Of de nummers in een bericht van DUO over dezelfde persoon gaan, tegen de tabel."""

import pytest

from core.law.nummers import weeg_nummers
from tests.law.tabellen import Geval, lees_tabel

_ANDER = {"onbekend": None, "alleen": False, "ander": True, "zelfde": True}


@pytest.mark.parametrize("geval", lees_tabel("nummers"), ids=str)
def test_nummers(geval: Geval) -> None:
    bsn, vnummer = geval.gegeven["bsn"], geval.gegeven["vnummer"]
    oordeel = weeg_nummers(
        ander_bij_bsn=_ANDER[bsn], ander_bij_vnummer=_ANDER[vnummer], zelfde="zelfde" in (bsn, vnummer)
    )
    assert {"oordeel": str(oordeel)} == geval.dan
