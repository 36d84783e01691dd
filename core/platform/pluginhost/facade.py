"""De plugins van één gemeente achter een getypte gevel: één methode per hook. Niemand anders raakt `pm.hook` aan.

`Plugins` is wat er bij het starten gebouwd is; `Hooks` is hoe de hooks nu staan, zonder de plugins die iemand uitzette.
Wie iets vraagt krijgt een nagekeken antwoord of een `PluginFout`, nooit iets halfs en nooit later dan het budget.
"""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Generic, TypeVar, get_type_hints

import pluggy

from core.fouten import PluginFout
from core.law.recht import Recht
from core.platform.pluginhost import budget
from core.platform.pluginhost.budget import TeLang, begrens
from core.platform.pluginhost.controle import zoek_gebreken, zoek_voorbeelden
from core.platform.pluginhost.keuring import Invuller
from core.platform.pluginhost.laden import Pluginbron
from core.platform.pluginhost.meting import Meting
from core.platform.pluginhost.problemen import Probleem, is_van_de_dienst, van_uitzondering
from core.plugin_api import grenzen
from core.plugin_api.beelden import Begeleidingsbeeld
from core.plugin_api.bijdragen import Begeleidingsvoorstel, Vragenlijst
from core.plugin_api.hookspecs import Hookspecs
from core.plugin_api.manifest import Gegeven, Manifest
from core.plugin_api.parameters import Aanbieder, Parameters, Parameterwaarde, Status

