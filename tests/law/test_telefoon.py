"""Een telefoonnummer is geen nummer van een persoon: wat niet bestaat, en wat het ook kan zijn (AVG 5(1)c)."""

import pytest

from core.law.telefoon import kan_ook_zijn, toets_nummer_van_iemand, toets_telefoon, toets_zonder_nummer


@pytest.mark.parametrize(
    "nummer",
    [
        *["06 12345678", "(030) 123 45 67", "0301234567", "14 030", "+31 6 12345678", "0031 30 1234567", "31612345678"],
        *["+32 2 123 45 67", "+963 999 990 019", "0800 1234567", "+31 (0)6 12345678", "0900 8844", "06-12.34.56.78"],
    ],
)
def test_een_telefoonnummer_mag(nummer: str) -> None:
    assert list(toets_telefoon("waarde", nummer)) == []
    assert list(toets_nummer_van_iemand("waarde", nummer, is_van_iemand=False)) == []


@pytest.mark.parametrize("nummer", ["niet bekend", "bel 0612345678", "", "06"])
def test_wat_de_vorm_niet_heeft_wordt_geweigerd(nummer: str) -> None:
    [gebrek] = toets_telefoon("waarde", nummer)
    assert (gebrek.veld, gebrek.grond) == ("waarde", "art. 2:1 lid 1 Awb")


@pytest.mark.parametrize(
    "tekst",
    [
        *["0999990019", "09999 90019", "099-9990019", "+31 999990019", "0031999990019", "31999990019", "0099999001"],
        *["+31 0999990019", "0999990019 (na 17 uur)", "a0999990019@example.org"],
    ],
)
def test_wat_in_nederland_geen_telefoonnummer_is_wordt_voor_een_bsn_gehouden(tekst: str) -> None:
    [gebrek] = toets_nummer_van_iemand("waarde", tekst, is_van_iemand=False)
    assert gebrek.grond == "art. 5 lid 1 AVG"


@pytest.mark.parametrize(
    "tekst",
    [
        *["06999990019", "06 9999 90 019", "12999990019", "1999990019", "00316999990019", "+316999990019"],
        *["06999990019 (na 17 uur)", "080012345678", "3169999900199", "9000000001"],
    ],
)
def test_een_bsn_met_nog_iets_ervoor_is_te_lang_voor_een_telefoonnummer(tekst: str) -> None:
    [gebrek] = toets_nummer_van_iemand("waarde", tekst, is_van_iemand=False)
    assert "te lang" in gebrek.melding
    assert list(toets_nummer_van_iemand("waarde", f"a{tekst[:11]}@example.org", is_van_iemand=False)) == []


@pytest.mark.parametrize(
    ("tekst", "cijfers"),
    [
        ("0999990019", {"999990019", "0999990019"}),
        ("06 12345678", {"612345678", "0612345678"}),
        ("(030) 123 45 67", {"301234567", "0301234567"}),
        ("612345678", {"612345678"}),
        ("9000000001", {"9000000001"}),
        ("+31 6 12345678", set()),
        ("0031612345678", set()),
        ("+963 999 990 019", {"999990019", "3999990019"}),
        ("00963999990019", {"999990019", "3999990019"}),
        ("+32999990019", {"999990019", "2999990019"}),
        ("+32 (0)999 990 019", {"999990019", "0999990019"}),
        ("+1 999990019", {"999990019", "1999990019"}),
        ("+4999990019", {"999990019", "4999990019"}),
        ("+4 999990019 (na 17 uur)", {"999990019", "4999990019"}),
        ("+32 2 123 45 67", {"221234567", "3221234567"}),
        ("+31 999990019", set()),
        ("+9000000675", {"000000675", "9000000675"}),
        ("009000000675", {"000000675", "9000000675"}),
        ("+1 9000000675", {"000000675", "9000000675"}),
        ("14 030", set()),
        ("anna.0999990019@example.org", {"999990019", "0999990019"}),
        ("06 12345678 (na 17 uur)", {"612345678", "0612345678"}),
        ("anna1985@example.org", set()),
    ],
)
def test_welke_nummers_van_een_persoon_het_kan_zijn(tekst: str, cijfers: set[str]) -> None:
    assert {kandidaat.cijfers for kandidaat in kan_ook_zijn(tekst)} == cijfers
    assert all(kandidaat.is_bsn == (len(kandidaat.cijfers) == 9) for kandidaat in kan_ook_zijn(tekst))


def test_alleen_het_nummer_van_iemand_in_de_gemeente_wordt_geweigerd() -> None:
    assert list(toets_nummer_van_iemand("telefoon", "06 12345678", is_van_iemand=False)) == []
    [gebrek] = toets_nummer_van_iemand("telefoon", "06 12345678", is_van_iemand=True)
    assert gebrek.veld == "telefoon"
    assert "+31" in gebrek.melding


@pytest.mark.parametrize(("tekst", "mag"), [("Dari (dialect 2)", True), ("Tigrinya", True), ("Dari 9000000675", False)])
def test_een_taal_heeft_geen_nummer(tekst: str, mag: bool) -> None:
    assert (list(toets_zonder_nummer("waarde", tekst)) == []) is mag
    assert list(toets_zonder_nummer("waarde", "Dari 9-0-0-0-0-0-0-6-7-5"))
    assert list(toets_zonder_nummer("waarde", "\u0669" * 10))
