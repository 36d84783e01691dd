"""Wat de uitkomst van een oproep nu betekent: niemand is te laat op een oproep die niet telt (PG-1, PG-2).

Vastgelegd blijft wat iemand vastlegde; of dat te laat was, volgt steeds uit wat er nu van de oproep vaststaat.
"""

from datetime import timedelta

from core.law.oproepen import Oproep, Uitkomst, te_laat
from core.law.recht import Recht


def uitkomst_nu(oproep: Oproep, *, recht: Recht) -> Uitkomst:
    """De uitkomst zoals zij nu geldt; alleen of iemand op tijd kwam, hangt ervan af of de oproep telt."""
    if not oproep.uitkomst.gekomen:
        return oproep.uitkomst
    kwam_op = oproep.uitkomst_op
    if kwam_op is None:
        is_te_laat = oproep.uitkomst is Uitkomst.TE_LAAT_VERSCHENEN
        kwam_op = oproep.termijn_tot + timedelta(days=1) if is_te_laat else oproep.termijn_tot
    return Uitkomst.TE_LAAT_VERSCHENEN if te_laat(oproep, kwam_op=kwam_op, recht=recht) else Uitkomst.VERSCHENEN