T = TypeVar("T")
GEEN_VOORBEELD = "noem een bron, of haal haar weg; een voorbeeld mag niet in productie"
HOOKS = ("intakevragenlijsten", "bepaal_begeleiding")
DAGEN_ONTHOUDEN = 8
logboek = logging.getLogger("meedoen.plugins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoord(Generic[T]):
    """Wat een plugin antwoordde, en welke dat was."""

    waarde: T
    plugin: str
    versie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invulling:
    """Wie een open term van de wet invulde."""

    plugin: str
    versie: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Actief:
    """Een plugin die voor deze gemeente aan staat: wie zij is, waar zij vandaan komt en wat zij invult."""

    manifest: Manifest
    plugin: object
    bron: Pluginbron
    parameters: Parameters
    invullers: Mapping[str, Invuller]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewijs:
    """Waarmee plugins beslisten: versie en code van elke plugin die aan stond, en haar parameters zoals zij golden."""

    versies: dict[str, str]
    code: dict[str, str]
    parameters: dict[str, str]
    uitgezet: list[str]


class Hookfout(PluginFout):
    """Een hook faalde, duurde te lang of gaf iets wat niet mag; alleen die handeling gaat niet door."""

    def __init__(self, actief: Actief, hook: str, probleem: Probleem) -> None:
        super().__init__(
            f"Plugin {actief.manifest.naam} {actief.manifest.versie}, {hook}: {probleem.waar}."
            " Er is niets vastgelegd. Meld dit aan de beheerder van Meedoen; die kan de plugin herstellen of uitzetten."
        )
        self.plugin = actief.manifest.naam
        self.versie = actief.manifest.versie
        self.hook = hook
        self.probleem = probleem

    def __str__(self) -> str:
        return f"plugin {self.plugin} {self.versie}, {self.hook}: {self.probleem}"


class Plugins:
    """De plugins van één gemeente, in de volgorde van haar tenantbestand en met de standaard als laatste.

    Zonder `voorbeelden` (in productie) is een bijdrage met de status illustratief er een die niet mag.

    `recht` is het recht zoals het in deze gemeente geldt: de wet, met de open termen die haar plugins invulden. Dat is
    een besluit van het college en geen hook: het blijft staan als een plugin wordt uitgezet.
    """

    def __init__(
        self,
        pm: pluggy.PluginManager,
        actief: tuple[Actief, ...],
        *,
        gemeente: str,
        recht: Recht,
        invullingen: Mapping[str, Invulling],
        voorbeelden: bool = True,
    ) -> None:
        self.recht = recht
        self._voorbeelden = voorbeelden
        self.actief = actief
        self.invullingen = MappingProxyType(dict(invullingen))
        self.versies: Mapping[str, str] = MappingProxyType({a.manifest.naam: a.manifest.versie for a in actief})
        self.meting = Meting(gemeente)
        self._per_hook = {naam: _aanroepen(pm, naam, actief) for naam in HOOKS}
        self._per_dag: dict[tuple[date, frozenset[str]], tuple[Vragenlijst, ...]] = {}
        self._laatst_goed: dict[str, tuple[Vragenlijst, ...]] = {}

    def hooks(self, uitgezet: Iterable[str] = ()) -> "Hooks":
        """De hooks zonder die van de uitgezette plugins; de standaard is niet uit te zetten."""
        return Hooks(self, frozenset(uitgezet) & {a.manifest.naam for a in self.actief[:-1]})

    def declareer(self, peildatum: date, uitgezet: frozenset[str]) -> tuple[Vragenlijst, ...]:
        """De lijsten van een dag; per dag één keer gevraagd. Gaat dat mis, dan blijft die dag staan wat er het laatst
        goed was: de gemeente werkt door, en het logboek zegt welke plugin hersteld moet worden.

        Raises:
            Hookfout: het gaat mis en er was nog niets goed: bij het starten.
        """
        sleutel = (peildatum, uitgezet)
        if sleutel in self._per_dag:
            return self._per_dag[sleutel]
        try:
            per_plugin = self.vraag_lijsten(peildatum, uitgezet)
        except Hookfout as fout:
            if not self._laatst_goed:
                raise
            logboek.error("Gemeente %s houdt haar vragen van eerder: %s", self.meting.gemeente, fout)
            per_plugin = {naam: lijsten for naam, lijsten in self._laatst_goed.items() if naam not in uitgezet}
        else:
            self._laatst_goed |= per_plugin
        while len(self._per_dag) >= DAGEN_ONTHOUDEN:
            del self._per_dag[next(iter(self._per_dag))]
        samen = {lijst.id: lijst for lijsten in per_plugin.values() for lijst in lijsten}
        self._per_dag[sleutel] = tuple(samen.values())
        return self._per_dag[sleutel]

    def vraag_lijsten(self, peildatum: date, uitgezet: frozenset[str]) -> dict[str, tuple[Vragenlijst, ...]]:
        per_plugin: dict[str, tuple[Vragenlijst, ...]] = {}
        gezien: set[str] = set()
        for actief, roep in self.aanroepen("intakevragenlijsten", uitgezet):
            lijsten: tuple[Vragenlijst, ...] = self.vraag(actief, "intakevragenlijsten", roep, peildatum=peildatum)
            if dubbel := {lijst.id for lijst in lijsten} & gezien:
                raise _hookfout(actief, "intakevragenlijsten", f"lijst {min(dubbel)} bestaat al", _ANDER_ID)
            gezien |= {lijst.id for lijst in lijsten}
            if len(gezien) > grenzen.MEESTE_LIJSTEN:
                wat = f"de gemeente heeft meer dan {grenzen.MEESTE_LIJSTEN} lijsten"
                raise _hookfout(actief, "intakevragenlijsten", wat, "voeg lijsten samen")
            per_plugin[actief.manifest.naam] = lijsten
        return per_plugin

    def aanroepen(self, hook: str, uitgezet: frozenset[str] = frozenset()) -> "list[Aanroep]":
        """Wie deze hook invult en aan staat, met zijn aanroeper."""
        return [(a, roep) for a, roep in self._per_hook[hook] if a.manifest.naam not in uitgezet]

    def vraag(self, actief: Actief, hook: str, roep: Callable[..., Any], **argumenten: object) -> Any:
        """Roep één plugin, binnen het budget, en kijk na wat zij geeft.

        Raises:
            Hookfout: zij faalt, duurt te lang of geeft iets wat niet mag.
        """
        invuller = actief.invullers[hook]
        begin = time.thread_time()
        try:
            uitkomst = begrens(lambda: roep(**argumenten), budget.HOOK)
        except BaseException as oorzaak:
            if is_van_de_dienst(oorzaak):
                raise
            self.meting.tel(
                actief.manifest.naam,
                hook,
                time.thread_time() - begin,
                afgebroken=isinstance(oorzaak, TeLang),
                fout=not isinstance(oorzaak, TeLang),
            )
            plek = (invuller.bestand, invuller.regel)
            probleem = van_uitzondering(oorzaak, actief.bron.kort, wat="de hook", met_tekst=False, anders=plek)
            raise Hookfout(actief, hook, probleem) from None
        if hook not in _EERSTE:
            # Each caller has one plugin, and pluggy leaves out a None.
            uitkomst = uitkomst[0] if uitkomst else None
        gebreken = zoek_gebreken(uitkomst, _UITKOMSTEN[hook])
        self.meting.tel(actief.manifest.naam, hook, time.thread_time() - begin, fout=bool(gebreken))
        if gebreken:
            raise _hookfout(actief, hook, "; ".join(gebreken[:5]), "geef wat docs/HOOKS.md bij deze hook zegt")
        if not self._voorbeelden and (voorbeelden := zoek_voorbeelden(uitkomst)):
            raise _hookfout(actief, hook, "; ".join(voorbeelden[:5]), GEEN_VOORBEELD)
        return uitkomst


class Hooks:
    """De hooks van één gemeente zoals zij nu staan: per hook een methode, met de argumenten van de spec."""

    def __init__(self, plugins: Plugins, uitgezet: frozenset[str]) -> None:
        self._plugins = plugins
        self._uitgezet = uitgezet

    def intakevragenlijsten(self, peildatum: date) -> tuple[Vragenlijst, ...]:
        """De lijsten die de plugins van deze gemeente op deze dag declareren.

        Raises:
            PluginFout: een plugin geeft iets wat niet mag, en er was nog niets goed.
        """
        return self._plugins.declareer(peildatum, self._uitgezet)

    def bepaal_begeleiding(self, beeld: Begeleidingsbeeld) -> Antwoord[Begeleidingsvoorstel]:
        """Het voorstel van de eerste plugin die antwoordt; de standaard antwoordt altijd.

        Raises:
            PluginFout: een plugin faalt, duurt te lang of geeft iets wat niet mag.
        """
        hook = "bepaal_begeleiding"
        for actief, roep in self._plugins.aanroepen(hook, self._uitgezet):
            try:
                voorstel = self._plugins.vraag(actief, hook, roep, beeld=zoals_gevraagd(beeld, actief.manifest))
            except Hookfout as fout:
                logboek.error("Gemeente %s: %s", self._plugins.meting.gemeente, fout)
                raise
            if voorstel is not None:
                return Antwoord(waarde=voorstel, plugin=actief.manifest.naam, versie=actief.manifest.versie)
        raise PluginFout("Geen plugin gaf een voorstel voor begeleiding, ook de standaard niet.")

    def bewijs(self, peildatum: date) -> Bewijs:
        """Waarmee de plugins op deze dag beslissen, voor het ontvangstbewijs."""
        actief = [a for a in self._plugins.actief if a.manifest.naam not in self._uitgezet]
        return Bewijs(
            versies={a.manifest.naam: a.manifest.versie for a in actief},
            code={a.manifest.naam: a.bron.sha256 for a in actief},
            parameters={
                f"{a.manifest.naam}.{parameter.naam}": f"{als_tekst(geldend.waarde)} (vanaf {geldend.vanaf})"
                for a in actief
                for parameter in a.parameters.alle.values()
                if (geldend := parameter.van_kracht(peildatum)) is not None
            },
            uitgezet=sorted(self._uitgezet),
        )


Aanroep = tuple[Actief, Callable[..., Any]]
_ANDER_ID = "geef de lijst een ander id, of zet een van beide plugins uit"


def als_tekst(waarde: Parameterwaarde) -> str:
    """Een waarde zoals een mens haar leest."""
    return f"{waarde.dienst}; {waarde.organisatie}" if isinstance(waarde, Aanbieder) else str(waarde)


def zoals_gevraagd(beeld: Begeleidingsbeeld, manifest: Manifest) -> Begeleidingsbeeld:
    """Het beeld met None waar het manifest een gegeven niet noemt."""
    genoemd = {behoefte.gegeven for behoefte in manifest.needs}
    return replace(
        beeld,
        doelgroep=beeld.doelgroep if Gegeven.DOELGROEP in genoemd else None,
        huishouden=beeld.huishouden if Gegeven.HUISHOUDEN in genoemd else None,
        leeftijdsband=beeld.leeftijdsband if Gegeven.LEEFTIJDSBAND in genoemd else None,
    )


def _hookfout(actief: Actief, hook: str, wat: str, herstel: str) -> Hookfout:
    invuller = actief.invullers[hook]
    return Hookfout(actief, hook, Probleem(wat=wat, herstel=herstel, bestand=invuller.bestand, regel=invuller.regel))


def _aanroepen(pm: pluggy.PluginManager, naam: str, actief: tuple[Actief, ...]) -> tuple[Aanroep, ...]:
    """Per plugin een eigen aanroeper: zo weet de gevel wie er antwoordde, en wie er faalde."""
    invullers = [impl.plugin for impl in getattr(pm.hook, naam).get_hookimpls()]
    return tuple(
        (a, pm.subset_hook_caller(naam, remove_plugins=[p for p in invullers if p is not a.plugin]))
        for a in actief
        if any(p is a.plugin for p in invullers)
    )


_UITKOMSTEN = {naam: get_type_hints(getattr(Hookspecs, naam))["return"] for naam in HOOKS}
_EERSTE = frozenset(naam for naam in HOOKS if getattr(Hookspecs, naam).meedoen_spec["firstresult"])
