"""Het huishouden en de vastgestelde begeleiding."""

from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.voorbeelden.dossier import TOEN, dossier
from tests.voorbeelden.invoegen import voeg_in


async def begeleiding(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    dossier_id = dossier_id or await dossier(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "dossier_id": dossier_id,
        "huishouden": "gezin",
        "wacht_op_gezinshereniging": False,
        "gedeelde_woning": False,
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "begeleiding", waarden | anders)
    return dossier_id


async def begeleiding_vaststelling(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "voorstel": '{"diensten": [], "plugin": "standaard", "versie": "1.0.0", "peildatum": "2026-03-02"}',
        "diensten": "[]",
        "afgeweken": False,
        "ontvangstbewijs": "{}",
        "vastgesteld_door": tx.medewerker_id,
        "vastgesteld_op": TOEN,
    }
    await voeg_in(tx, "begeleiding_vaststelling", waarden | anders)
    return id_
