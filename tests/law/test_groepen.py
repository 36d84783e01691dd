"""De indeling in groepen volgt art. 13 lid 1 Wi2021."""

from core.law.groepen import Doelgroep, GedetailleerdeDoelgroep, is_asiel
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


def test_elke_code_heeft_een_nederlandse_omschrijving() -> None:
    assert [r.omschrijving for r in Leerroute] == ["B1-route", "onderwijsroute", "zelfredzaamheidsroute"]
    assert all(a.omschrijving for a in Alfabetisering)
