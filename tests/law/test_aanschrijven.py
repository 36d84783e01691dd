"""Of en waarheen er een brief kan (art. 3:41 Awb), en wat er over gegevens uit de BRP te weten is."""

from dataclasses import replace

import pytest

from core.law.aanschrijven import Adressoort, Persoonsbeeld, signalen, toets_aanschrijven

HIER, ELDERS = "GM1904", "GM0518"
GEWOON = Persoonsbeeld(
    gelezen=True,
    overleden=False,
    naam="A. Voorbeeld",
    adressoort=Adressoort.ADRES,
    adresregels=("Dorpsstraat 1", "3601 AA  MAARSSEN"),
    gemeente=HIER,
)
BRUIKBAAR = {Adressoort.ADRES, Adressoort.LOCATIE}


def codes(beeld: Persoonsbeeld, *, wacht: bool = False) -> list[str]:
    return [s.code for s in signalen(beeld, hier=HIER, wacht_op_huisvesting=wacht, met_briefadres=False)]


def test_over_een_gewoon_persoon_is_niets_te_melden() -> None:
    assert toets_aanschrijven(GEWOON, met_briefadres=False) == ()
    assert codes(GEWOON) == []


@pytest.mark.parametrize("soort", Adressoort)
def test_alleen_naar_waar_iemand_woont_gaat_een_brief_en_anders_naar_een_briefadres(soort: Adressoort) -> None:
    beeld = replace(GEWOON, adressoort=soort)
    gebreken = toets_aanschrijven(beeld, met_briefadres=False)
    assert [g.veld for g in gebreken] == ([] if soort in BRUIKBAAR else ["adres"])
    verhuisd = soort is Adressoort.VERHUISD
    assert all("briefadres" in g.melding for g in gebreken), "wat men dan kan doen"
    assert all(("Lees de persoon opnieuw" in g.melding) is not verhuisd for g in gebreken), "I8: zomaar lezen mag niet"
    assert codes(beeld) == ([] if soort in BRUIKBAAR or verhuisd else ["geen-adres"])
    assert toets_aanschrijven(beeld, met_briefadres=True) == ()
    assert signalen(beeld, hier=HIER, wacht_op_huisvesting=False, met_briefadres=True) == ()


def test_zonder_adresregels_is_er_geen_adres() -> None:
    beeld = replace(GEWOON, adresregels=())
    assert [g.veld for g in toets_aanschrijven(beeld, met_briefadres=False)] == ["adres"]
    assert codes(beeld) == ["geen-adres"]


@pytest.mark.parametrize("met_briefadres", [False, True])
def test_wie_overleden_is_krijgt_niets_ook_niet_op_een_briefadres(met_briefadres: bool) -> None:
    beeld = replace(GEWOON, overleden=True, naam="", adressoort=Adressoort.ONBEKEND, opschorting="overlijden")
    assert [g.veld for g in toets_aanschrijven(beeld, met_briefadres=met_briefadres)] == ["overleden"]
    assert codes(beeld) == ["overleden"]


def test_ook_over_wie_overleden_is_blijft_te_lezen_wat_in_onderzoek_of_onleesbaar_is() -> None:
    beeld = replace(GEWOON, overleden=True, in_onderzoek=("overlijden.datum",), onleesbaar=("geboorte.datum",))
    [signaal] = signalen(beeld, hier=HIER, wacht_op_huisvesting=False, met_briefadres=False)
    assert "overlijden.datum" in signaal.melding
    assert "geboorte.datum" in signaal.melding


def test_zonder_naam_geen_brief() -> None:
    beeld = replace(GEWOON, naam="", adressoort=Adressoort.BUITENLAND)
    assert [g.veld for g in toets_aanschrijven(beeld, met_briefadres=False)] == ["naam", "adres"]
    assert [g.veld for g in toets_aanschrijven(beeld, met_briefadres=True)] == ["naam"]


@pytest.mark.parametrize(
    ("gemeente", "wacht", "verwacht"),
    [
        (HIER, False, []),
        (ELDERS, False, ["andere-gemeente"]),
        (ELDERS, True, []),
        ("GM1999", False, []),
        ("", False, []),
    ],
)
def test_wie_in_een_andere_gemeente_staat_is_een_signaal_tenzij_hij_op_huisvesting_wacht(
    gemeente: str, wacht: bool, verwacht: list[str]
) -> None:
    beeld = replace(GEWOON, gemeente=gemeente)
    assert codes(beeld, wacht=wacht) == verwacht
    assert toets_aanschrijven(beeld, met_briefadres=False) == (), "een signaal houdt niets tegen"


@pytest.mark.parametrize(
    ("veld", "waarde", "code", "genoemd"),
    [
        ("opschorting", "fout", "opgeschort", "fout"),
        ("in_onderzoek", ("verblijfplaats.type",), "in-onderzoek", "verblijfplaats.type"),
        ("onleesbaar", ("geboorte.datum",), "onleesbaar", "geboorte.datum"),
    ],
)
def test_wat_men_weten_moet_noemt_wat_het_is(veld: str, waarde: object, code: str, genoemd: str) -> None:
    [signaal] = signalen(replace(GEWOON, **{veld: waarde}), hier=HIER, wacht_op_huisvesting=False, met_briefadres=False)  # type: ignore[arg-type]
    assert signaal.code == code
    assert genoemd in signaal.melding


def test_van_wie_het_verblijf_onderbroken_is_is_bekend_dat_hij_hier_niet_woont() -> None:
    beeld = replace(
        GEWOON, adressoort=Adressoort.BUITENLAND, gemeente="GM1999", opschorting="emigratie", in_onderzoek=("naam",)
    )
    assert codes(beeld) == ["geen-adres", "opgeschort", "in-onderzoek"]
    gevonden = signalen(beeld, hier=HIER, wacht_op_huisvesting=False, met_briefadres=False, onderbroken=True)
    assert [s.code for s in gevonden] == ["in-onderzoek"]


def test_wat_nog_niet_gelezen_is_zegt_niets() -> None:
    assert codes(replace(GEWOON, gelezen=False, adressoort=Adressoort.GEEN, adresregels=())) == []
