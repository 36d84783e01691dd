"""Wat een overname met de andere te maken heeft die lopen of gepland zijn: wie overneemt kan dan zelf weg zijn, en van
dezelfde medewerker kan al iets overgaan (art. 3:2 Awb)."""

from collections.abc import Collection
from uuid import UUID

from core.fouten import Waarschuwing
from core.platform.db.uow import Tx
from core.process.collega import naam_van
from core.process.overname.opslag import regels
from core.process.overname.regels import (
    Overnamedagen,
    gaat_er_al_over,
    is_dan_afwezig,
    waarschuw_afwezig,
    waarschuw_al_een,
)
from core.process.overname.rijen import OvernameRij


async def waarschuw(
    tx: Tx, overname: Overnamedagen, andere: Collection[OvernameRij], *, dossiers: frozenset[UUID] | None
) -> tuple[Waarschuwing, ...]:
    """Waarvoor gewaarschuwd wordt; `dossiers` zijn die van deze overname, None is alles."""
    gevonden = []
    for ander in andere:
        if is_dan_afwezig(overname, ander):
            naam, door = await naam_van(tx, overname.naar_id), await naam_van(tx, ander.naar_id)
            gevonden.append(waarschuw_afwezig(naam, ander, door))
        if gaat_er_al_over(overname, ander) and await _deelt(tx, ander, dossiers):
            naam, naar = await naam_van(tx, overname.van_id), await naam_van(tx, ander.naar_id)
            gevonden.append(waarschuw_al_een(naam, ander, naar))
    return tuple(gevonden)


async def _deelt(tx: Tx, ander: OvernameRij, dossiers: frozenset[UUID] | None) -> bool:
    """Wie kiest welke dossiers naar wie gaan verdeelt ze; alles gaat over elk."""
    if dossiers is None or ander.alles:
        return True
    return not dossiers.isdisjoint(regel.dossier_id for regel in await regels(tx, ander.id))
