"""Wie met een waarschuwing doorgaat: dat blijft bij de handeling te lezen (ADR 0046).

Een handeling met een eigen plaats daarvoor (een oproep, een gebeurtenis) bewaart het daar; elke andere laat het hier in
het auditlog, in dezelfde commit.
"""

from collections.abc import Collection
from uuid import UUID

from core.fouten import Waarschuwing
from core.law.waarschuwingen import Waarschuwingssoort, eis_bevestigd
from core.platform.db.uow import Tx
from core.platform.huis import Huis

ACTIE = "waarschuwing.bevestigen"


async def eis_en_bewaar(
    tx: Tx,
    huis: Huis,
    waarschuwingen: tuple[Waarschuwing, ...],
    bevestigd: Collection[Waarschuwingssoort],
    *,
    object_: str,
    object_id: UUID,
    dossiers: Collection[UUID] = (),
) -> None:
    """Ga door als elke waarschuwing bevestigd is; een regel in het auditlog noemt de soorten waar het om ging.

    Raises:
        NietBevestigd: er is er een die niet bevestigd is; de fout noemt ze allemaal.
    """
    if soorten := eis_bevestigd(waarschuwingen, bevestigd):
        await huis.logboek.schrijf(tx, ACTIE, object_, object_id=object_id, dossiers=sorted(dossiers), velden=soorten)
