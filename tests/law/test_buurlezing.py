"""Wat deze gemeente nog leest van wie haar niet meer aangaat (I8, art. 5 lid 1 AVG)."""

import pytest

from core.law.buurlezing import NIET_MEER_TE_LEZEN, toets_brp_lezing, toets_duo_lezing
from core.law.fasen import Fase


@pytest.mark.parametrize("fase", Fase)
def test_i8_van_wie_niet_meer_van_ons_is_wordt_niets_gelezen(fase: Fase) -> None:
    mag = fase not in NIET_MEER_TE_LEZEN
    gevonden = (toets_duo_lezing(fase), toets_brp_lezing(fase, brief_moet_weg=False))
    assert [not gebreken for gebreken in gevonden] == [mag, mag]
    assert all(g.grond == "art. 5 lid 1 AVG" for gebreken in gevonden for g in gebreken)


@pytest.mark.parametrize("fase", sorted(NIET_MEER_TE_LEZEN))
def test_i8_alleen_na_een_verhuizing_mag_het_adres_nog_voor_een_brief_die_weg_moet(fase: Fase) -> None:
    assert (toets_brp_lezing(fase, brief_moet_weg=True) == ()) is (fase is Fase.OVERGEDRAGEN)
