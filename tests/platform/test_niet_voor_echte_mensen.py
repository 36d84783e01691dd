"""`niet_voor_echte_mensen` in het bestand van het platform: wat daarmee mag, en dat zonder niets verandert (F9)."""

import json
from pathlib import Path

import pytest

from core.cli import main
from core.instellingen.config import lees_config
from core.instellingen.productie import PROEF_OIN, PROEFAFSPRAAK, niet_voor_echte_mensen, proefgemeenten
from core.instellingen.tabel import Omgeving, Proces
from core.platform.platformbestand import Platform, lees_platform
from core.processen import DIENSTEN
from core.productie.bevinding import Bevinding, Ernst
from core.productie.toets import toets
from tests.platform.test_config import gebreken, productie
from tests.platform.test_productie import NIET_IN_PRODUCTIE
from tests.productie.test_toets import NU
from tests.voorbeelden.omgeving import IN_PRODUCTIE

OIN = f"{PROEF_OIN}000000009999"
MAG = {
    "een OIN om mee te proberen",
    "DUO op deze machine",
    "DUO op localhost",
    "DUO is een simulator",
    "de BRP op deze machine",
    "tokens van deze machine",
    "mensen op deze machine",
}
"""Wat bij een proef mag, van wat in productie niet mag; al het andere in die tabel niet."""


@pytest.fixture
def platform(tmp_path: Path) -> Path:
    pad = tmp_path / "_platform.yaml"
    pad.write_text(f"{PROEFAFSPRAAK}: true\n", encoding="utf-8")
    return pad


@pytest.fixture
def tenants(tmp_path: Path) -> Path:
    """Eén gemeente, met een OIN om mee te proberen."""
    map_ = tmp_path / "tenants"
    map_.mkdir()
    tekst = (IN_PRODUCTIE / "voorbeeldstad.yaml").read_text(encoding="utf-8")
    (map_ / "voorbeeldstad.yaml").write_text(tekst.replace("0" * 19 + "1", OIN), encoding="utf-8")
    return map_


def _proef(platform: Path, tenants: Path, **anders: str) -> dict[str, str]:
    hier = {"duo_adres": "https://127.0.0.1:8001/duo/v1", "duo_oin": f"{PROEF_OIN}000000001000"}
    return productie(**hier, platform=str(platform), tenants=str(tenants), **anders)


def test_met_de_afspraak_mag_een_oin_om_mee_te_proberen_en_een_buur_op_deze_machine(
    platform: Path, tenants: Path
) -> None:
    assert lees_platform(platform).niet_voor_echte_mensen
    for proces in DIENSTEN:
        assert lees_config(_proef(platform, tenants), proces=proces).omgeving is Omgeving.PRODUCTIE


ANDERS = ("", "ingangen: []\n", *(f"{PROEFAFSPRAAK}: {w}\n" for w in ("false", "'true'", "1", "")), "- lijst\n", "a: [")


@pytest.mark.parametrize("inhoud", ANDERS)
def test_alleen_precies_ja_is_ja(platform: Path, tenants: Path, inhoud: str) -> None:
    platform.write_text(inhoud, encoding="utf-8")
    gemeld = gebreken(_proef(platform, tenants))
    assert {g.split(":")[0] for g in gemeld} == {"MEEDOEN_DUO_ADRES", "MEEDOEN_DUO_OIN", "MEEDOEN_TENANTS"}


def test_zonder_een_bestand_is_het_nee(platform: Path, tenants: Path) -> None:
    assert not Platform().niet_voor_echte_mensen
    for niets in (None, "", platform.with_name("weg.yaml"), platform.parent):
        assert not niet_voor_echte_mensen(niets)
    platform.unlink()
    assert len(gebreken(_proef(platform, tenants))) == 3


@pytest.mark.parametrize("naam", NIET_IN_PRODUCTIE)
def test_al_het_andere_blijft_geweigerd(platform: Path, naam: str) -> None:
    anders, variabele = NIET_IN_PRODUCTIE[naam]
    waarden = productie(**anders, platform=str(platform))
    if naam in MAG or naam.split(" op ")[0] in ("duo_adres", "brp_adres", "token_uitgever"):
        assert lees_config(waarden).omgeving is Omgeving.PRODUCTIE
    else:
        assert any(gebrek.startswith(variabele) for gebrek in gebreken(waarden))


def test_een_keuze_die_een_voorbeeld_is_mag_ook_bij_een_proef_niet(tenants: Path) -> None:
    pad = tenants / "voorbeeldstad.yaml"
    tekst = pad.read_text(encoding="utf-8")
    assert len(proefgemeenten(tenants)) == 1
    assert proefgemeenten(tenants, proef=True) == []
    pad.write_text(tekst.replace("status: bron", "status: illustratief"), encoding="utf-8")
    [gebrek] = proefgemeenten(tenants, proef=True)
    assert "een keuze die een voorbeeld is" in gebrek


def test_tenants_laad_laat_haar_alleen_met_de_afspraak_door(
    platform: Path, tenants: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tenants))
    monkeypatch.setenv("MEEDOEN_OMGEVING", "productie")
    monkeypatch.setenv("MEEDOEN_TENANTS", str(tenants))
    monkeypatch.setenv("MEEDOEN_MIGRATIE_DSN", "postgresql://wie:wat@127.0.0.1:9/meedoen?sslmode=verify-full")
    assert main(["tenants", "laad"]) == 1
    assert "horen niet in productie" in capsys.readouterr().err
    monkeypatch.setenv("MEEDOEN_PLATFORM", str(platform))
    assert main(["tenants", "laad"]) == 1
    assert "Met deze DSN is geen verbinding te maken" in capsys.readouterr().err


async def _over_de_proef(platform: Path, tenants: Path, *, proef: bool) -> list[Bevinding]:
    waarden = _proef(platform, tenants)
    uitslag = await toets(waarden, nu=NU, proces=Proces.RELAY, proef=proef)
    return [b for b in uitslag.bevindingen if PROEFAFSPRAAK in b.stap]


async def test_de_toets_noemt_de_afspraak_en_wat_er_alleen_daarom_mag(platform: Path, tenants: Path) -> None:
    gevonden = await _over_de_proef(platform, tenants, proef=False)
    assert {b.ernst for b in gevonden} == {Ernst.HOUDT_TEGEN}
    assert [b.wat.split(":")[0] for b in gevonden] == ["MEEDOEN_PLATFORM", *["alleen daarom mag"] * 3]
    assert {b.ernst for b in await _over_de_proef(platform, tenants, proef=True)} == {Ernst.LET_OP}
    leeg = platform.with_name("leeg.yaml")
    assert await _over_de_proef(leeg, tenants, proef=True) == []


@pytest.mark.parametrize("vlag", [(), ("--proef",)])
def test_de_opdracht_houdt_het_tegen_tenzij_er_anders_gevraagd_is(
    platform: Path,
    tenants: Path,
    vlag: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for naam, waarde in _proef(platform, tenants).items():
        monkeypatch.setenv(naam, waarde)
    main(["productie", "toets", "--proces", "relay", "--json", *vlag])
    gevonden = [b for b in json.loads(capsys.readouterr().out)["bevindingen"] if PROEFAFSPRAAK in b["stap"]]
    assert {b["ernst"] for b in gevonden} == {"let op" if vlag else "houdt tegen"}
