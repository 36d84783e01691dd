"""Wat het contact doet bij een voorval: met wie overleden is wordt geen contact meer gezocht."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.contact import gegevens
from core.process.dossier.zaak import Zaak
from core.process.voorvallen import Overleden


async def trek_alles_in(tx: Tx, huis: Huis, zaak: Zaak, voorval: Overleden) -> tuple[str, ...]:
    """Geen gegeven geldt nog; zo belt of mailt niemand meer."""
    return ("contactgegeven.ingetrokken_op",) if await gegevens.trek_alles_in(tx, zaak.id) else ()
