"""De lijst van gemeenten: elke code heeft een naam, en een onbekende code waarschuwt en houdt niets tegen."""

import re

import pytest

from core.law.gemeenten import naam_van_gemeente, noem_gemeente, waarschuw_onbekend
from core.law.lezen import lees_gemeenten


def test_elke_code_heeft_de_vorm_van_het_cbs_en_een_naam_die_maar_een_keer_voorkomt() -> None:
    lijst = lees_gemeenten()
    assert len(lijst) == 346, "342 van nu, en vier die sinds 2022 in een ander opgingen"
    assert all(re.fullmatch("GM[0-9]{4}", code) for code in lijst)
    assert all(lijst.values())
    assert len(set(lijst.values())) == len(lijst)


@pytest.mark.parametrize(
    ("code", "naam"), [("GM0344", "Utrecht"), ("GM0518", "'s-Gravenhage"), ("GM0457", "Weesp"), ("GM9999", "")]
)
def test_hoe_een_gemeente_heet(code: str, naam: str) -> None:
    assert naam_van_gemeente(code) == naam
    assert noem_gemeente(code) == (f"gemeente {naam} ({code})" if naam else f"gemeente {code}")
    assert bool(waarschuw_onbekend(code)) is not bool(naam)
