"""Wat er aan DUO gemeld is over een dossier."""

from datetime import datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
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
    rijen = await tx.lees(
        DuoMelding.select(
            DuoMelding.id,
            DuoMelding.soort,
            DuoMelding.status,
            DuoMelding.foutteksten,
            DuoMelding.pogingen,
            DuoMelding.ontstaan_op,
            DuoMelding.verzonden_op,
            DuoMelding.bevestigd_op,
            DuoMelding.besluit_id,
        )
        .where((DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.dossier_id == dossier_id))
        .order_by(DuoMelding.id)
    )
    for rij in rijen:
        rij["foutteksten"] = msgspec.json.decode(rij["foutteksten"])
    return [MeldingUit(**rij) for rij in rijen]
