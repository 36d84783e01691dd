"""Wat deze gemeente nog leest van wie haar niet meer aangaat (I8, art. 5 lid 1 AVG)."""

import datetime as dt

import pytest

from core.law.buurlezing import (
    NIET_MEER_TE_LEZEN,
    is_van_een_ander,
    is_voor_ons,
    kwam_op,
    misschien_weg_op,
    toets_brp_lezing,
    toets_duo_lezing,
)
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


@pytest.mark.parametrize(
    ("gemeente", "stond_hier", "duo_weigert", "brief_moet_weg", "van_een_ander"),
    [
        ("GM0002", False, True, False, True),
        ("GM0002", False, False, False, False),  # in het azc van een ander, en DUO geeft hem: gekoppeld aan ons
        ("GM0002", True, True, False, False),  # hij is verhuisd: T19
        ("GM0002", False, True, True, False),  # er moet nog een brief naar hem toe
        ("GM0001", False, True, False, False),
        ("GM1999", False, True, False, False),  # geen ingezetene: er is geen andere gemeente
        ("", False, True, False, False),
    ],
)
def test_van_wie_duo_hier_meldt_en_niet_geeft_is_de_brp_van_een_ander(
    gemeente: str, stond_hier: bool, duo_weigert: bool, brief_moet_weg: bool, van_een_ander: bool
) -> None:
    for fase in Fase:
        gevonden = is_van_een_ander(
            gemeente, fase, hier="GM0001", stond_hier=stond_hier, duo_weigert=duo_weigert, brief_moet_weg=brief_moet_weg
        )
        assert gevonden is (van_een_ander and fase is not Fase.ONDERBROKEN), fase


@pytest.mark.parametrize("fase", sorted(set(Fase) - NIET_MEER_TE_LEZEN))
def test_van_een_ander_wordt_ook_op_verzoek_niets_in_de_brp_gelezen(fase: Fase) -> None:
    [gebrek] = toets_brp_lezing(fase, brief_moet_weg=False, van_een_ander=True)
    assert gebrek.grond == "art. 5 lid 1 AVG"
    assert "vraag DUO dan om toegang" in gebrek.melding


M1, M2, M3 = (dt.date(2026, 3, dag) for dag in (1, 2, 3))


def test_i8_wat_voor_de_komst_of_na_het_vertrek_gebeurde_meldt_duo_een_ander() -> None:
    kwam = kwam_op(ss120_op=None, ss121_op=M2)
    assert kwam == M2
    assert [is_voor_ons("SS102", dag, kwam=kwam, weg=None) for dag in (M1, M2, M3)] == [False, False, True]
    assert is_voor_ons("SS121", M2, kwam=kwam, weg=None)
    assert [is_voor_ons("SS121", dag, kwam=None, weg=M2) for dag in (M1, M2, M3)] == [True, False, False]
    assert kwam_op(ss120_op=None, ss121_op=None) is None


@pytest.mark.parametrize(("gelezen", "weg"), [(None, None), (M1, M2), (M2, M2), (M3, None)])
def test_i8_of_hij_verhuisde_zegt_de_brp_die_daarna_gelezen_is(gelezen: dt.date | None, weg: dt.date | None) -> None:
    assert misschien_weg_op([("SS102", M1), ("SS121", M2)], brp_gelezen_op=gelezen) == weg
