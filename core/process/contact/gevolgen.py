"""Wat het contact doet bij een voorval: met wie overleden is wordt geen contact meer gezocht, en van wie terugkwam
vraagt iemand wat er nog klopt."""

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.contact import gegevens, overnemen
from core.process.dossier.zaak import Zaak
from core.process.voorvallen import Overleden, Teruggekeerd


async def trek_alles_in(tx: Tx, huis: Huis, zaak: Zaak, voorval: Overleden) -> tuple[str, ...]:
    """Geen gegeven geldt nog; zo belt of mailt niemand meer."""
    return ("contactgegeven.ingetrokken_op",) if await gegevens.trek_alles_in(tx, zaak.id) else ()


async def vraag_bij_terugkeer(tx: Tx, huis: Huis, zaak: Zaak, voorval: Teruggekeerd) -> tuple[str, ...]:
    """Hoe hij te bereiken was kan elders zijn veranderd; een mens vraagt het, en neemt over wat klopt."""
    return ("werkitem.status",) if await overnemen.volg(tx, zaak.rij, vraag=True) else ()
