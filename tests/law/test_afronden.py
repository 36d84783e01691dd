"""Wanneer iemand klaar is met zijn leerroute, met de hand overgenomen uit §6 en §7.4 van de specificatie."""

import pytest

from core.law.afronden import Vereiste, in_plaats_van_het_taalschakeltraject, nodig
from core.law.leerroutes import Leerroute

V = Vereiste


@pytest.mark.parametrize(
    ("leerroute", "vereist"),
    [
        pytest.param(Leerroute.B, {V.TAALEXAMENS, V.KNM, V.PVT, V.MAP}, id="B1-route, art. 6 en 7"),
        pytest.param(Leerroute.O, {V.TAALSCHAKELTRAJECT, V.PVT}, id="onderwijsroute zonder MAP, art. 8 lid 3"),
        pytest.param(Leerroute.Z, {V.LESSEN, V.EINDGESPREK, V.PVT, V.MAP}, id="zelfredzaamheidsroute, art. 9"),
    ],
)
def test_wat_een_leerroute_vraagt(leerroute: Leerroute, vereist: set[Vereiste]) -> None:
    assert nodig(leerroute) == vereist


def test_zonder_taalschakeltraject_telt_het_inburgeringsexamen() -> None:
    """Art. 8 lid 4: de vier vaardigheden op B1 en KNM."""
    assert in_plaats_van_het_taalschakeltraject() == {V.TAALEXAMENS, V.KNM}
