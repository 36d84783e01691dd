"""Of iemand te laat kwam, als de oproep later niet blijkt te tellen (PG-1, PG-2)."""

from dataclasses import replace
from datetime import date

import pytest

from core.law.oproepen import Oproep, Uitkomst
from core.law.recht import Recht
from core.law.retourpost import Retouroordeel
from core.law.uitkomst_nu import uitkomst_nu

OPROEP = Oproep(
    nummer=1,
    opgesteld_op=date(2026, 3, 2),
    verzonden_op=date(2026, 3, 2),
    afspraak_dag=date(2026, 3, 12),
    termijn_tot=date(2026, 3, 16),
    uitkomst=Uitkomst.TE_LAAT_VERSCHENEN,
    uitkomst_op=date(2026, 3, 18),
)


@pytest.mark.parametrize(
    ("oproep", "nu"),
    [
        (OPROEP, Uitkomst.TE_LAAT_VERSCHENEN),
        (replace(OPROEP, retour=Retouroordeel.FOUT_ADRES), Uitkomst.VERSCHENEN),
        (replace(OPROEP, retour=Retouroordeel.TE_BEOORDELEN), Uitkomst.TE_LAAT_VERSCHENEN),
        (replace(OPROEP, verzonden_op=date(2026, 3, 11)), Uitkomst.VERSCHENEN),
        (replace(OPROEP, uitkomst=Uitkomst.VERSCHENEN), Uitkomst.TE_LAAT_VERSCHENEN),
        (replace(OPROEP, uitkomst=Uitkomst.VERSCHENEN, uitkomst_op=date(2026, 3, 16)), Uitkomst.VERSCHENEN),
        (replace(OPROEP, uitkomst_op=None), Uitkomst.TE_LAAT_VERSCHENEN),
        (replace(OPROEP, uitkomst=Uitkomst.VERSCHENEN, uitkomst_op=None), Uitkomst.VERSCHENEN),
        (replace(OPROEP, uitkomst=Uitkomst.TERMIJN_GEMIST, retour=Retouroordeel.FOUT_ADRES), Uitkomst.TERMIJN_GEMIST),
    ],
)
def test_te_laat_is_alleen_wie_dat_was_op_een_oproep_die_telt(oproep: Oproep, nu: Uitkomst, recht: Recht) -> None:
    assert uitkomst_nu(oproep, recht=recht) is nu
