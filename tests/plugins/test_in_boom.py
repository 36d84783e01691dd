"""De plugins in `plugins/` komen uit de checkout of uit het pakket van de dienst, en nergens anders vandaan.

`plugins` is een namespace: elk pakket kan er een map in zetten. Dat verandert hier niets.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.law.recht import Recht
from core.platform.pluginhost.host import bouw_plugins
from core.platform.pluginhost.laden import IN_BOOM, laad
from core.platform.pluginhost.problemen import PluginOnbruikbaar
from core.platform.pluginhost.vinden import Vindplaats, lees_map
from tests.plugins.kast import ECHTE, WORTEL, tenants_met
from tests.plugins.pakket import schrijf_pakket, zet_pakket

GEVAARLIJK = "raise RuntimeError('uitgevoerd')\n"
NAAM = "municipality_stichtse_vecht"


@pytest.fixture
def zonder_plugins() -> Iterator[None]:
    """Alsof dit proces nog niets uit `plugins` invoerde; daarna weer zoals het was."""
    eerst = {naam: module for naam, module in sys.modules.items() if naam.partition(".")[0] == "plugins"}
    for naam in eerst:
        del sys.modules[naam]
    yield
    sys.modules.update(eerst)


def test_het_zijn_die_naast_de_kern() -> None:
    assert IN_BOOM == WORTEL / "plugins"
    assert {laad(Vindplaats().vind(naam)).bron.map for naam in ECHTE} == {IN_BOOM / naam for naam in ECHTE}


@pytest.mark.parametrize("bestand", [f"{NAAM}/plugin.py", "__init__.py"])
@pytest.mark.usefixtures("zonder_plugins")
def test_een_pakket_dat_in_plugins_schrijft_vervangt_niets(tmp_path: Path, recht: Recht, bestand: str) -> None:
    """Een wheel op het pad met `plugins/<gemeente>/plugin.py`, op geen lijst en in geen tenantbestand."""
    with zet_pakket(tmp_path, "vreemd", {bestand: GEVAARLIJK}, onder="plugins") as vreemd:
        if bestand != "__init__.py":
            (vreemd.map / "plugins" / "__init__.py").unlink()
        stand = bouw_plugins(tenants_met(Schagen=(NAAM,)), recht)
    assert stand.uitval == {}
    plugins = next(p for p in stand.plugins.values() if NAAM in p.versies)
    assert plugins.actief[0].bron.map == IN_BOOM / NAAM


@pytest.mark.usefixtures("zonder_plugins")
def test_een_plugin_die_alleen_zo_n_pakket_heeft_bestaat_niet(tmp_path: Path, recht: Recht) -> None:
    with zet_pakket(tmp_path, "vreemd", {"municipality_x/plugin.py": GEVAARLIJK}, onder="plugins"):
        stand = bouw_plugins(tenants_met(Schagen=("municipality_x",)), recht)
    assert "municipality_x: staat niet in plugins/ en is niet geïnstalleerd" in str(next(iter(stand.uitval.values())))


def test_een_pakket_dat_dezelfde_naam_aanbiedt_houdt_haar_tegen(tmp_path: Path) -> None:
    """Liever niemand dan de verkeerde."""
    with (
        zet_pakket(tmp_path, "vreemd", {"plugin.py": GEVAARLIJK}, plugin=NAAM),
        pytest.raises(PluginOnbruikbaar, match="staat in plugins/ en ook in een geïnstalleerd pakket"),
    ):
        Vindplaats().vind(NAAM)


@pytest.fixture
def dienst(tmp_path: Path) -> Path:
    """De map `plugins/` van een dienst die als pakket geïnstalleerd is: elk bestand staat met hash in haar RECORD."""
    bestanden = {
        f"plugins/{NAAM}/{pad.relative_to(IN_BOOM / NAAM).as_posix()}": pad.read_text(encoding="utf-8")
        for pad in (IN_BOOM / NAAM).rglob("*")
        if pad.suffix in {".py", ".yaml"}
    }
    pakket = schrijf_pakket(tmp_path, "meedoen", {}, onder="core")
    for pad, inhoud in bestanden.items():
        pakket.voeg_toe(pad, met_hash=True, inhoud=inhoud.encode())
    return tmp_path / "plugins"


def test_in_een_pakket_telt_wat_in_de_record_staat(dienst: Path) -> None:
    bron = Vindplaats(map=dienst).vind(NAAM)
    assert bron.sha256 == lees_map(IN_BOOM / NAAM).sha256


@pytest.mark.parametrize("bestand", ["plugin.py", "parameters/juridische_hulp.yaml", "erbij.py", "los.pyc"])
def test_in_een_pakket_wordt_wat_er_niet_bij_hoort_of_veranderd_is_geweigerd(dienst: Path, bestand: str) -> None:
    with (dienst / NAAM / bestand).open("a", encoding="utf-8") as open_:
        open_.write("# anders\n")
    with pytest.raises(PluginOnbruikbaar, match=f"plugins/{NAAM}/{bestand}"):
        Vindplaats(map=dienst).vind(NAAM)


def test_een_map_die_een_ander_pakket_ernaast_zette_wordt_geweigerd(dienst: Path) -> None:
    shutil.copytree(dienst / NAAM, dienst / "municipality_x")
    with pytest.raises(PluginOnbruikbaar, match="hoort niet bij het pakket van de dienst"):
        Vindplaats(map=dienst).vind("municipality_x")


def test_een_link_naar_elders_wordt_geweigerd(tmp_path: Path) -> None:
    (tmp_path / "kast" / "plugin_x").mkdir(parents=True)
    (tmp_path / "kast" / "plugin_x" / "plugin.py").symlink_to(IN_BOOM / NAAM / "plugin.py")
    with pytest.raises(PluginOnbruikbaar, match="niet te lezen"):
        Vindplaats(map=tmp_path / "kast").vind("plugin_x")
