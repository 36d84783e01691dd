"""De brede intake: leerbaarheidstoets, oproep, verslag en persoonlijke omstandigheden."""

import os
from datetime import UTC, date, datetime
from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.voorbeelden.dossier import TOEN, dossier
from tests.voorbeelden.invoegen import voeg_in


async def leerbaarheidstoets(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    dossier_id = dossier_id or await dossier(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "dossier_id": dossier_id,
        "status": "resultaat",
        "resultaat": "B1-route haalbaar",
        "afgenomen_op": date(2026, 3, 20),
        "gelezen_op": TOEN,
    }
    await voeg_in(tx, "leerbaarheidstoets", waarden | anders)
    return dossier_id


async def oproep(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id or await dossier(tx),
        "nummer": 1,
        "verzonden_op": date(2026, 3, 2),
        "termijn_tot": date(2026, 3, 16),
        "afspraak_op": datetime(2026, 3, 16, 9, 0, tzinfo=UTC),
        "plaats": "Endelhovenlaan 1, Maarssen",
        "met_waarschuwing": False,
        "grond": "art. 14 Wi2021",
        "opgeroepen_door": tx.medewerker_id,
    }
    await voeg_in(tx, "oproep", waarden | anders)
    return id_


async def brede_intake(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    dossier_id = dossier_id or await dossier(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "dossier_id": dossier_id,
        "opleiding_en_werk": "mbo verpleging",
        "verslag": "gesprek gevoerd",
    }
    await voeg_in(tx, "brede_intake", waarden | anders)
    return dossier_id


async def persoonlijke_omstandigheden(tx: Tx, *, dossier_id: UUID | None = None, **anders: object) -> UUID:
    """`tx` draagt het doel brede intake; voor een ander doel is deze tabel dicht."""
    dossier_id = dossier_id or await dossier(tx)
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "dossier_id": dossier_id,
        "cijfer": os.urandom(64),
        "sleutelversie": 1,
        "vastgelegd_op": TOEN,
        "vastgelegd_door": tx.medewerker_id,
    }
    await voeg_in(tx, "persoonlijke_omstandigheden", waarden | anders)
    return dossier_id
