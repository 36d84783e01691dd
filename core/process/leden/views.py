"""Wie hier werkt, voor wie over lidmaatschappen gaat."""

from datetime import datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.leden.rijen import Lidregel

_LIJST = """
select id, medewerker_id, organisatie_id, rol, naam, email, vanaf, tot, ingetrokken_op from meedoen.lidmaatschap
where gemeente_id = $1 and ($2 or (ingetrokken_op is null and (tot is null or tot > statement_timestamp())))
order by organisatie_id nulls first, naam, id limit 500"""


class LidUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een lidmaatschap: wie hier met welke rol werkt. Zonder `organisatieId` is dat bij de gemeente zelf. `tot` is
    wanneer het vanzelf eindigt, `ingetrokkenOp` wanneer iemand het beëindigde."""

    id: UUID
    medewerker_id: UUID
    organisatie_id: UUID | None
    rol: str
    naam: str
    email: str
    vanaf: datetime
    tot: datetime | None
    ingetrokken_op: datetime | None


async def leden(tx: Tx, huis: Huis, *, ook_voorbij: bool) -> list[LidUit]:
    """De lidmaatschappen waar deze beheerder over gaat; het lezen komt in het leeslog."""
    regels = await tx.fetch_als(Lidregel, _LIJST, tx.gemeente_id, ook_voorbij)
    await huis.logboek.schrijf(tx, "lidmaatschap.lezen", "lidmaatschap")
    return msgspec.convert(regels, list[LidUit], from_attributes=True)
