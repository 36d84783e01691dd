"""Lezen hoe iemand te bereiken is."""

from uuid import UUID

from core.platform.db.uow import Tx
from core.process.contact.rijen import ContactgegevenRij
from core.process.contact.tables import Contactgegeven


async def lees_alle(tx: Tx, dossier_id: UUID) -> list[ContactgegevenRij]:
    """Alle gegevens, ook die zijn ingetrokken; oudste eerst."""
    waar = (Contactgegeven.gemeente_id == tx.gemeente_id) & (Contactgegeven.dossier_id == dossier_id)
    return await tx.lees_als(
        ContactgegevenRij,
        ContactgegevenRij.select().where(waar).order_by(Contactgegeven.vastgelegd_op, Contactgegeven.id),
    )
