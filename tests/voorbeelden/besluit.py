"""Besluiten en brieven."""

import os
from datetime import date
from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.voorbeelden.dossier import TOEN, dossier
from tests.voorbeelden.invoegen import voeg_in


async def besluit(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "soort": "B04",
        "onderwerp_id": nieuw_id(),
        "dagtekening": date(2026, 4, 1),
        "gronden": '["art. 15 Wi2021"]',
        "ontvangstbewijs": "{}",
        "vastgesteld_door": tx.medewerker_id,
        "vastgesteld_op": TOEN,
    }
    await voeg_in(tx, "besluit", waarden | anders)
    return id_


async def brief(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "onderwerp_id": nieuw_id(),
        "sjabloon": "pip_beschikking",
        "sjabloon_versie": "v1",
        "gegevens_hash": "0" * 64,
        "gegevens": os.urandom(64),
        "sleutelversie": 1,
        "status": "te_maken",
    }
    await voeg_in(tx, "brief", waarden | anders)
    return id_
