"""Meer vertegenwoordigers van een soort tegelijk: gewoonlijk een vergissing, en dan vraagt Meedoen het (§18.4)."""

from datetime import date
from uuid import UUID

import pytest

from core.law.adresboek import Vertegenwoordiger, Vertegenwoordiging
from core.law.vertegenwoordigen import GEWOONLIJK, Optreden, waarschuw_bij_meer


def _lopend(soort: Vertegenwoordiger, aantal: int, *, tot: date | None = None) -> list[Vertegenwoordiging]:
    return [
        Vertegenwoordiging(id=UUID(int=nr), soort=soort, naam="x", adresregels=(), vanaf=date(2026, 1, 1), tot=tot)
        for nr in range(aantal)
    ]


def _optreden(soort: Vertegenwoordiger, vanaf: date, tot: date | None = None) -> Optreden:
    return Optreden(soort=soort, naam="y", adresregels=("Kade 3",), vanaf=vanaf, tot=tot, bron="beschikking")


@pytest.mark.parametrize("soort", Vertegenwoordiger)
def test_meer_van_een_soort_dan_gewoonlijk_waarschuwt(soort: Vertegenwoordiger) -> None:
    optreden = _optreden(soort, date(2026, 3, 1))
    hoogstens, grond = GEWOONLIJK.get(soort, (8, None))
    assert waarschuw_bij_meer(optreden, _lopend(soort, hoogstens - 1)) == ()
    gewaarschuwd = waarschuw_bij_meer(optreden, _lopend(soort, hoogstens))
    assert [w.grond for w in gewaarschuwd] == ([] if grond is None else [str(grond)])
    for ander in set(Vertegenwoordiger) - {soort}:
        assert waarschuw_bij_meer(optreden, _lopend(ander, 8)) == ()


@pytest.mark.parametrize(
    ("vanaf", "tot", "tegelijk"),
    [
        (date(2026, 6, 30), None, True),
        (date(2026, 7, 1), None, False),
        (date(2025, 1, 1), date(2025, 12, 31), False),
        (date(2025, 1, 1), date(2026, 1, 1), True),
        (date(2025, 1, 1), None, True),
    ],
)
def test_wie_een_ander_opvolgt_treedt_niet_tegelijk_op(vanaf: date, tot: date | None, tegelijk: bool) -> None:
    soort = Vertegenwoordiger.CURATOR
    lopend = _lopend(soort, 1, tot=date(2026, 6, 30))
    assert bool(waarschuw_bij_meer(_optreden(soort, vanaf, tot), lopend)) is tegelijk
