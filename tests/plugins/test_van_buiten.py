"""Een plugin uit een geïnstalleerd pakket: alleen met een vingerafdruk die iemand heeft nagekeken."""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from core.law.recht import Recht
from core.platform.pluginhost.host import bouw_plugins
from core.platform.pluginhost.vinden import (
    TOEGELATEN,
    PluginOnbruikbaar,
    Toegelaten,
    Vindplaats,
    lees_toegelaten,
    vingerafdruk,
)
from core.platform.tenants import lees_tenants
from tests.plugins.kast import KOP, tenants_met
from tests.voorbeelden.omgeving import TENANTS as MAP

BRON = (
    KOP
    + """
from pathlib import Path
Path(__file__).with_name("uitgevoerd").touch()
MANIFEST = manifest("voetbalclub")
class P:
    def __init__(self, parameters): pass
maak = P
"""
)


@dataclass(frozen=True, slots=True)
class Pakket:
    """Een pakket zoals een installer het neerzet: bestanden, en ernaast de metadata met wat erbij hoort."""

    map: Path

    @property
    def dist(self) -> PathDistribution:
        return PathDistribution(self.map / "voetbalclub-1.0.dist-info")

    @property
    def uitgevoerd(self) -> bool:
        return (self.map / "meedoen_voetbalclub" / "uitgevoerd").exists()

    def vindplaats(self, *, versie: str = "1.0", sha256: str | None = None) -> Vindplaats:
        afdruk = sha256 or vingerafdruk(self.dist)
        return Vindplaats(
            toegelaten=(Toegelaten(pakket="voetbalclub", versie=versie, sha256=afdruk, nagekeken_door="proef"),)
        )


@pytest.fixture
def pakket(tmp_path: Path) -> Iterator[Pakket]:
    code, info = tmp_path / "meedoen_voetbalclub", tmp_path / "voetbalclub-1.0.dist-info"
    code.mkdir()
    info.mkdir()
    (code / "__init__.py").write_text("", encoding="utf-8")
    (code / "plugin.py").write_text(BRON, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: voetbalclub\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[meedoen.plugins]\nvoetbalclub = meedoen_voetbalclub.plugin\n", encoding="utf-8"
    )
    bestanden = ["meedoen_voetbalclub/__init__.py", "meedoen_voetbalclub/plugin.py", f"{info.name}/METADATA"]
    bestanden += [f"{info.name}/entry_points.txt", f"{info.name}/RECORD"]
    (info / "RECORD").write_text("".join(f"{b},,\n" for b in bestanden), encoding="utf-8")
    sys.path.insert(0, str(tmp_path))
    importlib.invalidate_caches()
    yield Pakket(tmp_path)
    sys.path.remove(str(tmp_path))
    for naam in [n for n in sys.modules if n.startswith("meedoen_voetbalclub")]:
        del sys.modules[naam]


def test_met_de_goede_vingerafdruk_wordt_zij_ingeladen(pakket: Pakket, recht: Recht) -> None:
    stand = bouw_plugins(tenants_met(Schagen=("voetbalclub",)), recht, pakket.vindplaats())
    assert stand.uitval == {}
    assert pakket.uitgevoerd
    aan = [t.naam for id_, t in stand.tenants.items() if "voetbalclub" in stand.plugins[id_].versies]
    assert aan == ["Schagen"], "geïnstalleerd zijn zet niets aan"


def test_zonder_vermelding_wordt_er_niets_van_uitgevoerd(pakket: Pakket, recht: Recht) -> None:
    stand = bouw_plugins(tenants_met(Schagen=("voetbalclub",)), recht, Vindplaats())
    melding = str(next(iter(stand.uitval.values())))
    assert f"pakket voetbalclub 1.0 met vingerafdruk {vingerafdruk(pakket.dist)} staat niet in {TOEGELATEN}" in melding
    assert not pakket.uitgevoerd


def test_een_veranderd_bestand_heeft_een_andere_vingerafdruk(pakket: Pakket) -> None:
    nagekeken = pakket.vindplaats()
    with (pakket.map / "meedoen_voetbalclub" / "plugin.py").open("a", encoding="utf-8") as bron:
        bron.write("# één regel erbij\n")
    with pytest.raises(PluginOnbruikbaar, match="staat niet in"):
        nagekeken.vind("voetbalclub")
    assert not pakket.uitgevoerd


def test_een_andere_versie_of_een_ontbrekend_bestand_wordt_geweigerd(pakket: Pakket) -> None:
    with pytest.raises(PluginOnbruikbaar, match="staat niet in"):
        pakket.vindplaats(versie="1.1").vind("voetbalclub")
    nagekeken = pakket.vindplaats()
    (pakket.map / "meedoen_voetbalclub" / "__init__.py").unlink()
    with pytest.raises(PluginOnbruikbaar, match="ontbreekt een bestand"):
        nagekeken.vind("voetbalclub")
    assert not pakket.uitgevoerd


def test_een_module_die_niet_in_de_vingerafdruk_zit_wordt_niet_ingeladen(pakket: Pakket, tmp_path: Path) -> None:
    """Iemand zet eerder op het pad een map met dezelfde naam."""
    nagekeken = pakket.vindplaats()
    ander = tmp_path / "ervoor" / "meedoen_voetbalclub"
    ander.mkdir(parents=True)
    (ander / "__init__.py").write_text("", encoding="utf-8")
    (ander / "plugin.py").write_text(BRON, encoding="utf-8")
    sys.path.insert(0, str(tmp_path / "ervoor"))
    importlib.invalidate_caches()
    try:
        with pytest.raises(PluginOnbruikbaar, match="komt niet uit pakket voetbalclub"):
            nagekeken.vind("voetbalclub")
    finally:
        sys.path.remove(str(tmp_path / "ervoor"))
    assert not (ander / "uitgevoerd").exists()


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
