"""The core by itself, without servers: a hook through the facade, who may do what, and starting with 342 gemeenten.

Calls are measured in processor time, in turns with the plain call they stand for: other work on the machine then makes
both slower, and mostly neither.
"""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import starten
from benchmarks.gegevens import proefgemeenten
from benchmarks.starten import Start
from benchmarks.verslag import Doel, Grens, Tabel, Verslag
from core.law.lezen import lees_recht
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.ontwikkeling.embedded.werkmap import tijdelijke_map
from core.ontwikkeling.opstelling import CHECKOUT
from core.platform.access.bevoegdheden import Bevoegdheden, Bevoegdheid
from core.platform.pluginhost.host import STANDAARD, bouw_plugins
from core.platform.pluginhost.laden import Ingeladen, laad
from core.platform.pluginhost.lezen import lees_parameters
from core.platform.pluginhost.vinden import Vindplaats
from core.platform.tenancy import Rol
from core.platform.tenants import kies, lees_tenants
from core.plugin_api.beelden import Begeleidingsbeeld, alle_beelden

GRENS_HOOK, GRENS_BEVOEGD, GRENS_START = 60.0, 20.0, 2.0
GEMEENTEN, WEINIG = 342, 4
PEILDATUM = date(2026, 6, 1)
BEURTEN, STARTS = 40, 7
Vraag = Callable[[Any], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """A call through the facade and the plain call of the same plugin; microseconds."""

    naam: str
    gevel: float
    gewoon: float
    doel: bool = True

    @property
    def erbij(self) -> float:
        return self.gevel - self.gewoon


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevoegd:
    naam: str
    microseconden: float


def meet(voortgang: Voortgang, *, kort: bool) -> Verslag:
    """Measure and report; half a minute. `kort` takes fewer turns."""
    beurten, keren = (BEURTEN // 4, 3) if kort else (BEURTEN, STARTS)
    with voortgang.stap("Hooks vragen"):
        hooks = _meet_hooks(beurten)
    with voortgang.stap("Bevoegdheden vragen"):
        bevoegd = _meet_bevoegdheden(beurten)
    with voortgang.stap(f"{keren} keer starten met {WEINIG} en met {GEMEENTEN} gemeenten"), tijdelijke_map() as map_:
        starts = {aantal: _start(map_ / str(aantal), aantal, keren) for aantal in (WEINIG, GEMEENTEN)}
    return _verslag(hooks, bevoegd, starts)


def _meet_hooks(beurten: int) -> list[Hook]:
    tenants = lees_tenants(CHECKOUT / "tenants")
    stand = bouw_plugins(tenants, lees_recht())
    zonder, begeleidt, vraagt = (
        stand.plugins[kies(tenants.values(), naam).id].hooks() for naam in ("Schagen", "Stichtse Vecht", "Heerenveen")
    )
    standaard, stichtse_vecht, heerenveen = (
        _maak(gevonden)
        for gevonden in (
            STANDAARD,
            *(laad(Vindplaats().vind(naam)) for naam in ("municipality_stichtse_vecht", "municipality_heerenveen")),
        )
    )
    bekend = [_kopie(beeld) for _ in range(10) for beeld in alle_beelden(PEILDATUM)]
    roep = stand.plugins[kies(tenants.values(), "Schagen").id].aanroepen("bepaal_begeleiding")[0][1]
    eigen, geen = "met eigen plugin", "zonder eigen plugin"
    gevallen: list[tuple[str, Vraag, Vraag, Sequence[Begeleidingsbeeld], bool]] = [
        (f"bepaal_begeleiding, {geen}", zonder.bepaal_begeleiding, standaard.bepaal_begeleiding, bekend, True),
        (f"bepaal_begeleiding, {eigen}", begeleidt.bepaal_begeleiding, stichtse_vecht.bepaal_begeleiding, bekend, True),
        (f"intakevragenlijsten, {geen}", lambda _: zonder.intakevragenlijsten(PEILDATUM), lambda _: (), bekend, True),
        (
            f"intakevragenlijsten, {eigen}",
            lambda _: vraagt.intakevragenlijsten(PEILDATUM),
            lambda _: heerenveen.intakevragenlijsten(PEILDATUM),
            bekend,
            True,
        ),
        (
            "bepaal_begeleiding, alleen pluggy",
            lambda beeld: roep(beeld=beeld),
            standaard.bepaal_begeleiding,
            bekend,
            False,
        ),
    ]
    hooks = []
    for naam, gevel, gewoon, vragen, doel in gevallen:
        tijd, kaal = _om_en_om((gevel, gewoon), vragen, beurten)
        hooks.append(Hook(naam=naam, gevel=tijd, gewoon=kaal, doel=doel))
    return hooks


def _maak(gevonden: Ingeladen) -> Any:
    parameters, _ = lees_parameters(gevonden.bron.map / "parameters")
    return gevonden.maak(parameters)


def _kopie(beeld: Begeleidingsbeeld) -> Begeleidingsbeeld:
    assert beeld.huishouden is not None
    return replace(beeld, huishouden=replace(beeld.huishouden))


def _meet_bevoegdheden(beurten: int) -> list[Bevoegd]:
    bevoegdheden = Bevoegdheden()
    rollen = frozenset({Rol.KLANTMANAGER})
    rechten = [
        recht for recht in sorted(bevoegdheden.rechten, key=str)
        if bevoegdheden.reikwijdte(rollen, gemeentecode="GM0001", bevoegdheid=recht)
    ]  # fmt: skip

    def vraag(wat: tuple[str, Bevoegdheid]) -> object:
        return bevoegdheden.eis(rollen, gemeentecode=wat[0], bevoegdheid=wat[1])

    codes = [gemeente.code for gemeente in proefgemeenten(GEMEENTEN)]
    toeval = random.Random(2021)
    een = [(codes[0], recht) for recht in rechten] * 20
    alles = [(code, recht) for code in codes for recht in rechten]
    onbekend = (f"PROEF{n}" for n in range(10_000_000))
    _tijd(vraag, alles)
    reeksen = (
        ("één gemeente", lambda: een),
        (f"{GEMEENTEN} gemeenten door elkaar", lambda: toeval.sample(alles, len(een))),
        ("nooit eerder gevraagd (casbin zelf)", lambda: [(next(onbekend), recht) for recht in rechten]),
    )
    return [Bevoegd(naam=naam, microseconden=_mediaan(vraag, reeks, beurten)) for naam, reeks in reeksen]


def _mediaan(vraag: Vraag, reeks: Callable[[], Sequence[Any]], beurten: int) -> float:
    """Microseconds per question; the first turn fills what is remembered and does not count."""
    return statistics.median([_tijd(vraag, reeks()) for _ in range(beurten + 1)][1:])


def _om_en_om(vragers: Sequence[Vraag], vragen: Sequence[Any], beurten: int) -> list[float]:
    """The median of each in microseconds per question, one turn each at a time; the first turn does not count."""
    tijden = [[_tijd(vraag, vragen) for vraag in vragers] for _ in range(beurten + 1)][1:]
    return [statistics.median(beurt[n] for beurt in tijden) for n in range(len(vragers))]


def _tijd(vraag: Vraag, vragen: Sequence[Any]) -> float:
    begin = time.thread_time()
    for wat in vragen:
        vraag(wat)
    return (time.thread_time() - begin) / len(vragen) * 1e6


def _start(map_: Path, aantal: int, keren: int) -> list[Start]:
    map_.mkdir()
    instellingen = starten.omgeving(map_, proefgemeenten(aantal))
    return [starten.start(instellingen, gemeenten=aantal) for _ in range(keren)]


def _verslag(hooks: Sequence[Hook], bevoegd: Sequence[Bevoegd], starts: dict[int, list[Start]]) -> Verslag:
    doelen = [
        *(
            Doel(
                naam=f"een hook bovenop een gewone aanroep: {hook.naam}",
                gemeten=hook.erbij,
                grens=GRENS_HOOK,
                soort=Grens.HOOGSTENS,
                eenheid="µs",
            )
            for hook in hooks
            if hook.doel
        ),
        *(
            Doel(
                naam=f"een vraag naar een bevoegdheid, {vraag.naam}",
                gemeten=vraag.microseconden,
                grens=GRENS_BEVOEGD,
                soort=Grens.HOOGSTENS,
                eenheid="µs",
            )
            for vraag in bevoegd[:2]
        ),
        Doel(
            naam=f"het huis bouwen voor {GEMEENTEN} gemeenten met plugins",
            gemeten=statistics.median(start.huis for start in starts[GEMEENTEN]),
            grens=GRENS_START,
            soort=Grens.HOOGSTENS,
            eenheid="s",
        ),
    ]
    tabellen = [
        Tabel(
            titel="Een hook door de gevel, tegen dezelfde methode rechtstreeks (µs rekentijd)",
            koppen=("hook", "gevel", "rechtstreeks", "erbij"),
            rijen=[(h.naam, f"{h.gevel:.2f}", f"{h.gewoon:.2f}", f"{h.erbij:+.2f}") for h in hooks],
            noot="Mediaan van de beurten, om en om. Bovenop pluggy komt het nakijken van wat een plugin te zien krijgt"
            " en antwoordt; vragenlijsten worden één keer gevraagd en onthouden.",
        ),
        Tabel(
            titel="Mag een klantmanager dit (µs rekentijd)",
            koppen=("vraag", "µs"),
            rijen=[(b.naam, f"{b.microseconden:.2f}") for b in bevoegd],
            noot="Mediaan van de beurten; elk van haar rechten.",
        ),
        Tabel(
            titel="Starten in een vers proces (s)",
            koppen=("gemeenten", "inladen", "instellingen", "huis", "laagste-hoogste", "huis, rekentijd"),
            rijen=[_startregel(aantal, reeks) for aantal, reeks in starts.items()],
            noot=f"Mediaan van {len(starts[GEMEENTEN])}. Inladen is Python dat modules leest; daarna komt het huis:"
            " recht, tenantbestanden, plugins en beleid. De helft van de gemeenten heeft een eigen plugin.",
        ),
    ]
    return Verslag(titel="De kern", doelen=doelen, tabellen=tabellen)


def _startregel(gemeenten: int, starts: Sequence[Start]) -> tuple[str, ...]:
    return (
        str(gemeenten),
        *(f"{statistics.median(getattr(s, deel) for s in starts):.3f}" for deel in ("inladen", "instellingen", "huis")),
        f"{min(s.huis for s in starts):.3f}-{max(s.huis for s in starts):.3f}",
        f"{statistics.median(s.rekentijd for s in starts):.3f}",
    )
