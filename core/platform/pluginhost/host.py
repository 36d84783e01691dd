"""Bouwt bij het starten per gemeente haar plugins: één PluginManager, één recht, één lijst met wat er niet klopt.

Een gemeente waarvan een plugin niet deugt, wordt niet bediend; de andere gemeenten wel. Alles wat mis is wordt tegelijk
gemeld, met de naam van de plugin.
"""

import inspect
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pluggy

from core.fouten import PluginFout
from core.law.recht import Duur, Gedateerd, Recht, Waarde
from core.platform.pluginhost.facade import Actief, Invulling, Plugins
from core.platform.pluginhost.lezen import OpenTerm, lees_open_termen, lees_parameters
from core.platform.pluginhost.vinden import Gevonden, PluginOnbruikbaar, Vindplaats
from core.platform.tenants import Tenant
from core.plugin_api.hookspecs import PROJECT, Hookspecs
from core.plugin_api.manifest import API_VERSIE, Gegeven, Manifest
from core.plugin_api.parameters import Parameters
from core.standaard import plugin as standaard

STANDAARD = Gevonden(
    manifest=standaard.MANIFEST,
    maak=standaard.maak,
    parametermap=Path(standaard.__file__).with_name("parameters"),
)
NODIG = {"bepaal_begeleiding": frozenset({Gegeven.DOELGROEP, Gegeven.HUISHOUDEN})}
"""Wat een hook altijd te zien krijgt, en dus in het manifest moet staan van wie haar invult."""
logboek = logging.getLogger("meedoen.plugins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitval:
    """Een gemeente die niet bediend wordt, en waarom."""

    tenant: Tenant
    problemen: tuple[str, ...]
    oorzaak: str = "haar plugins kloppen niet"

    def __str__(self) -> str:
        regels = "".join(f"\n  - {p}" for p in self.problemen)
        return f"Gemeente {self.tenant.naam} wordt niet bediend; {self.oorzaak}:{regels}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pluginstand:
    """Welke gemeenten bediend worden, elk met haar plugins, en welke niet."""

    tenants: dict[UUID, Tenant]
    plugins: dict[UUID, Plugins]
    uitval: dict[UUID, Uitval]


def bouw_plugins(tenants: Mapping[UUID, Tenant], recht: Recht, vindplaats: Vindplaats | None = None) -> Pluginstand:
    """Bouw voor elke gemeente haar plugins. Wat niet lukt staat in `uitval` en in het logboek."""
    stand = Pluginstand(tenants={}, plugins={}, uitval={})
    bron = _Bron.van(vindplaats or Vindplaats())
    for id_, tenant in tenants.items():
        bouw = _Bouw(recht, bron)
        plugins = bouw.bouw(tenant.plugins)
        if plugins is None:
            stand.uitval[id_] = Uitval(tenant=tenant, problemen=tuple(bouw.problemen))
            logboek.error("%s", stand.uitval[id_])
        else:
            stand.tenants[id_], stand.plugins[id_] = tenant, plugins
    return stand


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bron:
    """Wat voor alle gemeenten hetzelfde is, één keer gelezen; de plugins zelf heeft elke gemeente voor zich."""

    termen: Mapping[str, OpenTerm]
    vind: Callable[[str], Gevonden]
    parameters: Callable[[Path], tuple[Parameters, list[str]]]
    beproefd: set[tuple[str, ...]] = field(default_factory=set)
    """Welke plugins samen al goed bleken; een hook is zuiver, dus in een volgende gemeente zijn zij dat weer."""

    @classmethod
    def van(cls, vindplaats: Vindplaats) -> "_Bron":
        return cls(termen=lees_open_termen(), vind=cache(vindplaats.vind), parameters=cache(lees_parameters))


class _Bouw:
    """De bouw van één gemeente; verzamelt alle problemen voordat zij opgeeft."""

    def __init__(self, recht: Recht, bron: _Bron) -> None:
        self.problemen: list[str] = []
        self._recht = recht
        self._bron = bron
        self._pm = pluggy.PluginManager(PROJECT)
        self._pm.add_hookspecs(Hookspecs)
        self._invullingen: dict[str, Invulling] = {}

    def bouw(self, namen: Iterable[str]) -> Plugins | None:
        actief = [a for naam in namen for a in self._maak_met_naam(naam)] + list(self._maak(STANDAARD))
        if self.problemen:
            return None
        # pluggy's own check, should it see an implementation that `_toets_hooks` does not.
        self._pm.check_pending()
        plugins = Plugins(self._pm, tuple(actief), recht=self._recht, invullingen=self._invullingen)
        self._probeer(plugins)
        return None if self.problemen else plugins

    def _maak_met_naam(self, naam: str) -> Iterator[Actief]:
        try:
            gevonden = self._bron.vind(naam)
        except PluginOnbruikbaar as fout:
            self.problemen.append(f"plugin {naam}: {fout}")
            return
        yield from self._maak(gevonden)

    def _maak(self, gevonden: Gevonden) -> Iterator[Actief]:
        manifest = gevonden.manifest
        if not manifest.api.past(API_VERSIE):
            eigen = ".".join(map(str, API_VERSIE))
            self._meld(manifest, f"vraagt plugin-API {manifest.api}, maar dit is {eigen}")
            return
        parameters, gebreken = self._bron.parameters(gevonden.parametermap)
        for gebrek in gebreken:
            self._meld(manifest, gebrek)
        self._vul_in(manifest, parameters)
        if gebreken:
            return
        try:
            plugin = gevonden.maak(parameters)
        except Exception as fout:  # noqa: BLE001 - de plugin kan alles doen; haar gemeente krijgt te horen wat
            self._meld(manifest, f"maak faalt ({type(fout).__name__}: {fout})")
            return
        if not self._toets_hooks(manifest, plugin):
            return
        try:
            self._pm.register(plugin, name=manifest.naam)
        except ValueError:
            self._meld(manifest, "staat er meer dan eens in")
            return
        yield Actief(manifest=manifest, plugin=plugin)

    def _toets_hooks(self, manifest: Manifest, plugin: object) -> bool:
        """Elke ingevulde hook bestaat, heeft de argumenten van de spec, en ziet niets buiten het manifest."""
        aantal = len(self.problemen)
        noemt = {behoefte.gegeven for behoefte in manifest.needs if behoefte.doel.strip()}
        for naam, methode, keuzes in _ingevuld(plugin):
            spec = getattr(Hookspecs, naam, None)
            if spec is None:
                self._meld(manifest, f"hook {naam} bestaat niet; kijk de naam na in docs/HOOKS.md")
                continue
            eigen = list(inspect.signature(methode).parameters)
            hoort = [argument for argument in inspect.signature(spec).parameters if argument != "self"]
            if eigen != hoort:
                self._meld(manifest, f"{naam}({', '.join(eigen)}) hoort {naam}({', '.join(hoort)}) te zijn")
            if any(keuzes.get(k) for k in ("wrapper", "hookwrapper", "tryfirst", "trylast")):
                self._meld(manifest, f"{naam}: de volgorde staat in het tenantbestand, niet in de plugin")
            for gegeven in sorted(NODIG.get(naam, frozenset()) - noemt):
                self._meld(manifest, f"{naam} ziet {gegeven}, maar het manifest noemt het niet met een doel")
        return len(self.problemen) == aantal

    def _vul_in(self, manifest: Manifest, parameters: Parameters) -> None:
        """Vul de open termen van de wet in die deze plugin noemt, binnen de grenzen."""
        bekend = {veld.name for veld in fields(Recht)}
        for naam, parameter in parameters.alle.items():
            term = self._bron.termen.get(naam)
            if term is None:
                if naam in bekend:
                    self._meld(manifest, f"parameters/{naam}.yaml: de wet laat {naam} niet aan het college")
                continue
            if naam in self._invullingen:
                ander = self._invullingen[naam].plugin
                self._meld(manifest, f"parameters/{naam}.yaml: {ander} vult {naam} al in")
                continue
            waarden = [w for w in parameter.waarden if isinstance(w.waarde, Duur) and term.omvat(w.waarde)]
            if len(waarden) != len(parameter.waarden):
                grens = f"{term.minimum} tot en met {term.maximum}"
                self._meld(manifest, f"parameters/{naam}.yaml: een waarde ligt buiten de grenzen van {grens}")
                continue
            self._recht = _met_term(self._recht, naam, tuple(parameter.waarden))
            self._invullingen[naam] = Invulling(plugin=manifest.naam, versie=manifest.versie, status=parameter.status)

    def _probeer(self, plugins: Plugins) -> None:
        """Roep elke hook met alles wat zij te zien kan krijgen; wat hier faalt, zou later bij een mens falen."""
        samen = tuple(plugins.versies)
        if samen in self._bron.beproefd:
            return
        try:
            plugins.probeer()
        except PluginFout as fout:
            self.problemen.append(fout.melding)
        else:
            self._bron.beproefd.add(samen)

    def _meld(self, manifest: Manifest, wat: str) -> None:
        self.problemen.append(f"plugin {manifest.naam} {manifest.versie}: {wat}")


def _met_term(recht: Recht, naam: str, waarden: tuple[Waarde[Any], ...]) -> Recht:
    """Het recht met de ingevulde term; wat gold voordat het college koos blijft staan, en de versie verandert mee."""
    landelijk: Gedateerd[Any] = getattr(recht, naam)
    eerder = tuple(w for w in landelijk.waarden if w.vanaf < waarden[0].vanaf)
    ingevuld = replace(landelijk, waarden=(*eerder, *waarden))
    versie = sha256(f"{recht.versie}|{naam}|".encode() + msgspec.json.encode(ingevuld)).hexdigest()
    return replace(recht, **{naam: ingevuld}, versie=versie)


def _ingevuld(plugin: object) -> Iterator[tuple[str, Callable[..., Any], Mapping[str, Any]]]:
    """Wat er onder `@hook` staat: naam, methode en de keuzes van pluggy."""
    for naam in dir(plugin):
        methode = getattr(plugin, naam, None)
        keuzes = getattr(methode, f"{PROJECT}_impl", None)
        if callable(methode) and isinstance(keuzes, Mapping):
            yield naam, methode, keuzes
