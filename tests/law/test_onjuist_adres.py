"""Het adres waarvan bleek dat de persoon daar niet is, geldt niet als zijn adres (PG-1, art. 5 lid 1, onder d AVG)."""

from datetime import date

import pytest

from core.law.retourpost import FoutAdres, is_onjuist

GEBLEKEN = (FoutAdres(adres="Kade 3\n3512 AB  UTRECHT", terug_op=date(2026, 3, 9)),)


@pytest.mark.parametrize(
    ("adresregels", "adres_vanaf", "onjuist"),
    [
        (("Kade 3", "3512 AB  UTRECHT"), "2020-01-01", True),
        (("Kade 3", "3512 AB UTRECHT"), "", True),
        (("Kade", "3 3512 AB  UTRECHT"), "2020", True),
        (("Kade 3", "3512 AB  UTRECHT"), "2026-03-09", True),
        (("Kade 3", "3512 AB  UTRECHT"), "2026-03-10", False),
        (("Kade 3", "3512 AB  UTRECHT"), "2026-04", False),
        (("Kade 33", "3512 AB  UTRECHT"), "2020-01-01", False),
        ((), "", False),
    ],
)
def test_tot_de_brp_iets_anders_geeft_of_hetzelfde_opnieuw(
    adresregels: tuple[str, ...], adres_vanaf: str, onjuist: bool
) -> None:
    assert is_onjuist(adresregels, adres_vanaf, GEBLEKEN) is onjuist
    assert not is_onjuist(adresregels, adres_vanaf, ())
