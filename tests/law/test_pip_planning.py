"""Naar welke lezing van de tien weken gepland wordt (B25, art. 5.3 lid 1 Bi2021)."""

from dataclasses import dataclass
from datetime import date

import pytest

from core.law.pip_planning import eerste_lezing


@dataclass(frozen=True)
class _Lezing:
    einde: date


VROEG, LAAT = _Lezing(date(2026, 4, 21)), _Lezing(date(2026, 5, 11))


@pytest.mark.parametrize(
    ("lopend", "naast", "kiest_nog", "telt"),
    [
        (LAAT, None, True, LAAT),
        (LAAT, VROEG, True, VROEG),
        (VROEG, LAAT, True, VROEG),
        (LAAT, VROEG, False, LAAT),
        (VROEG, LAAT, False, VROEG),
    ],
)
def test_wie_nog_kiest_plant_naar_de_vroegste_dag(
    lopend: _Lezing, naast: _Lezing | None, kiest_nog: bool, telt: _Lezing
) -> None:
    assert eerste_lezing(lopend, naast, kiest_nog=kiest_nog) is telt
