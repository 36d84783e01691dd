"""Een plugin uit een geïnstalleerd pakket: alleen met een nagekeken vingerafdruk, en alleen vanaf haar bron."""

import importlib
import importlib.util
import py_compile
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.law.recht import Recht
from core.platform.pluginhost.facade import Plugins
from core.platform.pluginhost.host import bouw_plugins
from core.platform.pluginhost.laden import laad
from core.platform.pluginhost.problemen import PluginOnbruikbaar
from core.platform.pluginhost.vinden import TOEGELATEN, Vindplaats, lees_toegelaten, vingerafdruk
from core.platform.tenants import lees_tenants
from tests.plugins.beesten import LEEG, MAAK, besluit
from tests.plugins.kast import broncode, tenants_met
from tests.plugins.pakket import Pakket, zet_pakket
from tests.plugins.test_gevel import BEELD, EIGEN
from tests.voorbeelden.omgeving import TENANTS as MAP

BRON = broncode("voetbalclub", "from meedoen_voetbalclub.regels import WIE\n" + besluit(EIGEN % "WIE"))
REGELS = "WIE = 'de club'\n"


@pytest.fixture
def pakket(tmp_path: Path) -> Iterator[Pakket]:
    with zet_pakket(tmp_path, "voetbalclub", {"plugin.py": BRON, "regels.py": REGELS}) as neergezet:
        yield neergezet


def _plugins(pakket: Pakket, recht: Recht) -> Plugins:
    stand = bouw_plugins(tenants_met(Schagen=("voetbalclub",)), recht, pakket.vindplaats())
    assert stand.uitval == {}, [str(u) for u in stand.uitval.values()]
    return next(p for p in stand.plugins.values() if "voetbalclub" in p.versies)


def _wie(pakket: Pakket, recht: Recht) -> str:
    """Wat de plugin in het pakket antwoordt."""
    return _plugins(pakket, recht).hooks().bepaal_begeleiding(BEELD).waarde.diensten[0].organisatie


def test_met_de_goede_vingerafdruk_wordt_zij_ingeladen(pakket: Pakket, recht: Recht) -> None:
    assert _wie(pakket, recht) == "de club"
    stand = bouw_plugins(tenants_met(Schagen=("voetbalclub",)), recht, pakket.vindplaats())
    aan = [t.naam for id_, t in stand.tenants.items() if "voetbalclub" in stand.plugins[id_].versies]
    assert aan == ["Schagen"], "geïnstalleerd zijn zet niets aan"
    assert _plugins(pakket, recht).hooks().bewijs(BEELD.peildatum).code["voetbalclub"] == vingerafdruk(pakket.dist)


def test_zonder_vermelding_wordt_er_niets_van_uitgevoerd(pakket: Pakket, recht: Recht) -> None:
    pakket.herschrijf("plugin.py", BRON + "raise RuntimeError('uitgevoerd')\n")
    stand = bouw_plugins(tenants_met(Schagen=("voetbalclub",)), recht, Vindplaats())
    melding = str(next(iter(stand.uitval.values())))
    assert f"pakket voetbalclub 1.0 met vingerafdruk {vingerafdruk(pakket.dist)} staat niet in {TOEGELATEN}" in melding
    assert "uitgevoerd" not in melding
    assert not pakket.ingeladen


def test_een_veranderd_bestand_heeft_een_andere_vingerafdruk(pakket: Pakket) -> None:
    nagekeken = pakket.vindplaats()
    pakket.herschrijf("regels.py", REGELS + "# één regel erbij\n")
    with pytest.raises(PluginOnbruikbaar, match="staat niet in"):
        nagekeken.vind("voetbalclub")


def test_een_andere_versie_of_een_ontbrekend_bestand_wordt_geweigerd(pakket: Pakket) -> None:
    with pytest.raises(PluginOnbruikbaar, match="staat niet in"):
        pakket.vindplaats(versie="1.1").vind("voetbalclub")
    nagekeken = pakket.vindplaats()
    (pakket.map / "meedoen_voetbalclub" / "__init__.py").unlink()
    with pytest.raises(PluginOnbruikbaar, match="ontbreekt een bestand"):
        nagekeken.vind("voetbalclub")


