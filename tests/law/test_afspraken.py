"""De verzette afspraak tegen de tabel."""

from datetime import date

import pytest

from core.law.afspraken import Bevestiging, toets_bevestiging
from core.law.recht import Recht
from tests.law.tabellen import Geval, lees_tabel, maak

VERZONDEN, VANDAAG = date(2026, 3, 2), date(2026, 3, 10)


@pytest.mark.parametrize("geval", lees_tabel("afspraken"), ids=str)
def test_een_verzette_afspraak_is_bevestigd(geval: Geval, recht: Recht) -> None:
    gebreken = toets_bevestiging(
        maak(Bevestiging, geval.gegeven["bevestiging"]),
        afspraak_dag=geval.gegeven["afspraak_dag"],
        vanaf=VERZONDEN,
        peildatum=VANDAAG,
        recht=recht,
    )
    assert [g.veld for g in gebreken] == geval.dan["velden"]
    assert {g.grond for g in gebreken} <= {geval.grond}
