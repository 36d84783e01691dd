"""Bouwt bij het starten per gemeente haar plugins: één PluginManager, één recht, één lijst met wat er niet klopt.

Een gemeente waarvan een plugin niet deugt, wordt niet bediend; de andere gemeenten wel. Alles wat mis is wordt tegelijk
gemeld, met gemeente, plugin, bestand, regel en wat te doen. Wat een plugin bij het vinden, inladen, maken, nakijken of
beproeven ook doet (behalve het proces omleggen): het wordt een regel in die lijst.
"""

import logging
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import pluggy

from core.fouten import PluginFout
from core.law.recht import Duur, Gedateerd, Recht, Waarde
from core.platform.clock import Klok
from core.platform.pluginhost.budget import STARTEN, TeLang, begrens
from core.platform.pluginhost.facade import GEEN_VOORBEELD, Actief, Invulling, Plugins
from core.platform.pluginhost.keuring import keur_hooks, keur_manifest, ongenoemd
from core.platform.pluginhost.laden import Ingeladen, Pluginbron, laad
from core.platform.pluginhost.lezen import OpenTerm, lees_open_termen, lees_parameters
from core.platform.pluginhost.problemen import PluginOnbruikbaar, Probleem, is_van_de_dienst, van_uitzondering
from core.platform.pluginhost.proef import beproef
from core.platform.pluginhost.vinden import Vindplaats, lees_map
from core.platform.tenants import Tenant
from core.plugin_api import grenzen
from core.plugin_api.hookspecs import PROJECT, Hookspecs
from core.plugin_api.manifest import Apibereik, Manifest
from core.plugin_api.parameters import Parameters, Status
from core.standaard import plugin as standaard

T = TypeVar("T")
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
    let_op: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    """Wat niets tegenhoudt, maar wel aandacht vraagt."""


def bouw_plugins(
    tenants: Mapping[UUID, Tenant],
    recht: Recht,
    vindplaats: Vindplaats | None = None,
    *,
    vandaag: date | None = None,
    specs: type = Hookspecs,
    voorbeelden: bool = True,
) -> Pluginstand:
    """Bouw voor elke gemeente haar plugins. Wat niet lukt staat in `uitval` en in het logboek.

    `vandaag` is de dag van de proef; zonder is het die van de machine. `voorbeelden` is uit in productie: een gemeente
    met een parameter, vraag of dienst die een voorbeeld is (illustratief) wordt dan niet bediend.
    """
    stand = Pluginstand(tenants={}, plugins={}, uitval={})
    keuken = _Keuken(
        vindplaats=vindplaats or Vindplaats(),
        recht=recht,
        vandaag=vandaag or Klok.datum(datetime.now(UTC)),
        specs=specs,
        voorbeelden=voorbeelden,
    )
    for id_, tenant in tenants.items():
        bouw = _Bouw(tenant.naam, keuken)
        plugins = bouw.bouw_bewaakt(tenant.plugins)
        if bouw.let_op:
            stand.let_op[id_] = tuple(bouw.let_op)
            logboek.warning("Gemeente %s, let op: %s", tenant.naam, "; ".join(bouw.let_op))
        if plugins is None:
            stand.uitval[id_] = Uitval(tenant=tenant, problemen=tuple(bouw.problemen))
            logboek.error("%s", stand.uitval[id_])
        else:
            stand.tenants[id_], stand.plugins[id_] = tenant, plugins
    return stand


def bouw_zonder_proef(naam: str, recht: Recht, vindplaats: Vindplaats) -> Plugins:
    """Alleen deze plugin, voor wie haar nog maakt.

    Raises:
        PluginFout: zij deugt niet; de boodschap noemt alles.
    """
    keuken = _Keuken(vindplaats=vindplaats, recht=recht, vandaag=Klok.datum(datetime.now(UTC)), specs=Hookspecs)
    bouw = _Bouw(naam, keuken)
    plugins = bouw.bouw_bewaakt([naam], proef=False)
    if plugins is None:
        raise PluginFout("\n".join(bouw.problemen))
    return plugins


