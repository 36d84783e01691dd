"""Wat er te lezen is bij DUO en in de BRP, en hoe een lezing wordt klaargezet."""

from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.outbox import bus

LEES_DUO, LEES_BRP = "aanmelding.lees_duo", "aanmelding.lees_brp"
_STAAT_KLAAR = """
select 1 from meedoen.outbox
where gemeente_id = $1 and reeks = $2 and soort = $3 and status in ('nieuw', 'aangeboden')"""


async def zet_lezing_klaar(tx: Tx, soort: str, dossier_id: UUID) -> None:
    """Zet een lezing klaar; een die al klaarstaat geldt ook hiervoor."""
    if await tx.fetchrow(_STAAT_KLAAR, tx.gemeente_id, dossier_id, soort) is None:
        await bus.zet(tx, soort, onderwerp_id=dossier_id, reeks=dossier_id)
