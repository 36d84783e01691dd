"""De indeling in groepen volgt art. 13 lid 1 Wi2021."""

import pytest

from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep, boetegroep, groep_van, is_asiel, zijn_oneens
from core.law.leerroutes import Alfabetisering, Leerroute


def test_de_zeven_groepen_van_duo() -> None:
    asiel = {g.value for g in GedetailleerdeDoelgroep if is_asiel(g)}
    assert asiel == {
        "Asielstatushouder",
        "Gezinshereniger met Asielstatushouder",
        "Gezinsvormer met Asielstatushouder",
    }
    assert len(GedetailleerdeDoelgroep) == 7
    assert is_asiel(Doelgroep.ASIEL)
    assert not is_asiel(Doelgroep.GEZIN_EN_OVERIG)
    assert GedetailleerdeDoelgroep.OVERIG.doelgroep is Doelgroep.GEZIN_EN_OVERIG


_F = GedetailleerdeDoelgroep
_D = Doelgroep


@pytest.mark.parametrize(
    ("hoofd", "fijn", "groep", "boete", "oneens"),
    [
        (None, None, None, _D.ASIEL, False),
        (_D.ASIEL, None, _D.ASIEL, _D.ASIEL, False),
        (_D.ASIEL, _F.ASIELSTATUSHOUDER, _D.ASIEL, _F.ASIELSTATUSHOUDER, False),
        (_D.GEZIN_EN_OVERIG, _F.GEZINSVORMER, _D.GEZIN_EN_OVERIG, _F.GEZINSVORMER, False),
        (
            _D.GEZIN_EN_OVERIG,
            _F.GEZINSVORMER_MET_ASIELSTATUSHOUDER,
            _D.ASIEL,
            _F.GEZINSVORMER_MET_ASIELSTATUSHOUDER,
            True,
        ),
        (_D.ASIEL, _F.GEZINSHERENIGER, _D.ASIEL, _D.ASIEL, True),
    ],
)
def test_art_13_een_functie_zegt_de_groep_en_wie_het_navraagt(
    hoofd: Doelgroep | None,
    fijn: GedetailleerdeDoelgroep | None,
    groep: Doelgroep | None,
    boete: Doelgroep | GedetailleerdeDoelgroep,
    oneens: bool,
) -> None:
    assert groep_van(hoofd, fijn) is groep
    assert boetegroep(hoofd, fijn) is boete
    assert zijn_oneens(hoofd, fijn) is oneens


def test_elke_code_heeft_een_nederlandse_omschrijving() -> None:
    assert [r.omschrijving for r in Leerroute] == ["B1-route", "onderwijsroute", "zelfredzaamheidsroute"]
    assert all(a.omschrijving for a in Alfabetisering)
