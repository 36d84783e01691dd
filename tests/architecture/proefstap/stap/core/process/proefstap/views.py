"""De proefstappen van een dossier."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import zaak as dossier
from core.process.proefstap import actions
from core.process.proefstap.tables import Proefstatus


class ProefstapUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een proefstap, en of zij nog loopt."""

    id: UUID
    vanaf: date
    motivering: str
    status: Proefstatus
    nagekeken_op: datetime | None
    versie: int


async def proefstappen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[ProefstapUit]:
    """Oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet.
    """
    await dossier.lees_dossier(tx, dossier_id)
    rijen = await actions.van_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "proefstap.lezen", "proefstap", object_id=dossier_id, dossiers=[dossier_id])
    return [msgspec.convert(rij, ProefstapUit, from_attributes=True) for rij in rijen]
