"""Kijkt na wat een plugin over zichzelf zegt: haar manifest, en de hooks die zij invult.

Streng op het type van elk veld: een plugin is Python, en een dataclass houdt niets tegen.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.platform.pluginhost.laden import Ingeladen
from core.platform.pluginhost.problemen import Probleem
from core.plugin_api.hookspecs import PROJECT
from core.plugin_api.manifest import API_VERSIE, Apibereik, Behoefte, Gegeven, Manifest

_VERSIE = re.compile(r"[0-9][0-9A-Za-z.+-]{0,39}")
_DOEL = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Invuller:
    """Een methode onder `@hook`, en waar zij staat."""

    hook: str
    bestand: str
    regel: int


def keur_manifest(ingeladen: Ingeladen, naam: str) -> tuple[Manifest | None, list[Probleem]]:
    """Het manifest met `api` als `Apibereik`, of None met wat er mis is."""
    manifest = ingeladen.manifest
    plek: dict[str, Any] = {"bestand": ingeladen.bron.bestand("plugin.py"), "regel": ingeladen.manifestregel}
    if type(manifest) is not Manifest:
        herstel = "gebruik Manifest uit core.plugin_api.manifest"
        return None, [Probleem(wat=f"MANIFEST is een {type(manifest).__name__}", herstel=herstel, **plek)]
    if manifest.naam != naam:
        wat = f"haar manifest noemt haar {manifest.naam}" if type(manifest.naam) is str else "de naam is geen tekst"
        return None, [Probleem(wat=wat, herstel=f"zet naam op {naam!r}, de naam van haar map", **plek)]
    if type(manifest.versie) is not str or not _VERSIE.fullmatch(manifest.versie):
        return None, [Probleem(wat="de versie deugt niet", herstel='schrijf haar als tekst, zoals "1.0.0"', **plek)]
    if (gebrek := _gebrek_in_needs(manifest.needs)) is not None:
        herstel = "schrijf needs als tuple van Behoefte(gegeven=Gegeven.…, doel=…)"
        return None, [Probleem(wat=gebrek, herstel=herstel, **plek)]
    bereik = _bereik(manifest.api)
    if bereik is None:
        return None, [Probleem(wat="het bereik van api is niet te lezen", herstel="schrijf api='>=1.0,<2'", **plek)]
    if not bereik.past(API_VERSIE):
        hier = ".".join(map(str, API_VERSIE))
        herstel = "kijk in docs/HOOKS.md wat er veranderde, en pas plugin en bereik aan"
        return None, [Probleem(wat=f"vraagt plugin-API {bereik}, maar dit is {hier}", herstel=herstel, **plek)]
    return replace(manifest, api=bereik), []


def _bereik(api: object) -> Apibereik | None:
    if type(api) is str:
        try:
            return Apibereik.lees(api)
        except ValueError:
            return None
    if type(api) is not Apibereik:
        return None
    for grens in (api.vanaf, api.tot):
        if type(grens) is not tuple or [type(deel) for deel in grens] != [int, int]:
            return None
    return api


def _gebrek_in_needs(needs: object) -> str | None:
    if type(needs) is not tuple:
        return f"needs is {type(needs).__name__}"
    for behoefte in needs:
        if type(behoefte) is not Behoefte or type(behoefte.gegeven) is not Gegeven or type(behoefte.doel) is not str:
            return "needs noemt iets wat geen behoefte is"
        if not 0 < len(behoefte.doel.strip()) <= _DOEL:
            return f"needs noemt {behoefte.gegeven} zonder doel"
    return None


def ongenoemd(manifest: Manifest, gelezen: frozenset[str]) -> list[str]:
    """Gegevens die de bron leest en het manifest niet noemt: in elk beeld zijn zij None."""
    genoemd = {behoefte.gegeven for behoefte in manifest.needs}
    return [str(gegeven) for gegeven in Gegeven if gegeven in gelezen and gegeven not in genoemd]


def keur_hooks(plugin: object, specs: type, kort: Mapping[str, str]) -> tuple[list[Invuller], list[Probleem]]:
    """De hooks die de plugin invult, en wat daaraan mankeert. Voert code van de plugin uit (haar properties)."""
    invullers: list[Invuller] = []
    problemen: list[Probleem] = []
    for naam, methode, keuzes in _onder_hook(plugin):
        invuller = _plek(naam, methode, kort)
        fouten = list(_fouten(naam, methode, keuzes, specs))
        problemen += [
            Probleem(wat=wat, herstel=herstel, bestand=invuller.bestand, regel=invuller.regel)
            for wat, herstel in fouten
        ]
        if not fouten:
            invullers.append(invuller)
    return invullers, problemen


def _fouten(
    naam: str, methode: Callable[..., Any], keuzes: Mapping[str, Any], specs: type
) -> Iterator[tuple[str, str]]:
    spec = getattr(specs, naam, None)
    if spec is None:
        yield f"hook {naam} bestaat niet", "kijk de naam na in docs/HOOKS.md"
        return
    hoort = [argument for argument in inspect.signature(spec).parameters if argument != "self"]
    eigen = inspect.signature(methode).parameters.values()
    if any(a.kind is not a.POSITIONAL_OR_KEYWORD or a.default is not a.empty or a.name not in hoort for a in eigen):
        wat = f"{naam}({', '.join(map(str, eigen))}) past niet op {naam}({', '.join(hoort)})"
        yield wat, f"vraag alleen argumenten van de spec ({', '.join(hoort)}), zonder standaardwaarde"
    if any(keuzes.get(k) for k in ("wrapper", "hookwrapper", "tryfirst", "trylast", "specname")):
        yield f"{naam}: de volgorde staat in het tenantbestand, niet in de plugin", "schrijf `@hook` zonder opties"


def _onder_hook(plugin: object) -> Iterator[tuple[str, Callable[..., Any], Mapping[str, Any]]]:
    """Wat er onder `@hook` staat: naam, methode en de keuzes van pluggy."""
    for naam in dir(plugin):
        methode = getattr(plugin, naam, None)
        keuzes = getattr(methode, f"{PROJECT}_impl", None)
        if callable(methode) and isinstance(keuzes, Mapping):
            yield naam, methode, keuzes


def _plek(naam: str, methode: Callable[..., Any], kort: Mapping[str, str]) -> Invuller:
    code = getattr(methode, "__code__", None)
    if code is None or code.co_filename not in kort:
        return Invuller(hook=naam, bestand="", regel=0)
    return Invuller(hook=naam, bestand=kort[code.co_filename], regel=code.co_firstlineno)
