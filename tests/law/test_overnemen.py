"""Wat er uit de eerdere zaak is over te nemen (art. 3:2 Awb, ADR 0096)."""

from datetime import date
from uuid import UUID

import pytest

from core.law.adresboek import Vertegenwoordiger
from core.law.overnemen import Stuk, over_te_nemen, toets_overname, treedt_nog_op
from core.law.recht import Recht

A, B, HIER = UUID(int=1), UUID(int=2), UUID(int=3)
DAG = date(2026, 3, 2)


def _stuk(id_: UUID, *, wat: str = "taal", geldt: bool = True, van: UUID | None = None) -> Stuk:
    return Stuk(id=id_, wat=wat, geldt=geldt, overgenomen_van=van)


def test_alleen_wat_daar_geldt_en_hier_niet_staat() -> None:
    toen = [_stuk(A), _stuk(B, geldt=False)]
    assert over_te_nemen(toen, [], overleden=False) == (A,)
    assert over_te_nemen(toen, [], overleden=True) == ()
    assert over_te_nemen(toen, [_stuk(HIER)], overleden=False) == (), "hier staat er al een"
    assert over_te_nemen(toen, [_stuk(HIER, geldt=False)], overleden=False) == (A,)
    assert over_te_nemen(toen, [_stuk(HIER, geldt=False, van=A)], overleden=False) == (), "en viel daarna weg"
    assert over_te_nemen(toen, [_stuk(HIER, wat="tolk")], overleden=False) == (A,)


def test_wat_niet_is_aangeboden_neemt_niemand_over() -> None:
    assert toets_overname((A,), (A, B)) == ()
    [gebrek] = toets_overname((A, B), (A,))
    assert gebrek.veld == "van"


@pytest.mark.parametrize(
    ("soort", "tot", "beeindigd", "geboren", "nog"),
    [
        (Vertegenwoordiger.CURATOR, None, False, "1990-01-01", True),
        (Vertegenwoordiger.CURATOR, DAG, False, "1990-01-01", True),
        (Vertegenwoordiger.CURATOR, date(2026, 3, 1), False, "1990-01-01", False),
        (Vertegenwoordiger.CURATOR, None, True, "1990-01-01", False),
        (Vertegenwoordiger.VOOGD, None, False, "2008-03-03", True),
        (Vertegenwoordiger.VOOGD, None, False, "2008-03-02", False),
    ],
)
def test_wie_nog_optreedt(
    soort: Vertegenwoordiger, tot: date | None, beeindigd: bool, geboren: str, nog: bool, recht: Recht
) -> None:
    uit = treedt_nog_op(soort, tot=tot, beeindigd=beeindigd, geboren=geboren, vandaag=DAG, recht=recht)
    assert uit is nog
