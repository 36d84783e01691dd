"""Vindt een plugin die een tenantbestand noemt: in `plugins/`, of als geïnstalleerd pakket (`meedoen.plugins`).

Een plugin draait in het proces zelf en is dus vertrouwde code. Wat in `plugins/` staat is met de kern nagekeken; een
pakket van buiten wordt alleen ingeladen als zijn vingerafdruk in `tenants/_toegelaten.yaml` staat. De vingerafdruk
gaat over de bestanden zoals zij nu op schijf staan, en wordt bepaald voordat er iets van het pakket wordt uitgevoerd.

    python -m core.platform.pluginhost.vinden PAKKET      # toont de vingerafdruk, om na te kijken en op te nemen
"""

import importlib
import importlib.machinery
import importlib.metadata
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from core.law.lezen import laad_streng
from core.plugin_api.manifest import Manifest
from core.plugin_api.parameters import Parameters

GROEP = "meedoen.plugins"
TOEGELATEN = "_toegelaten.yaml"
_NAAM = re.compile(r"^[a-z][a-z0-9_]{2,60}$")
# Written by an installer after the wheel was built; they differ per machine and are never executed.
_VAN_DE_INSTALLATIE = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"})


class PluginOnbruikbaar(Exception):
    """De plugin kan niet worden ingeladen; de boodschap zegt waarom."""


class Toegelaten(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Een pakket van buiten dat iemand heeft nagekeken."""

    pakket: str
    versie: str
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    nagekeken_door: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevonden:
    """Een ingeladen plugin: haar manifest, hoe zij gemaakt wordt, en waar haar parameters staan."""

    manifest: Manifest
    maak: Callable[[Parameters], object]
    parametermap: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Vindplaats:
    """Waar plugins vandaan mogen komen."""

    toegelaten: tuple[Toegelaten, ...] = ()
    pakket: str = "plugins"

    def vind(self, naam: str) -> Gevonden:
        """De plugin met deze naam.

        Raises:
            PluginOnbruikbaar: zij bestaat niet, mag niet, of is stuk.
        """
        if not _NAAM.match(naam):
            raise PluginOnbruikbaar("de naam bestaat uit kleine letters, cijfers en liggende streepjes")
        module = f"{self.pakket}.{naam}.plugin"
        if not _bestaat(self.pakket, naam):
            module = self._van_buiten(naam)
        return _laad(naam, module)

    def _van_buiten(self, naam: str) -> str:
        ingangen = [i for i in importlib.metadata.entry_points(group=GROEP) if i.name == naam]
        if not ingangen:
            raise PluginOnbruikbaar(f"staat niet in {self.pakket}/ en is niet geïnstalleerd")
        if len(ingangen) > 1 or ingangen[0].dist is None:
            raise PluginOnbruikbaar("meer dan één pakket levert een plugin met deze naam")
        dist = ingangen[0].dist
        afdruk = vingerafdruk(dist)
        if not any((t.pakket, t.versie, t.sha256) == (dist.name, dist.version, afdruk) for t in self.toegelaten):
            raise PluginOnbruikbaar(
                f"pakket {dist.name} {dist.version} met vingerafdruk {afdruk} staat niet in {TOEGELATEN}"
            )
        _eis_uit_pakket(ingangen[0].module, dist)
        return ingangen[0].module


def lees_toegelaten(map_: Path) -> tuple[Toegelaten, ...]:
    """De pakketten van buiten die dit platform toelaat; zonder bestand geen enkele.

    Raises:
        ValueError: het bestand deugt niet; dan start Meedoen niet.
    """
    pad = map_ / TOEGELATEN
    return msgspec.convert(laad_streng(pad) or [], tuple[Toegelaten, ...]) if pad.exists() else ()


def vingerafdruk(dist: importlib.metadata.Distribution) -> str:
    """De hash van alle bestanden van een geïnstalleerd pakket, met hun pad.

    Raises:
        PluginOnbruikbaar: het pakket noemt zijn bestanden niet, of er ontbreekt er een.
    """
    if not dist.files:
        raise PluginOnbruikbaar(f"pakket {dist.name} noemt zijn bestanden niet")
    som = sha256()
    for bestand in sorted(dist.files, key=str):
        if bestand.suffix == ".pyc" or bestand.name in _VAN_DE_INSTALLATIE:
            continue
        try:
            inhoud = Path(str(bestand.locate())).read_bytes()
        except OSError:
            raise PluginOnbruikbaar(f"van pakket {dist.name} ontbreekt een bestand") from None
        som.update(f"{bestand}\0{len(inhoud)}\0".encode() + inhoud)
    return som.hexdigest()


def _eis_uit_pakket(module: str, dist: importlib.metadata.Distribution) -> None:
    """De module die straks wordt ingeladen is een bestand dat in de vingerafdruk zit, en niet een ander op het pad."""
    eigen = {Path(str(b.locate())).resolve() for b in dist.files or ()}
    zoekpad: list[str] | None = None
    deel = ""
    for stuk in module.split("."):
        deel = f"{deel}.{stuk}".strip(".")
        spec = importlib.machinery.PathFinder.find_spec(deel, zoekpad)
        if spec is None:
            raise PluginOnbruikbaar(f"module {module} bestaat niet")
        if spec.origin is not None and Path(spec.origin).resolve() not in eigen:
            raise PluginOnbruikbaar(f"module {module} komt niet uit pakket {dist.name}")
        zoekpad = None if spec.submodule_search_locations is None else list(spec.submodule_search_locations)


def _bestaat(pakket: str, naam: str) -> bool:
    """Of de plugin in de eigen map staat; er wordt nog niets uitgevoerd."""
    boven = importlib.machinery.PathFinder.find_spec(pakket)
    plaatsen = [] if boven is None else list(boven.submodule_search_locations or ())
    return any((Path(plaats) / naam / "plugin.py").is_file() for plaats in plaatsen)


def _laad(naam: str, module: str) -> Gevonden:
    try:
        ingeladen: Any = importlib.import_module(module)
    except Exception as fout:
        raise PluginOnbruikbaar(f"kan niet worden ingeladen ({type(fout).__name__}: {fout})") from fout
    manifest, maak = getattr(ingeladen, "MANIFEST", None), getattr(ingeladen, "maak", None)
    if not isinstance(manifest, Manifest) or not callable(maak):
        raise PluginOnbruikbaar("heeft geen MANIFEST of geen maak")
    if manifest.naam != naam:
        raise PluginOnbruikbaar(f"haar manifest noemt haar {manifest.naam}")
    return Gevonden(manifest=manifest, maak=maak, parametermap=Path(str(ingeladen.__file__)).with_name("parameters"))


if __name__ == "__main__":
    sys.stdout.write(vingerafdruk(importlib.metadata.distribution(sys.argv[1])) + "\n")
