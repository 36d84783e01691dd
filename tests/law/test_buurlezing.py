"""Wat deze gemeente nog leest van wie haar niet meer aangaat (I8, art. 5 lid 1 AVG)."""

import datetime as dt
from typing import Any

import pytest

from core.law.buurlezing import (
    NIET_MEER_TE_LEZEN,
    Bewaren,
    is_van_een_ander,
    is_voor_ons,
    kwam_op,
    misschien_weg_op,
    toets_brp_lezing,
    toets_duo_lezing,
    wat_te_bewaren,
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


def test_i8_wie_elders_staat_ingeschreven_kwam_hier_niet_wonen() -> None:
    """Ook niet wie hier hoort en in een azc elders wacht; al het andere over hem meldt DUO wel hier."""
    codes = ("SS120", "SS121", "SS102")
    assert [is_voor_ons(code, M2, kwam=None, weg=None, elders=True) for code in codes] == [False, False, True]
    assert all(is_voor_ons(code, M2, kwam=None, weg=None) for code in codes)


@pytest.mark.parametrize(("gelezen", "weg"), [(None, None), (M1, M2), (M2, M2), (M3, None)])
def test_i8_of_hij_verhuisde_zegt_de_brp_die_daarna_gelezen_is(gelezen: dt.date | None, weg: dt.date | None) -> None:
    assert misschien_weg_op([("SS102", M1), ("SS121", M2)], brp_gelezen_op=gelezen) == weg


HIER, AZC, ANDER = "GM0001", "GM0009", "GM0002"
GELEZEN: dict[str, Any] = {
    "hier": HIER,
    "vorige": HIER,
    "stond_hier": True,
    "verhuisd": False,
    "met_pip": False,
    "duo_weigert": False,
    "duo_gaf": False,
    "brief_moet_weg": False,
}
IN_AZC = {"vorige": AZC, "stond_hier": False}
WEG = {"vorige": ANDER, "stond_hier": False, "verhuisd": True}


@pytest.mark.parametrize(
    ("gemeente", "fase", "anders", "bewaren"),
    [
        (HIER, Fase.PLICHT_GEMELD, {}, Bewaren.ALLES),
        (HIER, Fase.PLICHT_GEMELD, IN_AZC, Bewaren.ALLES),  # gehuisvest bij ons
        (HIER, Fase.OVERGEDRAGEN, WEG, Bewaren.ALLES),  # hij is terug
        ("GM1999", Fase.TRAJECT_ACTIEF, {}, Bewaren.ALLES),  # uit Nederland: T16
        (ANDER, Fase.TRAJECT_ACTIEF, {}, Bewaren.OVERDRAGEN),  # T19
        (ANDER, Fase.TRAJECT_ACTIEF, {"brief_moet_weg": True}, Bewaren.OVERDRAGEN),
        (ANDER, Fase.ONDERBROKEN, {"vorige": "GM1999", "stond_hier": False}, Bewaren.OVERDRAGEN),
        (ANDER, Fase.OVERGEDRAGEN, WEG, Bewaren.OVERLIJDEN),
        ("GM1999", Fase.OVERGEDRAGEN, WEG, Bewaren.OVERLIJDEN),
        (ANDER, Fase.OVERGEDRAGEN, WEG | {"brief_moet_weg": True}, Bewaren.ALLES),
        (ANDER, Fase.BEEINDIGD, {}, Bewaren.OVERDRAGEN),
        (ANDER, Fase.BEEINDIGD, WEG, Bewaren.OVERLIJDEN),
        (AZC, Fase.PLICHT_GEMELD, IN_AZC | {"vorige": ""}, Bewaren.ALLES),  # de eerste lezing
        (AZC, Fase.PLICHT_GEMELD, IN_AZC, Bewaren.ALLES),
        (AZC, Fase.PLICHT_GEMELD, IN_AZC | {"duo_weigert": True}, Bewaren.GEMEENTE),
        (AZC, Fase.PLICHT_GEMELD, IN_AZC | {"duo_weigert": True, "brief_moet_weg": True}, Bewaren.ALLES),
        (ANDER, Fase.PLICHT_GEMELD, IN_AZC, Bewaren.DUO_VRAGEN),
        (ANDER, Fase.PLICHT_GEMELD, IN_AZC | {"duo_gaf": True}, Bewaren.DUO_VRAGEN),  # zij gaf hem voor dit adres
        (ANDER, Fase.PLICHT_GEMELD, WEG, Bewaren.DUO_VRAGEN),  # zij antwoordde nog niet
        (ANDER, Fase.PLICHT_GEMELD, WEG | {"duo_gaf": True}, Bewaren.ALLES),  # een ander azc: nog steeds van ons
        (AZC, Fase.PLICHT_GEMELD, WEG | {"duo_gaf": True}, Bewaren.DUO_VRAGEN),  # en intussen weer verder
        (ANDER, Fase.PLICHT_GEMELD, IN_AZC | {"duo_weigert": True}, Bewaren.OVERDRAGEN),
        (ANDER, Fase.TRAJECT_ACTIEF, IN_AZC | {"met_pip": True}, Bewaren.OVERDRAGEN),
        (ANDER, Fase.VOLDAAN, IN_AZC, Bewaren.OVERDRAGEN),
    ],
)
def test_i8_van_een_verhuizing_blijft_alleen_dat_zij_er_was(
    gemeente: str, fase: Fase, anders: dict[str, Any], bewaren: Bewaren
) -> None:
    assert wat_te_bewaren(gemeente, fase, **(GELEZEN | anders)) is bewaren
