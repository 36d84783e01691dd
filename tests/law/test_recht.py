"""De parameterbestanden: wat erin staat, en wat geweigerd wordt."""

import shutil
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date
from pathlib import Path

import pytest

from core.law import lezen
from core.law.lezen import OnjuistRecht, lees_recht
from core.law.recht import Duur, Eenheid, Gedateerd, Grond, Merk, NietVanKracht, Recht, Regelkeuzes, Waarde

ECHT = Path(lezen.__file__).parent / "parameters"


@pytest.fixture
def map_met_recht(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ECHT, tmp_path / "parameters"))


def _vervang(pad: Path, oud: str, nieuw: str) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert oud in tekst, "de test past niet meer bij het bestand"
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8")


def test_een_veld_per_bestand(recht: Recht) -> None:
    velden = {f.name for f in fields(Recht)} - {"versie"}
    assert velden == {pad.stem for pad in ECHT.iterdir()}
    assert all(getattr(recht, veld).naam == veld for veld in velden)


def test_elke_waarde_heeft_een_grond_met_bron(recht: Recht) -> None:
    for veld in fields(Recht):
        if veld.name == "versie":
            continue
        parameter: Gedateerd[object] = getattr(recht, veld.name)
        assert parameter.omschrijving
        for waarde in parameter.waarden:
            assert waarde.grond.bron, veld.name
            assert str(waarde.grond)


def test_wat_niet_vaststaat_draagt_zijn_merk(recht: Recht) -> None:
    onzeker = {
        f.name for f in fields(Recht) if f.name != "versie" and getattr(recht, f.name).merk is not Merk.CONFIRMED
    }
    assert onzeker == {
        "aanbod_antwoord",
        "aanbod_antwoord_voor_start",
        "adressering_bewindvoerder",
        "adressering_curator",
        "adressering_gemachtigde",
        "adressering_mentor",
        "adressering_ouder_of_voogd",
        "afspraak_brief_vooraf",
        "afspraak_minuten",
        "betaaltermijn_boete",
        "boetevraag_ruimte",
        "derde_informatie_telwijze",
        "gelijkgestelde_dagen",
        "inburgeringstermijn_telwijze",
        "inburgeringstermijn_tolerantie",
        "kantooruren_tot",
        "kantooruren_van",
        "meerderjarig_vanaf",
        "melding_herstellen_binnen",
        "navragen_binnen",
        "oproep_minimum_dagen",
        "oproep_voorstel_eerste",
        "oproep_voorstel_volgende",
        "pip_start_regel_b",
        "pip_start_verschil",
        "pip_streeftermijn",
        "pip_verblijf_zonder_ss139",
        "u01_moment",
        "verzenden_binnen_dagen",
        "verzending_zonder_bewijs",
        "vooruitzicht",
        "zienswijze_kort_minimum_dagen",
        "zienswijze_minimum_dagen",
    }


def test_het_recht_is_onveranderlijk(recht: Recht) -> None:
    with pytest.raises(FrozenInstanceError):
        recht.versie = "anders"  # type: ignore[misc]


def test_de_versie_volgt_de_inhoud_en_niet_de_opmaak(recht: Recht, map_met_recht: Path) -> None:
    assert lees_recht(map_met_recht).versie == recht.versie
    pad = map_met_recht / "pip_termijn.yaml"
    pad.write_text("# een opmerking\n" + pad.read_text(encoding="utf-8"), encoding="utf-8")
    assert lees_recht(map_met_recht).versie == recht.versie
    _vervang(pad, "aantal: 10", "aantal: 11")
    assert lees_recht(map_met_recht).versie != recht.versie


GrondFout = Callable[[Path], None]


def _zonder_grond(pad: Path) -> None:
    regels = pad.read_text(encoding="utf-8").splitlines()
    pad.write_text("\n".join(regels[: regels.index("    grond:")]) + "\n", encoding="utf-8")


WEIGERINGEN: dict[str, tuple[str, GrondFout, str]] = {
    "geen grond": ("pip_termijn", _zonder_grond, "grond"),
    "geen bron": ("bezwaartermijn", lambda p: _vervang(p, "      bron:", "      bron: ''\n#"), "bron"),
    "artikel zonder aanhalingstekens": (
        "bezwaartermijn",
        lambda p: _vervang(p, 'artikel: "6:7"', "artikel: 6:7"),
        "aanhalingstekens",
    ),
    "onbekend veld": ("pip_termijn", lambda p: _vervang(p, "soort: duur", "soort: duur\nextra: 1"), "extra"),
    "onbekend veld in de waarde": (
        "pip_termijn",
        lambda p: _vervang(p, "eenheid: weken}", "eenheid: weken, extra: 1}"),
        "extra",
    ),
    "dubbele sleutel": ("pip_termijn", lambda p: _vervang(p, "soort: duur", "soort: duur\nsoort: aantal"), "dubbele"),
    "andere naam": ("pip_termijn", lambda p: _vervang(p, "naam: pip_termijn", "naam: piptermijn"), "naam"),
    "andere soort": ("pip_termijn", lambda p: _vervang(p, "soort: duur", "soort: aantal"), "soort"),
    "andere eenheid": ("pip_termijn", lambda p: _vervang(p, "eenheid: weken\n", "eenheid: dagen\n"), "eenheid"),
    "onbekend merk": ("pip_termijn", lambda p: _vervang(p, "CONFIRMED", "ZEKER"), "merk"),
    "geen nagezien_op": ("pip_termijn", lambda p: _vervang(p, "nagezien_op: 2026-08-22\n", ""), "nagezien_op"),
    "nul weken": ("pip_termijn", lambda p: _vervang(p, "aantal: 10", "aantal: 0"), ">= 1"),
    "onbekende keuze": ("pip_start_regel_b", lambda p: _vervang(p, "waarde: SS139", "waarde: SS999"), "SS999"),
    "vrije feestdag": (
        "atw_feestdagen",
        lambda p: _vervang(p, "{naam: Nieuwjaarsdag, maand: 1, dag: 1}", "{naam: Nieuwjaarsdag, maand: 1}"),
        "Nieuwjaarsdag",
    ),
    "dag buiten zijn jaar": (
        "gelijkgestelde_dagen",
        lambda p: _vervang(p, "[2025-05-30]", "[2026-05-29]"),
        "2025",
    ),
    "jaar dubbel": ("gelijkgestelde_dagen", lambda p: _vervang(p, "jaar: 2028", "jaar: 2027"), "jaren"),
    "geen yaml": ("pip_termijn", lambda p: _vervang(p, "naam: pip_termijn", "naam: [pip_termijn"), "pip_termijn"),
}


