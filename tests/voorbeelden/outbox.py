"""Een rij in de outbox."""

from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.voorbeelden.invoegen import voeg_in


async def outbox(tx: Tx, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "soort": "dossier.proef",
        "onderwerp_id": nieuw_id(),
        "reeks": nieuw_id(),
    }
    await voeg_in(tx, "outbox", waarden | anders)
    return id_
