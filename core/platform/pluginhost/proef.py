"""De proef bij het starten: elke hook van elke plugin, op elk beeld en op elke dag waarop er iets verandert.

Wat hier faalt zou anders bij een mens falen. De dagen zijn vandaag, elke dag waarop een waarde van de plugin ingaat en
de dag daarvoor, en een dag ver vooruit; nooit een dag voor de eerste van de wet.
"""

import time
from collections.abc import Iterable
from datetime import date, timedelta

from core.platform.pluginhost.afdrukken import lees_afdrukken, vergelijk
from core.platform.pluginhost.budget import PROEF
from core.platform.pluginhost.facade import Actief, Hookfout, Plugins, zoals_gevraagd
from core.platform.pluginhost.problemen import Probleem
from core.plugin_api.afdrukken import BESTAND
from core.plugin_api.beelden import alle_beelden
from core.plugin_api.parameters import Parameters

JAREN_VOORUIT = 20
Bevinding = tuple[Actief, str, Probleem]
"""De plugin, de hook of leeg, en wat er mis is."""


def proefdagen(parameters: Iterable[Parameters], *, vandaag: date, begin: date) -> list[date]:
    """De dagen waarop een plugin met deze parameters beproefd wordt."""
    ingaand = {w.vanaf for p in parameters for parameter in p.alle.values() for w in parameter.waarden}
    dagen = {vandaag, date(vandaag.year + JAREN_VOORUIT, 12, 31), *ingaand}
    dagen |= {dag - timedelta(days=1) for dag in ingaand if dag > date.min}
    return sorted(dag for dag in dagen if dag >= begin or dag == vandaag)


def beproef(plugins: Plugins, *, vandaag: date, begin: date, al_goed: set[str]) -> list[Bevinding]:
    """Per plugin en hook het eerste wat misgaat; leeg als alles goed is.

    `al_goed` zijn de hashes van plugins die in een andere gemeente al goed bleken: een hook is zuiver, dus hun
    besluiten zijn dat hier weer. Lijsten worden in elke gemeente samen beproefd, want zij delen hun id's.
    """
    bevindingen = _lijsten(plugins, vandaag=vandaag, begin=begin)
    for actief in plugins.actief:
        if actief.bron.sha256 in al_goed:
            continue
        gevonden = _besluiten(plugins, actief, vandaag=vandaag, begin=begin)
        bevindingen += gevonden
        if not gevonden:
            al_goed.add(actief.bron.sha256)
    if not bevindingen:
        plugins.declareer(vandaag, frozenset())
    plugins.meting.standen.clear()
    return bevindingen


def _besluiten(plugins: Plugins, actief: Actief, *, vandaag: date, begin: date) -> list[Bevinding]:
    hook = "bepaal_begeleiding"
    roep = next((roep for a, roep in plugins.aanroepen(hook) if a is actief), None)
    if roep is None:
        return []
    begonnen = time.thread_time()
    for dag in proefdagen([actief.parameters], vandaag=vandaag, begin=begin):
        for beeld in {zoals_gevraagd(b, actief.manifest): None for b in alle_beelden(dag)}:
            try:
                plugins.vraag(actief, hook, roep, beeld=beeld)
            except Hookfout as fout:
                return [(actief, hook, fout.probleem)]
            if time.thread_time() - begonnen > PROEF:
                plek = actief.invullers[hook]
                herstel = "maak de hook sneller; zij hoort in een paar milliseconden te antwoorden"
                wat = f"de proef rekent langer dan {PROEF:.0f} seconden"
                return [(actief, hook, Probleem(wat=wat, herstel=herstel, bestand=plek.bestand, regel=plek.regel))]
    return []


def _lijsten(plugins: Plugins, *, vandaag: date, begin: date) -> list[Bevinding]:
    hook = "intakevragenlijsten"
    invullers = {a.manifest.naam: a for a, _ in plugins.aanroepen(hook)}
    gevonden: dict[tuple[str, str], Bevinding] = {}
    for dag in proefdagen([a.parameters for a in invullers.values()], vandaag=vandaag, begin=begin):
        try:
            per_plugin = plugins.vraag_lijsten(dag, frozenset())
        except Hookfout as fout:
            return [(invullers[fout.plugin], hook, fout.probleem)]
        for naam, lijsten in per_plugin.items():
            bron = invullers[naam].bron
            try:
                problemen = vergelijk(lijsten, lees_afdrukken(bron.map), bron.bestand(BESTAND))
            except ValueError as fout:
                herstel = f"maak het opnieuw met `meedoen plugins afdrukken {bron.map.name}`"
                problemen = [Probleem(wat=f"is niet te lezen ({fout})", herstel=herstel, bestand=bron.bestand(BESTAND))]
            for probleem in problemen:
                gevonden.setdefault((naam, probleem.wat), (invullers[naam], hook, probleem))
    return list(gevonden.values())