@pytest.mark.parametrize("fout", WEIGERINGEN)
def test_een_onjuist_bestand_wordt_geweigerd(fout: str, map_met_recht: Path) -> None:
    naam, bederf, woord = WEIGERINGEN[fout]
    bederf(map_met_recht / f"{naam}.yaml")
    with pytest.raises(OnjuistRecht) as geweigerd:
        lees_recht(map_met_recht)
    assert len(geweigerd.value.fouten) == 1
    assert geweigerd.value.fouten[0].startswith(f"{naam}.yaml: ")
    assert woord in geweigerd.value.fouten[0]


def test_twee_waarden_op_een_dag_worden_geweigerd(map_met_recht: Path) -> None:
    pad = map_met_recht / "pip_termijn.yaml"
    tekst = pad.read_text(encoding="utf-8")
    pad.write_text(tekst + tekst[tekst.index("  - vanaf:") :], encoding="utf-8")
    with pytest.raises(OnjuistRecht, match="op één dag"):
        lees_recht(map_met_recht)


def test_alle_fouten_tegelijk_ook_een_bestand_te_weinig_en_te_veel(map_met_recht: Path) -> None:
    _zonder_grond(map_met_recht / "pip_termijn.yaml")
    (map_met_recht / "bezwaartermijn.yaml").rename(map_met_recht / "bezwaar.yaml")
    with pytest.raises(OnjuistRecht) as fout:
        lees_recht(map_met_recht)
    assert [f.split(":")[0] for f in fout.value.fouten] == ["bezwaar.yaml", "pip_termijn.yaml", "bezwaartermijn.yaml"]


def test_een_nieuwe_waarde_geldt_vanaf_haar_eigen_dag() -> None:
    grond = Grond("Bi2021", "5.3", "1")
    oud = Waarde(vanaf=date(2022, 1, 1), waarde=Duur(10, Eenheid.WEKEN), grond=grond)
    nieuw = replace(oud, vanaf=date(2027, 1, 1), waarde=Duur(12, Eenheid.WEKEN))
    parameter = Gedateerd(
        naam="pip_termijn",
        omschrijving="proef",
        merk=Merk.CONFIRMED,
        nagezien_op=date(2026, 1, 1),
        waarden=(oud, nieuw),
    )
    assert parameter.op(date(2026, 12, 31)) is oud
    assert parameter.op(date(2027, 1, 1)) is nieuw
    with pytest.raises(NietVanKracht, match=r"31-12-2021.*01-01-2022"):
        parameter.op(date(2021, 12, 31))


@pytest.mark.parametrize(
    ("grond", "tekst"),
    [
        (Grond("Wi2021", "15", "1"), "art. 15 lid 1 Wi2021"),
        (Grond("Awb", "6:7"), "art. 6:7 Awb"),
        (Grond("DUO", "PIP API 1.2.0"), "DUO, PIP API 1.2.0"),
        (Grond("Verordening inburgering", ""), "Verordening inburgering"),
    ],
)
def test_een_grond_leest_als_een_verwijzing(grond: Grond, tekst: str) -> None:
    assert str(grond) == tekst


def test_een_duur_leest_als_gewone_taal() -> None:
    assert str(Duur(1, Eenheid.JAREN)) == "1 jaar"
    assert str(Duur(10, Eenheid.WEKEN)) == "10 weken"


def test_de_keuzes_hebben_de_standaard_van_de_specificatie() -> None:
    keuzes = Regelkeuzes()
    assert keuzes.waarschuwing_rechtsmiddel is None
    assert keuzes.geopende_boetepoorten == frozenset()


def test_een_besluit_noemt_zijn_inwerkingtreding_met_de_staatscourant(map_met_recht: Path) -> None:
    pad = map_met_recht / "gelijkgestelde_dagen.yaml"
    _vervang(pad, "        nagezien: false\n", "        in_werking: 2022-01-01\n")
    with pytest.raises(OnjuistRecht, match="in_werking en staatscourant samen: 2022"):
        lees_recht(map_met_recht)
