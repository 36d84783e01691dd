"""De plugins van één gemeente achter een getypte gevel: één methode per hook. Niemand anders raakt `pm.hook` aan."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar, get_type_hints

import pluggy

from core.fouten import PluginFout
from core.law.recht import Recht
from core.platform.pluginhost.controle import zoek_gebreken
from core.plugin_api.beelden import Begeleidingsbeeld, alle_beelden
from core.plugin_api.bijdragen import Begeleidingsvoorstel, Vragenlijst
from core.plugin_api.hookspecs import Hookspecs
from core.plugin_api.manifest import Gegeven, Manifest
from core.plugin_api.parameters import Status

T = TypeVar("T")
HOOKS = ("intakevragenlijsten", "bepaal_begeleiding")
_PROEFBEELDEN = alle_beelden(date.max)


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
    """Een plugin die voor deze gemeente aan staat."""

    manifest: Manifest
    plugin: object


class Plugins:
    """De plugins van één gemeente, in de volgorde van haar tenantbestand en met de standaard als laatste.

    `recht` is het recht zoals het in deze gemeente geldt: de wet, met de open termen die haar plugins invulden.
    """

    __slots__ = ("_lijsten", "_per_hook", "invullingen", "recht", "versies")

    def __init__(
        self,
        pm: pluggy.PluginManager,
        actief: tuple[Actief, ...],
        *,
        recht: Recht,
        invullingen: Mapping[str, Invulling],
    ) -> None:
        self.recht = recht
        self.invullingen = MappingProxyType(dict(invullingen))
        self.versies: Mapping[str, str] = MappingProxyType({a.manifest.naam: a.manifest.versie for a in actief})
        self._per_hook = {naam: _aanroepen(pm, naam, actief) for naam in HOOKS}
        self._lijsten: tuple[Vragenlijst, ...] | None = None

    def intakevragenlijsten(self) -> tuple[Vragenlijst, ...]:
        """De lijsten die de plugins van deze gemeente declareren; één keer gevraagd en daarna onthouden.

        Raises:
            PluginFout: een plugin geeft iets wat niet mag, of twee lijsten hebben hetzelfde id.
        """
        if self._lijsten is None:
            gezien: dict[str, Vragenlijst] = {}
            for manifest, roep in self._per_hook["intakevragenlijsten"]:
                lijsten: tuple[Vragenlijst, ...] = _vraag(manifest, "intakevragenlijsten", roep)
                for lijst in lijsten:
                    if lijst.id in gezien:
                        raise fout(manifest, "intakevragenlijsten", f"lijst {lijst.id} bestaat al")
                    gezien[lijst.id] = lijst
            self._lijsten = tuple(gezien.values())
        return self._lijsten

    def bepaal_begeleiding(self, beeld: Begeleidingsbeeld) -> Antwoord[Begeleidingsvoorstel]:
        """Het voorstel van de eerste plugin die antwoordt; de standaard antwoordt altijd.

        Raises:
            PluginFout: een plugin faalt of geeft iets wat niet mag.
        """
        for manifest, roep in self._per_hook["bepaal_begeleiding"]:
            voorstel = _vraag(manifest, "bepaal_begeleiding", roep, beeld=_zoals_gevraagd(beeld, manifest))
            if voorstel is not None:
                return Antwoord(waarde=voorstel, plugin=manifest.naam, versie=manifest.versie)
        raise PluginFout("Geen plugin gaf een voorstel voor begeleiding, ook de standaard niet.")

    def probeer(self) -> None:
        """Vraag elke hook alles wat zij te zien kan krijgen.

        Raises:
            PluginFout: een plugin faalt of geeft iets wat niet mag.
        """
        self.intakevragenlijsten()
        for beeld in _PROEFBEELDEN:
            self.bepaal_begeleiding(beeld)


Aanroep = tuple[Manifest, Callable[..., Any]]


def fout(manifest: Manifest, hook: str, wat: str) -> PluginFout:
    """Een fout die zegt welke plugin, welke hook en wat er mis is."""
    return PluginFout(f"Plugin {manifest.naam} {manifest.versie}, {hook}: {wat}.")


def _aanroepen(pm: pluggy.PluginManager, naam: str, actief: tuple[Actief, ...]) -> tuple[Aanroep, ...]:
    """Per plugin een eigen aanroeper: zo weet de gevel wie er antwoordde, en wie er faalde."""
    invullers = [impl.plugin for impl in getattr(pm.hook, naam).get_hookimpls()]
    return tuple(
        (a.manifest, pm.subset_hook_caller(naam, remove_plugins=[p for p in invullers if p is not a.plugin]))
        for a in actief
        if any(p is a.plugin for p in invullers)
    )


def _vraag(manifest: Manifest, hook: str, roep: Callable[..., Any], **argumenten: object) -> Any:
    try:
        uitkomst = roep(**argumenten)
    except Exception as oorzaak:  # noqa: BLE001 - wat een plugin ook doet, de melding noemt de plugin en de hook
        raise fout(manifest, hook, _plaats(oorzaak)) from None
    if hook not in _EERSTE:
        # Each caller has one plugin, and pluggy leaves out a None.
        uitkomst = uitkomst[0] if uitkomst else None
    gebreken = zoek_gebreken(uitkomst, _UITKOMSTEN[hook])
    if gebreken:
        raise fout(manifest, hook, "; ".join(gebreken))
    return uitkomst


def _zoals_gevraagd(beeld: Begeleidingsbeeld, manifest: Manifest) -> Begeleidingsbeeld:
    """Het beeld zonder wat het manifest niet noemt."""
    if any(behoefte.gegeven is Gegeven.LEEFTIJDSBAND for behoefte in manifest.needs):
        return beeld
    return replace(beeld, leeftijdsband=None)


def _plaats(oorzaak: Exception) -> str:
    """De soort fout en de regel; niet de tekst, want daarin kan een waarde staan."""
    spoor = traceback.extract_tb(oorzaak.__traceback__)
    regel = f" in {Path(spoor[-1].filename).name}, regel {spoor[-1].lineno}" if spoor else ""
    return f"{type(oorzaak).__name__}{regel}"


_UITKOMSTEN = {naam: get_type_hints(getattr(Hookspecs, naam))["return"] for naam in HOOKS}
_EERSTE = frozenset(naam for naam in HOOKS if getattr(Hookspecs, naam).meedoen_spec["firstresult"])
