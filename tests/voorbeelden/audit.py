"""Een regel in het auditlog, met een MAC die bij geen sleutel hoort (wie een echte wil, gebruikt `Logboek`)."""

import os
from datetime import UTC, datetime
from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.voorbeelden.invoegen import voeg_in


async def audit(tx: Tx, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "tijdstip": datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        "medewerker_id": tx.toegang.medewerker_id,
        "organisatie_id": tx.toegang.organisatie_id,
        "actie": "dossier.lezen",
        "object": "dossier",
        "resultaat": "gelukt",
        "oorsprong": "test",
        "doel": str(tx.toegang.doel),
        "sleutelversie": 1,
        "mac": os.urandom(32),
    }
    await voeg_in(tx, "audit", waarden | anders)
    return id_
