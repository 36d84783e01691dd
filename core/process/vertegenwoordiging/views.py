"""Wie er voor de persoon van een dossier optreedt en optrad, en aan wie een brief nu zou gaan."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import lees_dossier
from core.process.vertegenwoordiging.opslag import lees_alle


class VertegenwoordigingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Iemand die voor de persoon optreedt of optrad. Zonder bewijs telt hij niet; `tot` is de laatste dag."""

    id: UUID
    soort: str
    naam: str
    adresregels: list[str]
    telefoon: str
    vanaf: date
    tot: date | None
    onderwerpen: list[str]
    bron: str
    bewijs: str
    bewijs_gezien_op: date | None
    afschrift: bool
    afschrift_motief: str
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    beeindigd_op: date | None
    beeindigd_reden: str
    versie: int


async def vertegenwoordigingen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[VertegenwoordigingUit]:
    """Alle, oudste eerst, ook wat voorbij is; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "vertegenwoordiging.lijst", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return msgspec.convert(await lees_alle(tx, dossier_id), list[VertegenwoordigingUit], from_attributes=True)
