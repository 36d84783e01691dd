"""Wat DUO stuurt; alleen de ontvanger mag het neerleggen."""

import os
from datetime import date
from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.voorbeelden.invoegen import voeg_in


async def duo_ontvangst(tx: Tx, **anders: object) -> UUID:
    """`tx` is van de actor ontvanger."""
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "bericht_id": nieuw_id(),
        "cijfer": os.urandom(80),
        "sleutelversie": 1,
        "indexversie": 1,
        "kenmerk": os.urandom(16),
        "gebeurtenis": "SS139",
        "geregistreerd_op": date(2026, 3, 2),
    }
    await voeg_in(tx, "duo_ontvangst", waarden | anders)
    return id_


async def duo_geweigerd(tx: Tx, **anders: object) -> UUID:
    """`tx` is van de actor ontvanger; de rij hoort bij geen gemeente."""
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "id": id_,
        "reden": "onbekend_doel",
        "bron": "00000099000000001000",
        "doel": "00000099000009999000",
        "bericht_id": str(nieuw_id()),
        "omvang": 512,
        "sha256": os.urandom(32),
    }
    await voeg_in(tx, "duo_geweigerd", waarden | anders)
    return id_
