"""Vindt een plugin die een tenantbestand noemt: in `plugins/`, of als geïnstalleerd pakket (`meedoen.plugins`).

Een plugin draait in het proces zelf en is dus vertrouwde code: wie pakketten mag installeren, mag code uitvoeren. Wat
hier dicht is, zijn vergissingen en verwisselingen. In `plugins/` telt alleen de map naast `core/`; is de dienst als
pakket geïnstalleerd, dan hoort elk bestand van de plugin bij dat pakket (RECORD, met hash). Een pakket van buiten wordt
alleen ingeladen als zijn vingerafdruk in `tenants/_toegelaten.yaml` staat; die gaat over de bestanden zoals zij nu op
schijf staan, en wordt bepaald voordat er iets van wordt uitgevoerd.

    python -m core.platform.pluginhost.vinden PAKKET      # toont de vingerafdruk, om na te kijken en op te nemen
"""

import base64
import importlib.metadata
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath
from types import MappingProxyType
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from core.law.lezen import laad_streng
from core.platform.pluginhost.laden import IN_BOOM, Pluginbron, som_van
from core.platform.pluginhost.problemen import PluginOnbruikbaar, Probleem
from core.platform.vorm import heel

GROEP = "meedoen.plugins"
TOEGELATEN = "_toegelaten.yaml"
DIENST = "meedoen"
_NAAM = re.compile(heel("[a-z][a-z0-9_]{2,60}"))
_NIET_TE_LEZEN = frozenset({".so", ".pyd", ".dll", ".dylib", ".pth"})
# Written by an installer after the wheel was built; they differ per machine and are never executed.
_VAN_DE_INSTALLATIE = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"})


