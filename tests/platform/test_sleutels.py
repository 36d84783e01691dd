"""Sleutels zoals zij bewaard worden: wat geschreven is wordt zo gelezen, en wat niet klopt wordt geweigerd."""

import os
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.instellingen.sleutels import OnjuisteSleutels, Sleutelbos, Zouten, lees_sleutelbos, lees_zouten, sleuteltekst

sleutel = st.binary(min_size=32, max_size=40)
bossen = st.dictionaries(st.integers(min_value=1, max_value=2**31 - 1), sleutel, min_size=1, max_size=4).flatmap(
    lambda versies: st.sampled_from(sorted(versies)).map(lambda actief: Sleutelbos(versies, actief))
)
SLEUTEL = sleuteltekst(bytes(range(32)))
A, B = UUID(int=1), UUID(int=2)


@given(bossen)
def test_een_bos_komt_terug_zoals_hij_was(bos: Sleutelbos) -> None:
    assert lees_sleutelbos(bos.als_tekst()) == bos
    assert lees_sleutelbos(bos.als_tekst().replace("\n", ", ")) == bos, "ook op één regel, in een omgevingsvariabele"


@given(st.dictionaries(st.uuids(), sleutel, max_size=4), st.sets(st.uuids(), max_size=3))
def test_zouten_komen_terug_zoals_zij_waren(van: dict[UUID, bytes], weg: set[UUID]) -> None:
    zouten = Zouten({g: z for g, z in van.items() if g not in weg}, frozenset(weg))
    if len(set(zouten.van.values())) == len(zouten.van):
        assert lees_zouten(zouten.als_tekst()) == zouten


@pytest.mark.parametrize(
    ("tekst", "reden"),
    [
        ("", r"een \* voor de ene"),
        ("0:" + SLEUTEL, "verwacht versie:base64"),
        ("x:" + SLEUTEL, "verwacht versie:base64"),
        ("²:" + SLEUTEL, "verwacht versie:base64"),
        ("1:", "verwacht versie:base64"),
        (f"99999999999:{SLEUTEL}", "verwacht versie:base64"),
        (f"*1:{SLEUTEL},2:vergeten,2:{SLEUTEL}", "staat er twee keer"),
        ("*1:vergeten", "versie 1 is er niet"),
        ("1:AAAA", "minstens 32 bytes"),
        ("1:geen base64", "verwacht base64"),
        (f"1:{SLEUTEL},1:{SLEUTEL}", "staat er twee keer"),
        (f"1:{SLEUTEL},2:{SLEUTEL}", r"een \* voor de ene"),
        (f"*1:{SLEUTEL},*2:{SLEUTEL}", r"een \* voor de ene"),
    ],
)
def test_een_bos_die_niet_klopt(tekst: str, reden: str) -> None:
    with pytest.raises(OnjuisteSleutels, match=reden):
        lees_sleutelbos(tekst)


@pytest.mark.parametrize(
    ("tekst", "reden"),
    [
        ("geen-uuid:" + SLEUTEL, "verwacht gemeente_id:base64"),
        (f"{A}:AAAA", "minstens 32 bytes"),
        (f"{A}:{SLEUTEL},{A}:vernietigd", "staat er twee keer"),
        (f"{A}:{SLEUTEL},{B}:{SLEUTEL}", "hetzelfde zout"),
    ],
)
def test_zouten_die_niet_kloppen(tekst: str, reden: str) -> None:
    with pytest.raises(OnjuisteSleutels, match=reden):
        lees_zouten(tekst)


def test_een_melding_noemt_nooit_een_sleutel() -> None:
    geheim = sleuteltekst(os.urandom(32))
    for lees, tekst in ((lees_sleutelbos, f"1:{geheim},1:{geheim}"), (lees_zouten, f"{A}:{geheim},{B}:{geheim}")):
        with pytest.raises(OnjuisteSleutels) as fout:
            lees(tekst)
        assert geheim not in str(fout.value)
    bos = lees_sleutelbos(f"1:{geheim}")
    assert geheim not in repr((bos, Zouten({A: bos.versies[1]})))


def test_een_versie_komt_erbij_wordt_actief_en_gaat_weg() -> None:
    een = Sleutelbos({1: os.urandom(32)})
    twee = een.met_nieuwe()
    assert (sorted(twee.versies), twee.actief) == ([1, 2], 1)
    assert twee.versies[1] == een.versies[1] != twee.versies[2]
    actief = twee.met_actief(2)
    assert sorted(actief.zonder(1).versies) == [2]
    terug = actief.met_actief(1).zonder(2)
    assert lees_sleutelbos(terug.als_tekst()) == terug
    assert max(terug.met_nieuwe().versies) == 3, "een vergeten nummer komt nooit terug met een andere sleutel"
    for doe, versie in ((actief.zonder, 2), (actief.zonder, 7), (actief.met_actief, 7)):
        with pytest.raises(OnjuisteSleutels, match=f"versie {versie} is"):
            doe(versie)


def test_een_vernietigde_gemeente_krijgt_nooit_meer_een_zout() -> None:
    zouten = Zouten().met_nieuwe([A, B])
    weg = lees_zouten(zouten.zonder(A).als_tekst()).met_nieuwe([A, B])
    assert set(weg.van) == {B}
    assert weg.van[B] == zouten.van[B]
    assert weg.vernietigd == {A}
    assert sleuteltekst(zouten.van[A]) not in weg.als_tekst()