@pytest.mark.parametrize("waar", ["__pycache__", "ernaast"])
def test_andere_gecompileerde_code_wordt_nooit_uitgevoerd(pakket: Pakket, recht: Recht, waar: str) -> None:
    """Een tweelingpakket: dezelfde bron en vingerafdruk, andere `.pyc` waarvan Python zou zeggen dat zij klopt."""
    nagekeken = pakket.vindplaats()
    anders = pakket.map / "anders.py"
    anders.write_text("WIE = 'een ander'\n", encoding="utf-8")
    bron = pakket.map / "meedoen_voetbalclub" / "regels.py"
    doel = Path(importlib.util.cache_from_source(str(bron)) if waar == "__pycache__" else bron.with_suffix(".pyc"))
    doel.parent.mkdir(exist_ok=True)
    py_compile.compile(str(anders), str(doel), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    assert vingerafdruk(pakket.dist) == nagekeken.toegelaten[0].sha256
    assert _wie(pakket, recht) == "de club"


@pytest.mark.parametrize(
    ("bestand", "met_hash"),
    [
        ("meedoen_voetbalclub/regels.pyc", False),
        ("meedoen_voetbalclub/__pycache__/regels.cpython-311.pyc", True),
        ("meedoen_voetbalclub/snel.so", False),
        ("aan_het_begin.pth", False),
    ],
)
def test_een_pakket_met_code_die_niet_te_lezen_is_wordt_geweigerd(pakket: Pakket, bestand: str, met_hash: bool) -> None:
    pakket.voeg_toe(bestand, met_hash=met_hash)
    with pytest.raises(PluginOnbruikbaar, match="code die niet te lezen is"):
        vingerafdruk(pakket.dist)


def test_een_gelijknamige_module_eerder_op_het_pad_doet_niet_mee(pakket: Pakket, recht: Recht, tmp_path: Path) -> None:
    ander = tmp_path / "ervoor" / "meedoen_voetbalclub"
    ander.mkdir(parents=True)
    for naam in ("__init__", "plugin", "regels"):
        (ander / f"{naam}.py").write_text("raise RuntimeError('uitgevoerd')\n", encoding="utf-8")
    sys.path.insert(0, str(tmp_path / "ervoor"))
    importlib.invalidate_caches()
    try:
        assert _wie(pakket, recht) == "de club"
    finally:
        sys.path.remove(str(tmp_path / "ervoor"))


def test_de_broncontrole_geldt_ook_van_buiten(pakket: Pakket) -> None:
    """Ook in een module die de plugin niet zelf noemt: alles van het pakket."""
    pakket.herschrijf("regels.py", "import subprocess\n" + REGELS)
    bron = pakket.vindplaats().vind("voetbalclub")
    with pytest.raises(PluginOnbruikbaar, match=r"import van subprocess \(meedoen_voetbalclub/regels\.py, regel 1\)"):
        laad(bron)


@pytest.mark.parametrize("naam", ["plugins", "core", "json"])
def test_een_pakket_levert_alleen_modules_onder_zijn_eigen_naam(tmp_path: Path, naam: str) -> None:
    with zet_pakket(tmp_path, "voetbalclub", {"plugin.py": BRON}, onder=naam) as vreemd:
        vreemd.voeg_toe(f"{naam}/nog_iets.py", met_hash=False)
        with pytest.raises(PluginOnbruikbaar, match="levert modules onder"):
            vreemd.vindplaats().vind("voetbalclub")


def test_twee_pakketten_met_dezelfde_plugin_worden_geweigerd(pakket: Pakket, tmp_path: Path) -> None:
    with (
        zet_pakket(tmp_path / "tweede", "handbalclub", {"plugin.py": BRON}, plugin="voetbalclub"),
        pytest.raises(PluginOnbruikbaar, match="meer dan één pakket"),
    ):
        pakket.vindplaats().vind("voetbalclub")


def test_een_pakket_zonder_hooks_wordt_geweigerd(tmp_path: Path, recht: Recht) -> None:
    with zet_pakket(tmp_path, "leeg_pakket", {"plugin.py": broncode("leeg_pakket", LEEG + MAAK)}) as leeg:
        stand = bouw_plugins(tenants_met(Schagen=("leeg_pakket",)), recht, leeg.vindplaats())
    assert "vult geen enkele hook in (meedoen_leeg_pakket/plugin.py)" in str(next(iter(stand.uitval.values())))


def test_de_lijst_staat_naast_de_tenants_en_is_geen_tenant(tmp_path: Path) -> None:
    assert lees_toegelaten(tmp_path) == ()
    for bestand in MAP.glob("*.yaml"):
        (tmp_path / bestand.name).write_text(bestand.read_text(encoding="utf-8"), encoding="utf-8")
    regel = f"- {{pakket: voetbalclub, versie: '1.0', sha256: {'a' * 64}, nagekeken_door: proef}}\n"
    (tmp_path / TOEGELATEN).write_text(regel, encoding="utf-8")
    assert [t.pakket for t in lees_toegelaten(tmp_path)] == ["voetbalclub"]
    assert lees_tenants(tmp_path) == lees_tenants(MAP)
    (tmp_path / TOEGELATEN).write_text(regel.replace("aaaa", "zzzz"), encoding="utf-8")
    with pytest.raises(ValueError, match="sha256"):
        lees_toegelaten(tmp_path)
