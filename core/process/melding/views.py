"""Wat er aan DUO gemeld is over een dossier."""

from datetime import datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import lees_dossier
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


async def meldingen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[MeldingUit]:
    """De meldingen over een dossier, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "duo-melding.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    rijen = await tx.lees_als(
        DuoMeldingRij,
        DuoMeldingRij.select()
        .where((DuoMelding.gemeente_id == tx.gemeente_id) & (DuoMelding.dossier_id == dossier_id))
        .order_by(DuoMelding.id),
    )
    return msgspec.convert(rijen, list[MeldingUit], from_attributes=True)
