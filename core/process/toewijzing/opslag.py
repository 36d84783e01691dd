"""De toewijzingen van een dossier lezen."""

from uuid import UUID

from core.platform.db.uow import Tx
from core.process.toewijzing.rijen import ToewijzingRij
from core.process.toewijzing.tables import Toewijzing


async def lees_alle(tx: Tx, dossier_id: UUID) -> list[ToewijzingRij]:
    """Elke toewijzing van dit dossier, ook wat voorbij is."""
    waar = (Toewijzing.gemeente_id == tx.gemeente_id) & (Toewijzing.dossier_id == dossier_id)
    return await tx.lees_als(ToewijzingRij, ToewijzingRij.select().where(waar))
