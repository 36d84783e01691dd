"""Besluiten en brieven van een dossier."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.process.besluit.actions import Ontvangstbewijs
from core.process.besluit.tables import Besluit, Brief


class BesluitUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een besluit met zijn gronden, wie het nam, en volgens welke regels."""

    id: UUID
    soort: str
    dagtekening: date
    gronden: list[str]
    vastgesteld_door: UUID
    vastgesteld_op: datetime
    bekendgemaakt_op: date | None
    ontvangstbewijs: Ontvangstbewijs


class BriefUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een brief: waar zij over gaat en waar zij is. De inhoud staat in de PDF."""

    id: UUID
    sjabloon: str
    onderwerp_id: UUID
    status: str
    gemaakt_op: datetime | None
    verzonden_op: date | None


async def besluiten(tx: Tx, dossier_id: UUID) -> list[BesluitUit]:
    """De besluiten van een dossier, oudste eerst."""
    rijen = await tx.lees(
        Besluit.select(
            Besluit.id,
            Besluit.soort,
            Besluit.dagtekening,
            Besluit.gronden,
            Besluit.vastgesteld_door,
            Besluit.vastgesteld_op,
            Besluit.bekendgemaakt_op,
            Besluit.ontvangstbewijs,
        )
        .where((Besluit.gemeente_id == tx.gemeente_id) & (Besluit.dossier_id == dossier_id))
        .order_by(Besluit.id)
    )
    for rij in rijen:
        rij["gronden"] = msgspec.json.decode(rij["gronden"])
        rij["ontvangstbewijs"] = msgspec.json.decode(rij["ontvangstbewijs"], type=Ontvangstbewijs)
    return [BesluitUit(**rij) for rij in rijen]


async def brieven(tx: Tx, dossier_id: UUID) -> list[BriefUit]:
    """De brieven van een dossier, oudste eerst."""
    rijen = await tx.lees(
        Brief.select(Brief.id, Brief.sjabloon, Brief.onderwerp_id, Brief.status, Brief.gemaakt_op, Brief.verzonden_op)
        .where((Brief.gemeente_id == tx.gemeente_id) & (Brief.dossier_id == dossier_id))
        .order_by(Brief.id)
    )
    return [BriefUit(**rij) for rij in rijen]
