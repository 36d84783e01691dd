"""Een PIP in concept."""

from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.invoegen import voeg_in


async def pip(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "volgnummer": 1,
        "status": "concept",
        "leerroute": "B",
        "niveau": "B1",
        "ondersteuning": "taalcoach",
    }
    await voeg_in(tx, "pip", waarden | anders)
    return id_
