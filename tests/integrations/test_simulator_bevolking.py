"""De verzonnen bevolking: niemand bestaat, en uit hetzelfde zaad komt dezelfde bevolking."""

import re
from collections import Counter

import pytest
from stdnum.nl import bsn as bsn_regels

from core.ontwikkeling.simulator.bevolking import BLOK, LASTIG, Inwoner, Verhaal, bruikbare_nummers, maak_bevolking
from core.ontwikkeling.simulator.cijfers import cijfers, lees_cijfers, namen
from core.ontwikkeling.simulator.instellingen import MEESTE_PERSONEN, SimulatorGemeente, SimulatorInstellingen
from tests.integrations.wereld import DUO_OIN, STICHTSE_VECHT, UTRECHT

GEMEENTEN = (UTRECHT, STICHTSE_VECHT)


@pytest.fixture(scope="module")
def bevolking() -> tuple[Inwoner, ...]:
    return maak_bevolking(2021, GEMEENTEN, aantal=MEESTE_PERSONEN)


def test_er_zijn_precies_909_testnummers() -> None:
    assert len(bruikbare_nummers()) == MEESTE_PERSONEN


def test_elk_bsn_is_een_uniek_testnummer_dat_de_elfproef_doorstaat(bevolking: tuple[Inwoner, ...]) -> None:
    bsns = [i.bsn for i in bevolking]
    assert len(set(bsns)) == len(bsns) == MEESTE_PERSONEN
    assert all(bsn.startswith("9999") and bsn_regels.is_valid(bsn) for bsn in bsns)


def test_elk_v_nummer_is_uniek_en_uit_de_testreeks(bevolking: tuple[Inwoner, ...]) -> None:
    nummers = {i.v_nummer for i in bevolking}
    assert len(nummers) == len(bevolking)
    assert all(9_000_000_000 <= n <= 9_999_999_999 for n in nummers)


def test_hetzelfde_zaad_geeft_dezelfde_bevolking_en_een_ander_zaad_een_andere(bevolking: tuple[Inwoner, ...]) -> None:
    assert maak_bevolking(2021, GEMEENTEN, aantal=MEESTE_PERSONEN) == bevolking
    assert maak_bevolking(2022, GEMEENTEN, aantal=MEESTE_PERSONEN) != bevolking


def test_elk_lastig_verhaal_komt_in_elk_blok_van_een_gemeente_een_keer_voor(bevolking: tuple[Inwoner, ...]) -> None:
    for gemeente in GEMEENTEN:
        verhalen = [i.verhaal for i in bevolking if i.gemeentecode == gemeente.code]
        for begin in range(0, len(verhalen) - BLOK + 1, BLOK):
            telling = Counter(verhalen[begin : begin + BLOK])
            assert {v: telling[v] for v in LASTIG} == dict.fromkeys(LASTIG, 1)


def test_de_bevolking_is_eerlijk_over_de_gemeenten_verdeeld(bevolking: tuple[Inwoner, ...]) -> None:
    aantallen = Counter(i.gemeentecode for i in bevolking)
    assert max(aantallen.values()) - min(aantallen.values()) <= 1


def test_het_aandeel_asiel_ligt_bij_het_cijfer_van_het_cbs(bevolking: tuple[Inwoner, ...]) -> None:
    aandeel = sum(i.asiel for i in bevolking) / len(bevolking)
    assert abs(aandeel - cijfers().aandeel_asiel) < 0.06


def test_wie_samen_woont_deelt_adres_groep_en_herkomst(bevolking: tuple[Inwoner, ...]) -> None:
    huishoudens: dict[int, list[Inwoner]] = {}
    for inwoner in bevolking:
        huishoudens.setdefault(inwoner.huishouden, []).append(inwoner)
    samen = [h for h in huishoudens.values() if len(h) > 1]
    assert len(samen) > 20
    for een, ander in samen:
        assert (een.straat, een.huisnummer, een.postcode) == (ander.straat, ander.huisnummer, ander.postcode)
        assert (een.herkomst, een.gemeentecode) == (ander.herkomst, ander.gemeentecode)
        assert een.asiel == ander.asiel
        assert een.dagen_tot_huisvesting == ander.dagen_tot_huisvesting


def test_alle_vormen_van_een_geboortedatum_en_elke_uitslag_komen_voor(bevolking: tuple[Inwoner, ...]) -> None:
    assert {(bool(i.geboren.maand), bool(i.geboren.dag)) for i in bevolking} == {
        (True, True),
        (True, False),
        (False, False),
    }
    assert len({i.lbt_uitslag for i in bevolking}) == 3
    assert all(re.fullmatch(r"\d{1,3},\d{2}", i.lbt_score) for i in bevolking)
    assert {i.verhaal for i in bevolking} == set(Verhaal)
    assert any(i.geheimhouding for i in bevolking)


def test_namen_van_veel_herkomsten(bevolking: tuple[Inwoner, ...]) -> None:
    assert {i.herkomst for i in bevolking} == set(namen()) - {"straten"}
    for inwoner in bevolking:
        lijst = namen()[inwoner.herkomst]
        assert inwoner.voornamen in lijst[inwoner.geslacht]
        assert inwoner.geslachtsnaam in lijst["achternaam"]


def test_een_cijfer_zonder_bron_wordt_niet_geladen() -> None:
    with pytest.raises(ValueError, match="wijkt af"):
        lees_cijfers("ijkdatum: {waarde: 2026-01-01, bron: x}")
    tekst = "\n".join(f"{naam}: {{waarde: 1}}" for naam in cijfers().__dataclass_fields__)
    with pytest.raises(ValueError, match=r"zonder bron: .*aandeel_asiel"):
        lees_cijfers(tekst)


@pytest.mark.parametrize(
    ("fout", "melding"),
    [
        ({"aantal": MEESTE_PERSONEN + 1}, "1 tot en met 909"),
        ({"aantal": 0}, "1 tot en met 909"),
        ({"gemeenten": ()}, "minstens één gemeente"),
        ({"gemeenten": (UTRECHT, UTRECHT)}, "eigen code"),
        ({"duo_oin": UTRECHT.oin}, "niet dat van een gemeente"),
    ],
)
def test_onmogelijke_instellingen_worden_geweigerd(fout: dict[str, object], melding: str, tmp_path: object) -> None:
    goed: dict[str, object] = {
        "bestand": tmp_path,
        "meedoen": "http://meedoen.example.org",
        "duo_oin": DUO_OIN,
        "gemeenten": GEMEENTEN,
    }
    SimulatorInstellingen(**goed)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=melding):
        SimulatorInstellingen(**(goed | fout))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "oin"), [("GM0344", UTRECHT.oin), ("344", UTRECHT.oin), ("0344", "00000001002220647000"), ("0344", "1")]
)
def test_een_echte_oin_of_een_code_met_gm_wordt_geweigerd(code: str, oin: str) -> None:
    with pytest.raises(ValueError, match=r"vier cijfers|testreeks"):
        SimulatorGemeente(code=code, naam="Utrecht", oin=oin)
