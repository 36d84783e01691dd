"""Op welke dag een uitkomst kan zijn, tegen de tabel (PG-2, PG-3)."""

from datetime import date
from typing import Any

import pytest

from core.law.medewerking import Reactie, Verzoek, Verzoeksoort
from core.law.oproepen import Oproep, Uitkomst
from core.law.uitkomstdag import toets_uitkomstdag
from tests.law.tabellen import Geval, lees_tabel


def _oproep(uitkomst: Uitkomst) -> Oproep:
    kwam = uitkomst is Uitkomst.ONVOLDOENDE_MEDEWERKING
    return Oproep(
        nummer=1,
        opgesteld_op=date(2026, 3, 2),
        verzonden_op=date(2026, 3, 2),
        termijn_tot=date(2026, 3, 16),
        afspraak_dag=date(2026, 3, 12),
        uitkomst=Uitkomst.VERSCHENEN if kwam else Uitkomst.OPEN,
        uitkomst_op=date(2026, 3, 12) if kwam else None,
    )


def _verzoek(gegeven: dict[str, Any]) -> Verzoek | None:
    if "gevraagd_op" not in gegeven:
        return None
    return Verzoek(
        soort=Verzoeksoort.STUK,
        wat="zijn diploma",
        taal="Arabisch",
        gevraagd_op=gegeven["gevraagd_op"],
        reactie=Reactie(gegeven["reactie"]),
        uiterlijk_op=gegeven.get("uiterlijk_op"),
    )


@pytest.mark.parametrize("geval", lees_tabel("uitkomstdag"), ids=str)
def test_op_welke_dag_een_uitkomst_kan_zijn(geval: Geval) -> None:
    uitkomst = Uitkomst(geval.gegeven["uitkomst"])
    gebreken = toets_uitkomstdag(
        uitkomst,
        _oproep(uitkomst),
        dag=geval.gegeven["dag"],
        peildatum=geval.gegeven["peildatum"],
        verzoek=_verzoek(geval.gegeven),
    )
    assert [g.veld for g in gebreken] == (["op"] if geval.dan else [])
    for gebrek in gebreken:
        assert geval.dan["meldt"] in gebrek.melding
        assert gebrek.grond == geval.grond
