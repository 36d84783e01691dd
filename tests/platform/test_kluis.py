"""De kluis: een cijfertekst opent alleen op haar eigen plek, en een index verraadt niets over gemeenten heen."""

import os
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.instellingen.sleutels import Sleutelbos, Zouten
from core.platform.crypto.kluis import Kluis, KluisDicht, Plek, Soort, afgeleide_sleutel
from core.platform.ids import nieuw_id

EEN, TWEE = Sleutelbos({1: os.urandom(32)}), Sleutelbos({1: os.urandom(32)})
PLEK = Plek(tabel="persoon_nummer", kolom="cijfer", gemeente_id=nieuw_id(), rij_id=nieuw_id())
BUUR = nieuw_id()
ZOUTEN = Zouten().met_nieuwe([PLEK.gemeente_id, BUUR])
KLUIS = Kluis(versleuteling=EEN, index=TWEE, zouten=ZOUTEN)


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
    [{"tabel": "persoon"}, {"kolom": "bidx"}, {"gemeente_id": BUUR}, {"rij_id": nieuw_id()}],
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
    tijdens = Kluis(EEN.met_nieuwe().met_actief(2), TWEE, ZOUTEN)
    nieuw, versie = tijdens.versleutel(b"x", soort=Soort.BSN, plek=PLEK)
    assert versie == 2
    assert tijdens.ontsleutel(oud, soort=Soort.BSN, plek=PLEK) == b"x"
    assert tijdens.ontsleutel(nieuw, soort=Soort.BSN, plek=PLEK) == b"x"
    _dicht(nieuw)
    na = Kluis(tijdens.versleuteling.zonder(1), TWEE, ZOUTEN)
    _dicht(oud, kluis=na)
    assert na.ontsleutel(nieuw, soort=Soort.BSN, plek=PLEK) == b"x"


def test_de_blinde_index_verschilt_per_gemeente_en_vindt_tijdens_rotatie_beide() -> None:
    a, b = PLEK.gemeente_id, BUUR
    index, versie = KLUIS.blinde_index("999990019", soort=Soort.BSN, gemeente_id=a)
    assert (len(index), versie) == (16, 1)
    assert KLUIS.blinde_index("999990019", soort=Soort.BSN, gemeente_id=a) == (index, 1)
    assert KLUIS.blinde_index("999990019", soort=Soort.BSN, gemeente_id=b)[0] != index
    assert KLUIS.blinde_index("999990020", soort=Soort.BSN, gemeente_id=a)[0] != index
    tijdens = Kluis(EEN, TWEE.met_nieuwe().met_actief(2), ZOUTEN)
    beide = tijdens.blinde_indexen("999990019", soort=Soort.BSN, gemeente_id=a)
    assert list(beide) == [2, 1], "de actieve eerst: daarmee is het meeste te vinden"
    assert beide[1] == index != beide[2]
    assert tijdens.blinde_index("999990019", soort=Soort.BSN, gemeente_id=a)[1] == 2


def test_de_wortels_hebben_niets_met_elkaar_te_maken() -> None:
    """Met dezelfde wortel volgen uit versleutelen, index en MAC toch andere sleutels."""
    zelfde = Kluis(EEN, EEN, ZOUTEN)
    index, _ = zelfde.blinde_index("x", soort=Soort.AUDIT, gemeente_id=PLEK.gemeente_id)
    mac = afgeleide_sleutel(EEN, versie=1, gemeente_id=PLEK.gemeente_id, soort=Soort.AUDIT)
    assert index != mac[:16]
    assert afgeleide_sleutel(EEN, versie=1, gemeente_id=nieuw_id(), soort=Soort.AUDIT) != mac


def test_een_nieuwe_versie_leest_mee_voordat_zij_versleutelt() -> None:
    meelezend = Kluis(EEN.met_nieuwe(), TWEE, ZOUTEN)
    assert meelezend.versleutel(b"x", soort=Soort.BSN, plek=PLEK)[1] == 1
    van_morgen, versie = Kluis(meelezend.versleuteling.met_actief(2), TWEE, ZOUTEN).versleutel(
        b"x", soort=Soort.BSN, plek=PLEK
    )
    assert versie == 2
    assert meelezend.ontsleutel(van_morgen, soort=Soort.BSN, plek=PLEK) == b"x"


def test_zonder_haar_zout_is_van_een_gemeente_alles_dicht_en_van_een_ander_niets() -> None:
    """Met beide wortels in handen: het zout is de enige schakel die ontbreekt."""
    mijn, zijn = PLEK, replace(PLEK, gemeente_id=BUUR)
    cijfers = {plek: KLUIS.versleutel(b"x", soort=Soort.BSN, plek=plek)[0] for plek in (mijn, zijn)}
    weg = Kluis(EEN, TWEE, ZOUTEN.zonder(mijn.gemeente_id))
    _dicht(cijfers[mijn], kluis=weg)
    assert weg.ontsleutel(cijfers[zijn], soort=Soort.BSN, plek=zijn) == b"x"
    for bewerking in (
        lambda: weg.versleutel(b"x", soort=Soort.BSN, plek=mijn),
        lambda: weg.blinde_index("x", soort=Soort.BSN, gemeente_id=mijn.gemeente_id),
        lambda: weg.blinde_indexen("x", soort=Soort.BSN, gemeente_id=mijn.gemeente_id),
    ):
        with pytest.raises(KluisDicht, match="geen zout"):
            bewerking()
    _dicht(cijfers[mijn], kluis=Kluis(EEN, TWEE, Zouten().met_nieuwe([mijn.gemeente_id])))


def test_een_ander_zout_geeft_een_andere_index() -> None:
    ander = Kluis(EEN, TWEE, Zouten().met_nieuwe([PLEK.gemeente_id]))
    vraag = {"soort": Soort.BSN, "gemeente_id": PLEK.gemeente_id}
    assert ander.blinde_index("999990019", **vraag) != KLUIS.blinde_index("999990019", **vraag)  # type: ignore[arg-type]


def test_de_vaste_index_is_gelijk_in_elk_proces_tijdens_een_wissel() -> None:
    """Ook als het ene proces de nieuwe sleutel al gebruikt en het andere alleen nog meeleest."""
    vraag = {"soort": Soort.DUO_POSTVAK, "gemeente_id": PLEK.gemeente_id}
    meelezend = Kluis(EEN, TWEE.met_nieuwe(), ZOUTEN)
    actief = Kluis(EEN, meelezend.index.met_actief(2), ZOUTEN)
    assert meelezend.blinde_index("x", **vraag) != actief.blinde_index("x", **vraag)  # type: ignore[arg-type]
    assert meelezend.vaste_index("x", **vraag) == actief.vaste_index("x", **vraag)  # type: ignore[arg-type]
    assert actief.vaste_index("x", **vraag) != actief.vaste_index("y", **vraag)  # type: ignore[arg-type]


tekst = st.text(alphabet="ab/", max_size=4)


@given(tekst, tekst, tekst, tekst)
def test_twee_plekken_geven_nooit_dezelfde_bytes(t1: str, k1: str, t2: str, k2: str) -> None:
    gemeente_id, rij_id = UUID(int=1), UUID(int=2)
    een = Plek(tabel=t1, kolom=k1, gemeente_id=gemeente_id, rij_id=rij_id)
    twee = Plek(tabel=t2, kolom=k2, gemeente_id=gemeente_id, rij_id=rij_id)
    assert (een.aad() == twee.aad()) == (een == twee)
