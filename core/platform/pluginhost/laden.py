"""Voert een plugin uit vanaf haar bron: de bestanden die gelezen en gehasht zijn, en geen andere.

Gecompileerde code (`.pyc`) telt nergens mee, ook niet als zij nieuwer lijkt, en een gelijknamige module ergens anders
op het pad evenmin: zolang een plugin inlaadt, vindt Python haar modules alleen hier.
"""

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, MappingProxyType, ModuleType
from typing import Any

from core.platform.pluginhost.bronkeuring import keur
from core.platform.pluginhost.budget import STARTEN, begrens
from core.platform.pluginhost.problemen import PluginOnbruikbaar, Probleem, is_van_de_dienst, van_uitzondering
from core.plugin_api.parameters import Parameters

IN_BOOM = Path(__file__).parents[3] / "plugins"
"""De plugins die met de kern zijn nagekeken, naast `core/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pluginbron:
    """De bestanden van een plugin zoals zij op schijf staan, één keer gelezen."""

    herkomst: str
    """`plugins/` of het pakket waar zij uit komt."""
    module: str
    eigen: str
    """Het pakket waarvan zij modules mag invoeren."""
    map: Path
    """Waar `plugin.py`, `afdrukken.yaml` en `parameters/` staan."""
    modules: Mapping[str, Path]
    bron: Mapping[Path, bytes]
    kort: Mapping[str, str]
    """Van pad op schijf naar het pad dat in een melding staat."""
    sha256: str

    def bestand(self, naam: str) -> str:
        """Het korte pad van een bestand naast `plugin.py`."""
        return f"{self.kort[str(self.modules[self.module])].rpartition('/')[0]}/{naam}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingeladen:
    """Een uitgevoerde plugin, nog niet nagekeken: wat er onder MANIFEST en maak stond, en wat haar bron leest."""

    bron: Pluginbron
    manifest: object
    maak: Callable[[Parameters], object]
    gelezen: frozenset[str]
    manifestregel: int


def som_van(bestanden: Mapping[str, bytes]) -> str:
    """De sha-256 over deze bestanden, elk met zijn pad en lengte."""
    som = sha256()
    for pad, inhoud in sorted(bestanden.items()):
        som.update(f"{pad}\0{len(inhoud)}\0".encode() + inhoud)
    return som.hexdigest()


def laad(bron: Pluginbron) -> Ingeladen:
    """Keur elk bestand, en voer dan de plugin uit.

    Raises:
        PluginOnbruikbaar: de bron deugt niet, het inladen faalt of duurt te lang, of MANIFEST of maak ontbreekt.
    """
    gelezen = _keur(bron)
    try:
        with _alleen_hiervan(bron):
            module: Any = begrens(lambda: importlib.import_module(bron.module), STARTEN)
    except BaseException as fout:
        if is_van_de_dienst(fout):
            raise
        raise PluginOnbruikbaar(van_uitzondering(fout, bron.kort, wat="inladen", met_tekst=True)) from None
    namen = vars(module)
    if "MANIFEST" not in namen or not callable(namen.get("maak")):
        raise PluginOnbruikbaar(
            Probleem(
                wat="heeft geen MANIFEST of geen maak",
                bestand=bron.bestand("plugin.py"),
                herstel="zet `MANIFEST = Manifest(…)` en `maak = <de klasse>` in dit bestand",
            )
        )
    return Ingeladen(
        bron=bron,
        manifest=namen["MANIFEST"],
        maak=namen["maak"],
        gelezen=gelezen,
        manifestregel=_regel_van_manifest(bron),
    )


def _keur(bron: Pluginbron) -> frozenset[str]:
    problemen: list[Probleem] = []
    gelezen: set[str] = set()
    for pad, inhoud in bron.bron.items():
        kort = bron.kort[str(pad)]
        try:
            keuring = keur(inhoud, kort, eigen=bron.eigen)
        except (SyntaxError, ValueError, RecursionError) as fout:
            regel = fout.lineno or 0 if isinstance(fout, SyntaxError) else 0
            wat = f"is geen Python ({type(fout).__name__})"
            problemen.append(Probleem(wat=wat, bestand=kort, regel=regel, herstel="verbeter de schrijffout"))
            continue
        problemen += keuring.problemen
        gelezen |= keuring.gelezen
    if problemen:
        raise PluginOnbruikbaar(*problemen)
    return frozenset(gelezen)


def _regel_van_manifest(bron: Pluginbron) -> int:
    regels = bron.bron[bron.modules[bron.module]].decode("utf-8", "replace").splitlines()
    return next((nr for nr, regel in enumerate(regels, start=1) if regel.startswith("MANIFEST")), 0)


@contextmanager
def _alleen_hiervan(bron: Pluginbron) -> Iterator[None]:
    """Zolang dit duurt komen de modules van deze plugin uit haar gelezen bron; lukt het niet, dan blijft er niets."""
    vinder = _Vinder(bron)
    vinder.vergeet()
    sys.meta_path.insert(0, vinder)
    try:
        yield
    except BaseException:
        vinder.vergeet()
        raise
    finally:
        sys.meta_path.remove(vinder)


class _Vinder(MetaPathFinder):
    def __init__(self, bron: Pluginbron) -> None:
        self._bron = bron
        boven = {naam.rpartition(".")[0] for naam in bron.modules}
        delen = {".".join(naam.split(".")[:n]) for naam in boven for n in range(1, naam.count(".") + 2)}
        self._mappen = MappingProxyType({naam: None for naam in delen if naam and naam not in bron.modules})

    def vergeet(self) -> None:
        """Haal de modules van deze plugin weg; `plugins` zelf is van alle plugins."""
        for naam in [*self._bron.modules, *self._mappen]:
            if naam != IN_BOOM.name:
                sys.modules.pop(naam, None)

    def find_spec(self, naam: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        pad = self._bron.modules.get(naam)
        if pad is not None:
            pakket = pad.name == "__init__.py"
            spec = ModuleSpec(naam, _Lader(pad, self._bron.bron[pad]), origin=str(pad), is_package=pakket)
            spec.has_location = True
            return spec
        if naam not in self._mappen:
            return None
        spec = ModuleSpec(naam, None, is_package=True)
        # Whoever imports another plugin by name later (a test, a linter) finds those of the service.
        spec.submodule_search_locations = [str(IN_BOOM)] if naam == IN_BOOM.name else []
        return spec


class _Lader(Loader):
    def __init__(self, pad: Path, bron: bytes) -> None:
        self._pad = pad
        self._bron = bron

    def exec_module(self, module: ModuleType) -> None:
        code: CodeType = compile(self._bron, str(self._pad), "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102 - dit is het inladen zelf, van bytes die gekeurd en gehasht zijn
