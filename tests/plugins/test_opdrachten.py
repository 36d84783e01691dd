"""`meedoen tenants toets`, `meedoen plugins` en `meedoen plugins afdrukken`, zoals men ze typt."""

import shutil
from pathlib import Path

import pytest

from core.cli import main
from tests.plugins.beesten import vragen
from tests.plugins.kast import ECHTE, WORTEL, Kast
from tests.plugins.test_gevel import VRAAGT
from tests.voorbeelden.omgeving import TENANTS


@pytest.fixture
def tenants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """De tenantbestanden van deze checkout, om aan te veranderen."""
    map_ = Path(shutil.copytree(TENANTS, tmp_path / "tenants"))
    monkeypatch.setenv("MEEDOEN_TENANTS", str(map_))
    return map_


def _zet(tenants: Path, regel: str) -> None:
    schagen = tenants / "schagen.yaml"
    schagen.write_text(schagen.read_text(encoding="utf-8") + regel, encoding="utf-8")


@pytest.mark.usefixtures("tenants")
def test_toets_zegt_dat_alles_in_orde_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tenants", "toets"]) == 0
    regels = capsys.readouterr().out.splitlines()
    assert len(regels) == len(list(TENANTS.glob("[!_]*.yaml")))
    assert all(regel.endswith("in orde") for regel in regels)


def test_toets_zegt_voor_welk_bericht_geen_elektronische_weg_open_is(
    tenants: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schagen = tenants / "schagen.yaml"
    tekst = schagen.read_text(encoding="utf-8").replace("zienswijze, bezwaar, ", "")
    schagen.write_text(tekst, encoding="utf-8")
    assert main(["tenants", "toets"]) == 0, "een brief wacht er niet op"
    assert "    let op: geen elektronische weg voor zienswijze, bezwaar: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("regel", "verwacht"),
    [
        ("plugins: [bestaat_niet]\n", "plugin bestaat_niet: staat niet in plugins/ en is niet geïnstalleerd"),
        ("plugins: municipality_heerenveen\n", "tenantbestand, plugins: geen lijst van namen"),
    ],
)
def test_toets_noemt_wat_het_starten_zou_noemen(
    tenants: Path, capsys: pytest.CaptureFixture[str], regel: str, verwacht: str
) -> None:
    _zet(tenants, regel)
    assert main(["tenants", "toets"]) == 1
    tekst = capsys.readouterr().out
    assert f"    - {verwacht}" in tekst
    assert "Herstel: " in tekst
    assert "Niet bediend zouden worden: Schagen." in tekst


def test_toets_leest_ook_de_lijst_van_toegelaten_pakketten(tenants: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tenants / "_toegelaten.yaml").write_text("- {pakket: x}\n", encoding="utf-8")
    assert main(["tenants", "toets"]) == 1
    assert capsys.readouterr().err.startswith("_toegelaten.yaml klopt niet: ")


def test_plugins_toont_alles_wat_aan_staat(tenants: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _zet(tenants, "plugins: [bestaat_niet]\n")
    assert main(["plugins"]) == 0
    tekst = capsys.readouterr().out
    assert all(f"  {naam} " in tekst for naam in [*ECHTE, "standaard"])
    assert "Schagen (GM0441)\n  NIET BEDIEND\n  - plugin bestaat_niet: " in tekst
    assert (
        "oproep_voorstel_eerste: 3 weken, sinds 2022-01-01 (laag plugin, open term van de wet; illustratief;" in tekst
    )
    assert "    hooks: bepaal_begeleiding\n" in tekst
    assert main(["plugins", "gm1904"]) == 0
    assert "Heerenveen" not in capsys.readouterr().out
    assert main(["plugins", "Nergenshuizen"]) == 1
    assert "is er niet" in capsys.readouterr().err


@pytest.mark.parametrize("woorden", [["uit"], ["uit", "Schagen"], ["afdrukken"], ["a", "b", "c", "d"]])
def test_plugins_met_te_weinig_of_te_veel_woorden(woorden: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plugins", *woorden]) == 2
    assert "gebruik: meedoen plugins" in capsys.readouterr().out


@pytest.mark.parametrize("naam", ECHTE)
def test_de_afdrukken_van_elke_plugin_zijn_bij(naam: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plugins", "afdrukken", str(WORTEL / "plugins" / naam)]) == 0
    bestand = WORTEL / "plugins" / naam / "afdrukken.yaml"
    gemaakt = capsys.readouterr().out
    assert gemaakt == bestand.read_text(encoding="utf-8") if bestand.exists() else gemaakt.count("\n") == 1


def test_afdrukken_voegt_toe_en_verandert_nooit_een_regel(kast: Kast, capsys: pytest.CaptureFixture[str]) -> None:
    map_ = kast.zet("vraagt", vragen(VRAAGT % ("1", "'oud'")))
    eerst = (map_ / "afdrukken.yaml").read_text(encoding="utf-8")
    kast.zet("vraagt", vragen(VRAAGT % ("2", "'nieuw'")), False)
    assert main(["plugins", "afdrukken", str(map_)]) == 0
    daarna = capsys.readouterr().out
    assert daarna.startswith(eerst)
    assert daarna.count("\n") == eerst.count("\n") + 1
    kast.zet("vraagt", vragen(VRAAGT % ("1", "'anders'")), False)
    assert main(["plugins", "afdrukken", str(map_)]) == 0
    assert capsys.readouterr().out == eerst, "zonder hogere versie komt er niets bij"
    kast.zet("vraagt", "def (", False)
    assert main(["plugins", "afdrukken", str(map_)]) == 1
    assert "is geen Python (SyntaxError) (kast/vraagt/plugin.py, regel " in capsys.readouterr().err