class Toegelaten(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Een pakket van buiten dat iemand heeft nagekeken."""

    pakket: str
    versie: str
    sha256: Annotated[str, Meta(pattern=heel("[0-9a-f]{64}"))]
    nagekeken_door: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vindplaats:
    """Waar plugins vandaan mogen komen."""

    toegelaten: tuple[Toegelaten, ...] = ()
    map: Path = IN_BOOM

    def vind(self, naam: str) -> Pluginbron:
        """De bron van de plugin met deze naam; er wordt niets van uitgevoerd.

        Raises:
            PluginOnbruikbaar: zij bestaat niet, of mag niet.
        """
        if not _NAAM.fullmatch(naam):
            raise _niet(
                "de naam bestaat uit kleine letters, cijfers en liggende streepjes", "verbeter het tenantbestand"
            )
        ingangen = [i for i in importlib.metadata.entry_points(group=GROEP) if i.name == naam]
        if not (self.map / naam / "plugin.py").is_file():
            return self._van_buiten(naam, ingangen)
        if ingangen:
            raise _niet(f"staat in {self.map.name}/ en ook in een geïnstalleerd pakket", "verwijder dat pakket")
        return lees_map(self.map / naam, eigen=_van_de_dienst(self.map))

    def _van_buiten(self, naam: str, ingangen: list[importlib.metadata.EntryPoint]) -> Pluginbron:
        if not ingangen:
            raise _niet(
                f"staat niet in {self.map.name}/ en is niet geïnstalleerd",
                "verbeter de naam in het tenantbestand, of installeer het pakket",
            )
        dist = ingangen[0].dist
        if len(ingangen) > 1 or dist is None:
            raise _niet("meer dan één pakket levert een plugin met deze naam", "laat er één van geïnstalleerd")
        inhoud = _lees_pakket(dist)
        afdruk = som_van(inhoud)
        if not any((t.pakket, t.versie, t.sha256) == (dist.name, dist.version, afdruk) for t in self.toegelaten):
            raise _niet(
                f"pakket {dist.name} {dist.version} met vingerafdruk {afdruk} staat niet in {TOEGELATEN}",
                f"laat het nakijken en neem het dan op in {TOEGELATEN}",
            )
        return _bron_van_pakket(dist, ingangen[0].module, inhoud, afdruk)


def lees_map(map_: Path, *, eigen: Mapping[Path, str] | None = None) -> Pluginbron:
    """De bron van een plugin in een map; `eigen` zijn, als de dienst een pakket is, haar bestanden met hun hash.

    Raises:
        PluginOnbruikbaar: er staat iets in de map wat er niet hoort.
    """
    inhoud: dict[Path, bytes] = {}
    for pad in sorted(p for p in map_.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        kort = _kort(pad, map_)
        if pad.suffix in _NIET_TE_LEZEN | {".pyc"} or pad.is_symlink():
            raise _niet("is code die niet te lezen is", "laat er alleen bron (.py) en gegevens staan", kort)
        inhoud[pad] = pad.read_bytes()
        if eigen is not None and eigen.get(pad.resolve()) != _record_hash(inhoud[pad]):
            raise _niet(
                "hoort niet bij het pakket van de dienst, of is daarna veranderd",
                "verwijder wat een ander pakket hier neerzette, en installeer de dienst opnieuw",
                kort,
            )
    pakket = f"{IN_BOOM.name}.{map_.name}"
    modules = {_modulenaam(pad.relative_to(map_), pakket): pad for pad in inhoud if pad.suffix == ".py"}
    return Pluginbron(
        herkomst=f"{map_.parent.name}/",
        module=f"{pakket}.plugin",
        eigen=pakket,
        map=map_,
        modules=MappingProxyType(modules),
        bron=MappingProxyType({pad: tekst for pad, tekst in inhoud.items() if pad.suffix == ".py"}),
        kort=MappingProxyType({str(pad): _kort(pad, map_) for pad in inhoud}),
        sha256=som_van({pad.relative_to(map_).as_posix(): tekst for pad, tekst in inhoud.items()}),
    )


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
        PluginOnbruikbaar: het pakket noemt zijn bestanden niet, er ontbreekt er een, of het draagt gecompileerde code.
    """
    return som_van(_lees_pakket(dist))


def _lees_pakket(dist: importlib.metadata.Distribution) -> dict[str, bytes]:
    if not dist.files:
        raise _niet(f"pakket {dist.name} noemt zijn bestanden niet", "installeer het als wheel")
    inhoud: dict[str, bytes] = {}
    for bestand in dist.files:
        # What pip compiled itself stands in the RECORD without a hash; nothing of it is ever executed here.
        gecompileerd = bestand.suffix == ".pyc" and (bestand.hash is not None or "__pycache__" not in bestand.parts)
        if gecompileerd or bestand.suffix in _NIET_TE_LEZEN:
            raise _niet(
                f"pakket {dist.name} draagt {bestand.name}: code die niet te lezen is",
                "bouw een wheel met alleen bron (.py) en gegevens",
                str(bestand),
            )
        if bestand.suffix == ".pyc" or bestand.name in _VAN_DE_INSTALLATIE:
            continue
        try:
            inhoud[str(bestand)] = Path(str(bestand.locate())).read_bytes()
        except OSError:
            raise _niet(f"van pakket {dist.name} ontbreekt een bestand", "installeer het opnieuw") from None
    return inhoud


def _bron_van_pakket(
    dist: importlib.metadata.Distribution, module: str, inhoud: Mapping[str, bytes], afdruk: str
) -> Pluginbron:
    wortel = Path(str(dist.locate_file("")))
    bron = {wortel / pad: tekst for pad, tekst in inhoud.items() if pad.endswith(".py")}
    modules = {_modulenaam(PurePosixPath(pad)): wortel / pad for pad in inhoud if pad.endswith(".py")}
    eigen = module.partition(".")[0]
    vreemd = sorted({naam.partition(".")[0] for naam in modules} - {eigen})
    if vreemd or eigen in {IN_BOOM.name, "core"} | sys.stdlib_module_names:
        raise _niet(
            f"pakket {dist.name} levert modules onder {', '.join(vreemd) or eigen}",
            "zet alles onder één eigen pakketnaam, die niet van Python of van Meedoen is",
        )
    if module not in modules:
        raise _niet(f"module {module} komt niet uit pakket {dist.name}", "verbeter het entry point van het pakket")
    return Pluginbron(
        herkomst=f"pakket {dist.name} {dist.version}",
        module=module,
        eigen=eigen,
        map=modules[module].parent,
        modules=MappingProxyType(modules),
        bron=MappingProxyType(bron),
        kort=MappingProxyType({str(wortel / pad): pad for pad in inhoud}),
        sha256=afdruk,
    )


@cache
def _van_de_dienst(map_: Path) -> Mapping[Path, str] | None:
    """De bestanden van de dienst met hun hash, als zij in `map_` als pakket geïnstalleerd is; None in een checkout."""
    for dist in importlib.metadata.distributions(name=DIENST, path=[str(map_.parent)]):
        bestanden: Iterable[Any] = dist.files or ()
        hashes = {Path(str(b.locate())).resolve(): b.hash.value for b in bestanden if b.hash is not None}
        if any(pad.is_relative_to(map_.parent.resolve() / deel) for pad in hashes for deel in ("core", map_.name)):
            return MappingProxyType(hashes)
    return None


def _record_hash(inhoud: bytes) -> str:
    return base64.urlsafe_b64encode(sha256(inhoud).digest()).rstrip(b"=").decode()


def _modulenaam(pad: PurePath, pakket: str = "") -> str:
    delen = [*([pakket] if pakket else []), *pad.with_suffix("").parts]
    return ".".join(delen[:-1] if delen[-1] == "__init__" else delen)


def _kort(pad: Path, map_: Path) -> str:
    return f"{map_.parent.name}/{pad.relative_to(map_.parent).as_posix()}"


def _niet(wat: str, herstel: str, bestand: str = "") -> PluginOnbruikbaar:
    return PluginOnbruikbaar(Probleem(wat=wat, herstel=herstel, bestand=bestand))


if __name__ == "__main__":
    sys.stdout.write(vingerafdruk(importlib.metadata.distribution(sys.argv[1])) + "\n")
