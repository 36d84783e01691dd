"""Van welke afspraak de persoon weet: een brief over een afspraak die nooit uitging, vertelde hem niets (PG-2)."""

from datetime import datetime
from uuid import UUID

from core.law.afspraken import Bevestigingswijze
from core.platform.db.uow import Tx
from core.process.besluit import actions as besluit
from core.process.oproep.beeld import gebeurtenissen_van
from core.process.oproep.rijen import Gebeurtenisbeeld, OproepRij
from core.process.oproep.tables import Gebeurtenissoort


async def bekende_afspraak(tx: Tx, rij: OproepRij, *, voor: UUID | None = None) -> datetime:
    """De laatste tijd die hem bereikte: uit een gesprek, een brief die weg is, of de oproep zelf.

    Met `voor` de tijd die hij kende voordat zijn afspraak met die gebeurtenis werd verzet.
    """
    verzet = [
        gebeurtenis
        for gebeurtenis in await gebeurtenissen_van(tx, rij.dossier_id)
        if gebeurtenis.oproep_id == rij.id
        and gebeurtenis.soort is Gebeurtenissoort.AFSPRAAK_VERZET
        and not gebeurtenis.teruggenomen
    ]
    if voor is not None:
        verzet = verzet[: [gebeurtenis.id for gebeurtenis in verzet].index(voor) + 1]
    eerst = verzet[0].afspraak if verzet else None
    bekend = rij.afspraak_op if eerst is None else eerst.van_op
    for gebeurtenis in verzet:
        if gebeurtenis.id != voor and gebeurtenis.afspraak is not None and await _weet_hij(tx, gebeurtenis):
            bekend = gebeurtenis.afspraak.naar_op
    return bekend


async def _weet_hij(tx: Tx, gebeurtenis: Gebeurtenisbeeld) -> bool:
    afspraak = gebeurtenis.afspraak
    if afspraak is not None and afspraak.bevestiging.wijze is not Bevestigingswijze.BRIEF:
        return True
    return await besluit.is_verzonden(tx, onderwerp_id=gebeurtenis.id)
