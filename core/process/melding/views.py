"""Wat er aan DUO gemeld is over een dossier."""

from datetime import datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.process.melding.rijen import DuoMeldingRij
from core.process.melding.tables import DuoMelding


class MeldingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een melding aan DUO: wat, wanneer, en wat DUO ervan vond."""

    id: UUID
    soort: str
    status: str
    foutteksten: list[str]
    pogingen: int
    ontstaan_op: datetime
    verzonden_op: datetime | None
    bevestigd_op: datetime | None
    besluit_id: UUID | None


async def meldingen(tx: Tx, dossier_id: UUID) -> list[MeldingUit]:
    """De meldingen over een dossier, oudste eerst."""
    rijen = await tx.lees_als(
        DuoMeldingRij,
        DuoMeldingRij.select()
        .where((DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.dossier_id == dossier_id))
        .order_by(DuoMelding.id),
    )
    return msgspec.convert(rijen, list[MeldingUit], from_attributes=True)
