"""De schakelaar: een plugin van een gemeente uitzetten zonder uitrol, en weer aan.

Elke handeling die een hook vraagt leest haar in de eigen transactie. Zij werkt dus bij de volgende handeling, in elk
proces, en er is niets dat achter kan lopen. Uit betekent: haar hooks antwoorden niet meer. De standaard van de kern
antwoordt, haar lijsten worden niet meer gesteld, wat er geantwoord is blijft. Haar parameters en de open termen die zij
invulde blijven gelden: dat is een besluit van het college, en dat neemt een beheerder niet terug.

De tabel is een geschiedenis: er komen alleen regels bij, en de laatste per plugin geldt.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.platform.audit.logboek import Logboek
from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id

_NU = """
select distinct on (plugin) plugin, stand, sinds, door, reden from meedoen.plugin_schakelaar
where gemeente_id = $1 order by plugin, id desc"""
_ZET = """
insert into meedoen.plugin_schakelaar (gemeente_id, id, plugin, stand, sinds, door, reden)
values ($1, $2, $3, $4, $5, $6, $7)"""


class Stand(StrEnum):
    AAN = "aan"
    UIT = "uit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schakeling:
    """Wat er het laatst met een plugin gebeurde."""

    plugin: str
    stand: Stand
    sinds: datetime
    door: str
    reden: str


async def lees(tx: Tx) -> dict[str, Schakeling]:
    """De laatste schakeling van elke plugin in deze gemeente die ooit geschakeld is."""
    return {
        r["plugin"]: Schakeling(
            plugin=r["plugin"], stand=Stand(r["stand"]), sinds=r["sinds"], door=r["door"], reden=r["reden"]
        )
        for r in await tx.fetch(_NU, tx.gemeente_id)
    }


async def uitgezet(tx: Tx) -> frozenset[str]:
    """De plugins die in deze gemeente nu uit staan."""
    return frozenset(naam for naam, s in (await lees(tx)).items() if s.stand is Stand.UIT)


async def zet(tx: Tx, logboek: Logboek, plugin: str, stand: Stand, *, door: str, reden: str) -> None:
    """Zet een plugin uit of aan, met een regel in het auditlog."""
    id_ = nieuw_id()
    await tx.voer_uit(_ZET, tx.gemeente_id, id_, plugin, str(stand), await tx.nu(), door, reden)
    await logboek.schrijf(tx, f"plugin.{stand}", "plugin_schakelaar", object_id=id_, velden=["plugin", "stand"])
