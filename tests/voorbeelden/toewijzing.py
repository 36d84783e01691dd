"""Toewijzingen aan een taalschool."""

from datetime import UTC, date, datetime
from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from tests.voorbeelden.dossier import dossier, persoon
from tests.voorbeelden.invoegen import voeg_in


async def toewijzing(
    tx: Tx,
    *,
    organisatie_id: UUID,
    dossier_id: UUID | None = None,
    persoon_id: UUID | None = None,
    **anders: object,
) -> UUID:
    """Een levende, aanvaarde toewijzing; geef `dossier_id` en `persoon_id` samen, of geen van beide."""
    if dossier_id is None or persoon_id is None:
        persoon_id = await persoon(tx)
        dossier_id = await dossier(tx, persoon_id=persoon_id)
    id_ = nieuw_id()
    waarden: dict[str, object] = {
        "gemeente_id": tx.gemeente_id,
        "id": id_,
        "dossier_id": dossier_id,
        "persoon_id": persoon_id,
        "organisatie_id": organisatie_id,
        "doel": "lesgeven",
        "grond": "art. 9.2 lid 3 Bi2021",
        "status": "aanvaard",
        "vanaf": datetime(2026, 1, 1, tzinfo=UTC),
        "vervaldatum": date(2029, 3, 2),
        "aangeboden_door": tx.medewerker_id,
    }
    await voeg_in(tx, "toewijzing", waarden | anders)
    return id_
