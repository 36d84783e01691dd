"""Wie er voor de persoon van een dossier optreedt en optrad, en aan wie een brief nu zou gaan."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.zaak import lees_dossier
from core.process.vertegenwoordiging.opslag import lees_alle
from core.process.vertegenwoordiging.overnemen import lees_over_te_nemen


class VertegenwoordigingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Iemand die voor de persoon optreedt of optrad. Zonder bewijs telt hij niet; `tot` is de laatste dag.

    `overgenomenVan`: de vertegenwoordiging uit de eerdere zaak van wie terugkwam; wie haar overnam staat bij
    `vastgelegdDoor`.
    """

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
    overgenomen_van: UUID | None
    versie: int


async def vertegenwoordigingen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[VertegenwoordigingUit]:
    """Alle, oudste eerst, ook wat voorbij is; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "vertegenwoordiging.lijst", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return msgspec.convert(await lees_alle(tx, dossier_id), list[VertegenwoordigingUit], from_attributes=True)


async def over_te_nemen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[VertegenwoordigingUit]:
    """Wie uit de eerdere zaak is over te nemen, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    rijen = await lees_over_te_nemen(tx, huis, await lees_dossier(tx, dossier_id))
    dossiers = list(dict.fromkeys((dossier_id, *(rij.dossier_id for rij in rijen))))
    await huis.logboek.schrijf(tx, "vertegenwoordiging.lijst", "dossier", object_id=dossier_id, dossiers=dossiers)
    return msgspec.convert(rijen, list[VertegenwoordigingUit], from_attributes=True)
