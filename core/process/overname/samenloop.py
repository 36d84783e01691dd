"""Wat een overname met de andere te maken heeft die lopen of gepland zijn: wie overneemt kan dan zelf weg zijn, en van
dezelfde medewerker kan al iets overgaan (art. 3:2 Awb)."""

from collections.abc import Collection
from uuid import UUID

from core.fouten import Waarschuwing
from core.platform.db.uow import Tx
from core.process.collega import naam_van
from core.process.overname.opslag import lees_open, regels
from core.process.overname.regels import (
    Overnamedagen,
    gaat_er_al_over,
    is_dan_afwezig,
    is_vandaag_afwezig,
    waarschuw_afwezig,
    waarschuw_al_een,
    waarschuw_behandelaar_afwezig,
)
from core.process.overname.rijen import OvernameRij
from core.process.overname.tables import Overnamestatus


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


async def waarschuw_toedeling(tx: Tx, behandelaar_id: UUID) -> tuple[Waarschuwing, ...]:
    """Wie een dossier aan iemand geeft die er nu niet is, leest eerst wie haar vervangt."""
    vandaag = await tx.vandaag()
    loopt = [ander for ander in await lees_open(tx) if ander.status is Overnamestatus.LOOPT]
    weg = [ander for ander in loopt if is_vandaag_afwezig(ander, behandelaar_id, vandaag=vandaag)]
    naam = await naam_van(tx, behandelaar_id) if weg else ""
    return tuple([waarschuw_behandelaar_afwezig(naam, ander, await naam_van(tx, ander.naar_id)) for ander in weg])


async def _deelt(tx: Tx, ander: OvernameRij, dossiers: frozenset[UUID] | None) -> bool:
    """Wie kiest welke dossiers naar wie gaan verdeelt ze; alles gaat over elk."""
    if dossiers is None or ander.alles:
        return True
    return not dossiers.isdisjoint(regel.dossier_id for regel in await regels(tx, ander.id))
