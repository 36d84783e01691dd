"""De schakelaar: een plugin van een gemeente uitzetten zonder uitrol, en weer aan.

Elke handeling die een hook vraagt leest haar in de eigen transactie. Zij werkt dus bij de volgende handeling, in elk
proces, en er is niets dat achter kan lopen. Uit betekent: haar hooks antwoorden niet meer. De standaard van de kern
antwoordt, haar lijsten worden niet meer gesteld, wat er geantwoord is blijft. Haar parameters en de open termen die zij
invulde blijven gelden: dat is een besluit van het college, en dat neemt een beheerder niet terug.

De tabel is een geschiedenis: er komen alleen regels bij, en de laatste per plugin geldt.
"""

from datetime import datetime

from core.platform.audit.logboek import Logboek
from core.platform.db.rij import Rij
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.pluginhost.tables import PluginSchakelaar, Stand

_NU = """
select distinct on (plugin) plugin, stand, sinds, door, reden from meedoen.plugin_schakelaar
where gemeente_id = $1 order by plugin, id desc"""
_ZET = """
insert into meedoen.plugin_schakelaar (gemeente_id, id, plugin, stand, sinds, door, reden)
values ($1, $2, $3, $4, $5, $6, $7)"""


class Schakeling(Rij, frozen=True):
    """Wat er het laatst met een plugin gebeurde."""

    tabel = PluginSchakelaar

    plugin: str
    stand: Stand
    sinds: datetime
    door: str
    reden: str


async def lees(tx: Tx) -> dict[str, Schakeling]:
    """De laatste schakeling van elke plugin in deze gemeente die ooit geschakeld is."""
    return {s.plugin: s for s in await tx.fetch_als(Schakeling, _NU, tx.gemeente_id)}


async def uitgezet(tx: Tx) -> frozenset[str]:
    """De plugins die in deze gemeente nu uit staan."""
    return frozenset(naam for naam, s in (await lees(tx)).items() if s.stand is Stand.UIT)


async def zet(tx: Tx, logboek: Logboek, plugin: str, stand: Stand, *, door: str, reden: str) -> None:
    """Zet een plugin uit of aan, met een regel in het auditlog."""
    id_ = nieuw_id()
    await tx.voer_uit(_ZET, tx.gemeente_id, id_, plugin, str(stand), await tx.nu(), door, reden)
    await logboek.schrijf(tx, f"plugin.{stand}", "plugin_schakelaar", object_id=id_, velden=["plugin", "stand"])