@dataclass(kw_only=True)
class _Keuken:
    """Wat voor alle gemeenten hetzelfde is, één keer gedaan: ook wat mislukte, want dat mislukt dan weer."""

    vindplaats: Vindplaats
    recht: Recht
    vandaag: date
    specs: type
    voorbeelden: bool = True
    termen: Mapping[str, OpenTerm] = field(default_factory=lees_open_termen)
    al_goed: set[str] = field(default_factory=set)
    _ingeladen: dict[str, Ingeladen | PluginOnbruikbaar] = field(default_factory=dict)
    _parameters: dict[Path, tuple[Parameters, list[Probleem]]] = field(default_factory=dict)
    te_lang: dict[tuple[str, str], PluginOnbruikbaar] = field(default_factory=dict)
    """Wat van welke plugin (hash) niet binnen de tijd klaar was; dat zit niet elke gemeente opnieuw uit."""

    @property
    def begin(self) -> date:
        """De eerste dag van de wet: daarvoor is er niets te beslissen."""
        return self.recht.inburgeringstermijn.waarden[0].vanaf

    def haal(self, naam: str) -> Ingeladen:
        """De plugin met deze naam, uitgevoerd.

        Raises:
            PluginOnbruikbaar: zij bestaat niet, mag niet, of is stuk.
        """
        if naam not in self._ingeladen:
            try:
                self._ingeladen[naam] = laad(self.vindplaats.vind(naam))
            except PluginOnbruikbaar as fout:
                self._ingeladen[naam] = fout
        gevonden = self._ingeladen[naam]
        if isinstance(gevonden, PluginOnbruikbaar):
            raise gevonden
        return gevonden

    def parameters(self, bron: Pluginbron) -> tuple[Parameters, list[Probleem]]:
        if bron.map not in self._parameters:
            self._parameters[bron.map] = lees_parameters(bron.map / "parameters", kort=bron.bestand("parameters"))
        return self._parameters[bron.map]


STANDAARD = Ingeladen(
    bron=lees_map(Path(standaard.__file__).parent),
    manifest=standaard.MANIFEST,
    maak=standaard.maak,
    gelezen=frozenset(),
    manifestregel=0,
)


