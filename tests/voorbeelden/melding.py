"""Wat wij aan DUO melden."""

from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.voorbeelden.dossier import TOEN, dossier
from tests.voorbeelden.invoegen import voeg_in


async def duo_melding(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "soort": "U03",
        "inhoud": "{}",
        "inhoud_hash": "0" * 64,
        "status": "te_verzenden",
        "ontstaan_op": TOEN,
    }
    await voeg_in(tx, "duo_melding", waarden | anders)
    return id_


async def duo_contactpersoon(tx: Tx, **anders: object) -> UUID:
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "medewerker_id": tx.medewerker_id,
        "duo_id": 7,
        "inhoud_hash": "0" * 64,
    }
    await voeg_in(tx, "duo_contactpersoon", waarden | anders)
    return tx.medewerker_id
