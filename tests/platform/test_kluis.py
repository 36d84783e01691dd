"""De kluis: een cijfertekst opent alleen op haar eigen plek, en een index verraadt niets over gemeenten heen."""

import os
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config import Sleutelbos
from core.platform.crypto.kluis import Kluis, KluisDicht, Plek, Soort, afgeleide_sleutel
from core.platform.ids import nieuw_id

EEN, TWEE = Sleutelbos({1: os.urandom(32)}), Sleutelbos({1: os.urandom(32)})
KLUIS = Kluis(versleuteling=EEN, index=TWEE)
PLEK = Plek(tabel="persoon_nummer", kolom="cijfer", gemeente_id=nieuw_id(), rij_id=nieuw_id())


def _dicht(cijfer: bytes, *, kluis: Kluis = KLUIS, soort: Soort = Soort.BSN, plek: Plek = PLEK) -> None:
    with pytest.raises(KluisDicht):
        kluis.ontsleutel(cijfer, soort=soort, plek=plek)


@given(st.binary(max_size=200))
def test_heen_en_terug(waarde: bytes) -> None:
    cijfer, versie = KLUIS.versleutel(waarde, soort=Soort.BSN, plek=PLEK)
    assert versie == 1
    assert KLUIS.ontsleutel(cijfer, soort=Soort.BSN, plek=PLEK) == waarde
    assert len(waarde) < 4 or waarde not in cijfer


@pytest.mark.parametrize(
    "anders",
    [{"tabel": "persoon"}, {"kolom": "bidx"}, {"gemeente_id": nieuw_id()}, {"rij_id": nieuw_id()}],
    ids=lambda a: next(iter(a)),
)
def test_een_verplaatste_cijfertekst_opent_niet(anders: dict[str, object]) -> None:
    cijfer, _ = KLUIS.versleutel(b"999990019", soort=Soort.BSN, plek=PLEK)
    _dicht(cijfer, plek=replace(PLEK, **anders))  # type: ignore[arg-type]


@pytest.mark.parametrize("soort", [s for s in Soort if s is not Soort.BSN])
def test_elke_soort_heeft_een_eigen_sleutel(soort: Soort) -> None:
    cijfer, _ = KLUIS.versleutel(b"999990019", soort=Soort.BSN, plek=PLEK)
    _dicht(cijfer, soort=soort)
    index = KLUIS.blinde_index("999990019", soort=Soort.BSN, gemeente_id=PLEK.gemeente_id)
    assert KLUIS.blinde_index("999990019", soort=soort, gemeente_id=PLEK.gemeente_id) != index


def test_elk_veranderd_bit_wordt_gezien() -> None:
    cijfer, _ = KLUIS.versleutel(b"999990019", soort=Soort.BSN, plek=PLEK)
    for plaats in range(len(cijfer) * 8):
        ander = bytearray(cijfer)
        ander[plaats // 8] ^= 1 << plaats % 8
        _dicht(bytes(ander))
    for lengte in range(len(cijfer)):
        _dicht(cijfer[:lengte])


def test_dezelfde_waarde_geeft_steeds_een_andere_cijfertekst() -> None:
    assert len({KLUIS.versleutel(b"x", soort=Soort.BSN, plek=PLEK)[0] for _ in range(50)}) == 50


def test_sleutelversies() -> None:
    oud, _ = KLUIS.versleutel(b"x", soort=Soort.BSN, plek=PLEK)
    tijdens = Kluis(versleuteling=Sleutelbos({**EEN.versies, 2: os.urandom(32)}), index=TWEE)
    nieuw, versie = tijdens.versleutel(b"x", soort=Soort.BSN, plek=PLEK)
    assert versie == 2
    assert tijdens.ontsleutel(oud, soort=Soort.BSN, plek=PLEK) == b"x"
    assert tijdens.ontsleutel(nieuw, soort=Soort.BSN, plek=PLEK) == b"x"
    _dicht(nieuw)
    na = Kluis(versleuteling=Sleutelbos({2: tijdens.versleuteling.versies[2]}), index=TWEE)
    _dicht(oud, kluis=na)
    assert na.ontsleutel(nieuw, soort=Soort.BSN, plek=PLEK) == b"x"


def test_de_blinde_index_verschilt_per_gemeente_en_vindt_tijdens_rotatie_beide() -> None:
    a, b = nieuw_id(), nieuw_id()
    index, versie = KLUIS.blinde_index("999990019", soort=Soort.BSN, gemeente_id=a)
    assert (len(index), versie) == (16, 1)
    assert KLUIS.blinde_index("999990019", soort=Soort.BSN, gemeente_id=a) == (index, 1)
    assert KLUIS.blinde_index("999990019", soort=Soort.BSN, gemeente_id=b)[0] != index
    assert KLUIS.blinde_index("999990020", soort=Soort.BSN, gemeente_id=a)[0] != index
    tijdens = Kluis(versleuteling=EEN, index=Sleutelbos({**TWEE.versies, 2: os.urandom(32)}))
    beide = tijdens.blinde_indexen("999990019", soort=Soort.BSN, gemeente_id=a)
    assert index in beide
    assert len(set(beide)) == 2
    assert tijdens.blinde_index("999990019", soort=Soort.BSN, gemeente_id=a)[1] == 2


def test_de_wortels_hebben_niets_met_elkaar_te_maken() -> None:
    """Met dezelfde wortel volgen uit versleutelen, index en MAC toch andere sleutels."""
    zelfde = Kluis(versleuteling=EEN, index=EEN)
    index, _ = zelfde.blinde_index("x", soort=Soort.AUDIT, gemeente_id=PLEK.gemeente_id)
    mac = afgeleide_sleutel(EEN, versie=1, gemeente_id=PLEK.gemeente_id, soort=Soort.AUDIT)
    assert index != mac[:16]
    assert afgeleide_sleutel(EEN, versie=1, gemeente_id=nieuw_id(), soort=Soort.AUDIT) != mac


tekst = st.text(alphabet="ab/", max_size=4)


@given(tekst, tekst, tekst, tekst)
def test_twee_plekken_geven_nooit_dezelfde_bytes(t1: str, k1: str, t2: str, k2: str) -> None:
    gemeente_id, rij_id = UUID(int=1), UUID(int=2)
    een = Plek(tabel=t1, kolom=k1, gemeente_id=gemeente_id, rij_id=rij_id)
    twee = Plek(tabel=t2, kolom=k2, gemeente_id=gemeente_id, rij_id=rij_id)
    assert (een.aad() == twee.aad()) == (een == twee)