class _Bouw:
    """De bouw van één gemeente; verzamelt alle problemen voordat zij opgeeft."""

    def __init__(self, gemeente: str, keuken: _Keuken) -> None:
        self.problemen: list[str] = []
        self.let_op: list[str] = []
        self._gemeente = gemeente
        self._keuken = keuken
        self._recht = keuken.recht
        self._pm = pluggy.PluginManager(PROJECT)
        self._pm.add_hookspecs(keuken.specs)
        self._invullingen: dict[str, Invulling] = {}

    def bouw_bewaakt(self, genoemd: object, *, proef: bool = True) -> Plugins | None:
        """De plugins, of None met `problemen`; ook wat hieronder niemand voorzag houdt alleen deze gemeente tegen."""
        try:
            return self.bouw(genoemd, proef=proef)
        except BaseException as fout:
            if is_van_de_dienst(fout):
                raise
            logboek.exception("Gemeente %s: het bouwen van haar plugins brak af", self._gemeente)
            self.problemen.append(str(van_uitzondering(fout, {}, wat="het bouwen", met_tekst=True)))
            return None

    def bouw(self, genoemd: object, *, proef: bool) -> Plugins | None:
        namen = self._namen(genoemd)
        actief = [a for naam in namen if (a := self._maak_met_naam(naam)) is not None]
        if (eigen := self._maak(STANDAARD, "standaard")) is not None:
            actief.append(eigen)
        if self.problemen:
            return None
        plugins = Plugins(
            self._pm,
            tuple(actief),
            gemeente=self._gemeente,
            recht=self._recht,
            invullingen=self._invullingen,
            voorbeelden=self._keuken.voorbeelden,
        )
        if not proef:
            return plugins
        keuken = self._keuken
        for a, hook, probleem in beproef(plugins, vandaag=keuken.vandaag, begin=keuken.begin, al_goed=keuken.al_goed):
            self._meld(f"{a.manifest.naam} {a.manifest.versie}", f"{hook}: {probleem}")
        return None if self.problemen else plugins

    def _namen(self, genoemd: object) -> list[str]:
        """De namen uit het tenantbestand; wat daar niet klopt houdt alleen deze gemeente tegen."""
        if not isinstance(genoemd, list | tuple) or not all(isinstance(naam, str) for naam in genoemd):
            self.problemen.append("tenantbestand, plugins: geen lijst van namen. Herstel: schrijf `plugins: [naam]`.")
            return []
        if len(genoemd) > grenzen.MEESTE_PLUGINS:
            wat = f"meer dan {grenzen.MEESTE_PLUGINS} plugins. Herstel: zet er uit."
            self.problemen.append(f"tenantbestand, plugins: {wat}")
        for naam in sorted({naam for naam in genoemd if genoemd.count(naam) > 1}):
            self._meld(naam, "staat er meer dan eens in. Herstel: noem haar één keer in het tenantbestand.")
        return list(dict.fromkeys(genoemd))

    def _maak_met_naam(self, naam: str) -> Actief | None:
        try:
            return self._maak(self._keuken.haal(naam), naam)
        except PluginOnbruikbaar as fout:
            for probleem in fout.problemen:
                self._meld(naam, str(probleem))
        return None

    def _maak(self, ingeladen: Ingeladen, naam: str) -> Actief | None:
        bron = ingeladen.bron
        manifest, problemen = self._vang(bron, "het manifest", lambda: keur_manifest(ingeladen, naam))
        if manifest is None:
            raise PluginOnbruikbaar(*problemen)
        wie = f"{naam} {manifest.versie}"
        if type(ingeladen.manifest) is Manifest and type(ingeladen.manifest.api) is Apibereik:
            self.let_op.append(f"plugin {wie}: Apibereik in een manifest verdwijnt met 1.4; schrijf api='>=1.0,<2'")
        for gegeven in ongenoemd(manifest, ingeladen.gelezen):
            self.let_op.append(f"plugin {wie} leest {gegeven}, maar needs noemt het niet: het is altijd None")
        parameters, gebreken = self._keuken.parameters(bron)
        for gebrek in gebreken:
            self._meld(wie, str(gebrek))
        if not self._keuken.voorbeelden:
            self._weiger_voorbeelden(wie, parameters, bron)
        vult_in = self._vul_in(manifest, parameters, bron)
        if gebreken:
            return None
        try:
            plugin = self._vang(bron, "maak", lambda: ingeladen.maak(parameters))
            invullers, fouten = self._vang(bron, "een eigenschap", lambda: self._keur(plugin, bron))
        except PluginOnbruikbaar as fout:
            fouten, invullers = list(fout.problemen), []
        if not fouten and plugin is None:
            fouten = [
                Probleem(
                    wat="maak geeft niets", herstel="laat maak de plugin teruggeven", bestand=bron.bestand("plugin.py")
                )
            ]
        elif not fouten and not invullers and not vult_in:
            herstel = "zet `@hook` boven een methode, of vul een open term in"
            fouten = [Probleem(wat="vult geen enkele hook in", herstel=herstel, bestand=bron.bestand("plugin.py"))]
        for probleem in fouten:
            self._meld(wie, str(probleem))
        if fouten:
            return None
        return Actief(
            manifest=manifest,
            plugin=plugin,
            bron=bron,
            parameters=parameters,
            invullers={i.hook: i for i in invullers},
        )

    def _keur(self, plugin: object, bron: Pluginbron) -> tuple[list[Any], list[Probleem]]:
        """Kijk de hooks na en meld de plugin aan bij pluggy; wat verouderd is komt bij `let_op`."""
        hash(plugin)  # pluggy keeps plugins in a set
        invullers, fouten = keur_hooks(plugin, self._keuken.specs, bron.kort)
        if not fouten and plugin is not None:
            with warnings.catch_warnings(record=True) as gewaarschuwd:
                warnings.simplefilter("always")
                self._pm.register(plugin)
            self.let_op += [f"plugin uit {bron.herkomst}{bron.map.name}: {w.message}" for w in gewaarschuwd]
        return invullers, fouten

    def _vang(self, bron: Pluginbron, wat: str, roep: Callable[[], T]) -> T:
        """Voer code van een plugin uit, binnen de tijd.

        Raises:
            PluginOnbruikbaar: wat zij ook deed.
        """
        te_lang = self._keuken.te_lang
        if (bron.sha256, wat) in te_lang:
            raise te_lang[bron.sha256, wat]
        try:
            return begrens(roep, STARTEN)
        except BaseException as fout:
            if is_van_de_dienst(fout):
                raise
            plek = (bron.bestand("plugin.py"), 0)
            onbruikbaar = PluginOnbruikbaar(van_uitzondering(fout, bron.kort, wat=wat, met_tekst=True, anders=plek))
            if isinstance(fout, TeLang):
                te_lang[bron.sha256, wat] = onbruikbaar
            raise onbruikbaar from None

    def _vul_in(self, manifest: Manifest, parameters: Parameters, bron: Pluginbron) -> bool:
        """Vul de open termen van de wet in die deze plugin noemt, binnen de grenzen; geeft of er een bij was."""
        bekend = {veld.name for veld in fields(Recht)}
        gevuld = False
        for naam, parameter in parameters.alle.items():
            term = self._keuken.termen.get(naam)
            waar = f"{manifest.naam} {manifest.versie}: {bron.bestand('parameters')}/{naam}.yaml"
            if term is None:
                if naam in bekend:
                    self._meld(waar, f"de wet laat {naam} niet aan het college. Herstel: geef haar een andere naam.")
                continue
            if naam in self._invullingen:
                ander = self._invullingen[naam].plugin
                self._meld(waar, f"{ander} vult {naam} al in. Herstel: laat één van beide haar invullen.")
                continue
            waarden = [w for w in parameter.waarden if isinstance(w.waarde, Duur) and term.omvat(w.waarde)]
            if len(waarden) != len(parameter.waarden):
                grens = f"{term.minimum} tot en met {term.maximum}"
                self._meld(waar, f"een waarde ligt buiten de grenzen van {grens}. Herstel: kies er een daarbinnen.")
                continue
            self._recht = _met_term(self._recht, naam, tuple(parameter.waarden))
            self._invullingen[naam] = Invulling(plugin=manifest.naam, versie=manifest.versie, status=parameter.status)
            gevuld = True
        return gevuld

    def _weiger_voorbeelden(self, wie: str, parameters: Parameters, bron: Pluginbron) -> None:
        for naam, parameter in parameters.alle.items():
            if parameter.status is Status.ILLUSTRATIEF:
                bestand = f"{bron.bestand('parameters')}/{naam}.yaml"
                self._meld(wie, str(Probleem(wat=f"{naam} is een voorbeeld", herstel=GEEN_VOORBEELD, bestand=bestand)))

    def _meld(self, plugin: str, wat: str) -> None:
        self.problemen.append(f"plugin {plugin}: {wat}")


def _met_term(recht: Recht, naam: str, waarden: tuple[Waarde[Any], ...]) -> Recht:
    """Het recht met de ingevulde term; wat gold voordat het college koos blijft staan, en de versie verandert mee."""
    landelijk: Gedateerd[Any] = getattr(recht, naam)
    eerder = tuple(w for w in landelijk.waarden if w.vanaf < waarden[0].vanaf)
    ingevuld = replace(landelijk, waarden=(*eerder, *waarden))
    versie = sha256(f"{recht.versie}|{naam}|".encode() + msgspec.json.encode(ingevuld)).hexdigest()
    return replace(recht, **{naam: ingevuld}, versie=versie)
