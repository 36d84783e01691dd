"""Lezen wie er voor een persoon optreedt en optrad."""

from uuid import UUID

from core.platform.db.uow import Tx
from core.process.vertegenwoordiging.rijen import VertegenwoordigingRij
from core.process.vertegenwoordiging.tables import Vertegenwoordiging


async def lees_geldende(tx: Tx, dossier_id: UUID) -> list[VertegenwoordigingRij]:
    """Wat niet beëindigd is, oudste eerst; of het telt, zegt het adresboek."""
    return [rij for rij in await lees_alle(tx, dossier_id) if rij.beeindigd_op is None]


async def lees_alle(tx: Tx, dossier_id: UUID) -> list[VertegenwoordigingRij]:
    """Ook wat beëindigd is, oudste eerst."""
    waar = (Vertegenwoordiging.gemeente_id == tx.gemeente_id) & (Vertegenwoordiging.dossier_id == dossier_id)
    return await tx.lees_als(
        VertegenwoordigingRij,
        VertegenwoordigingRij.select().where(waar).order_by(Vertegenwoordiging.vastgelegd_op, Vertegenwoordiging.id),
    )
