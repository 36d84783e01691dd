"""Het contact van een dossier: hoe iemand te bereiken is, en de contactmomenten, nieuwste eerst."""

from datetime import UTC, date, datetime
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.contact.opslag import lees_alle
from core.process.contact.overnemen import lees_over_te_nemen
from core.process.contact.rijen import ContactmomentRij
from core.process.dossier.zaak import lees_dossier


class ContactgegevenUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een gegeven met van wie en sinds wanneer. Zonder `ingetrokkenOp` geldt het nu.

    `overgenomenVan`: het gegeven uit de eerdere zaak van wie terugkwam; wie het overnam staat bij `vastgelegdDoor`.
    """

    id: UUID
    soort: str
    waarde: str
    bron: str
    toelichting: str
    sinds: date
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    ingetrokken_op: datetime | None
    ingetrokken_door: UUID | None
    overgenomen_van: UUID | None


class ContactmomentUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een contactmoment. `verbeterdDoor` is het moment dat dit vervangt; `motief` is dat van een verbetering."""

    id: UUID
    wijze: str
    op: datetime
    bereikt: bool
    notitie: str
    afspraak: str
    opvolgen_op: date | None
    opgevolgd_op: datetime | None
    opgevolgd_door: UUID | None
    opvolging: str
    motief: str
    verbeterd_door: UUID | None
    vastgelegd_op: datetime
    vastgelegd_door: UUID


class Momentplaats(msgspec.Struct, frozen=True, array_like=True):
    """Het laatste moment van een pagina."""

    op: datetime
    id: UUID


BEGIN = Momentplaats(op=datetime(9999, 12, 31, tzinfo=UTC), id=UUID(int=2**128 - 1))
_MOMENTEN = """
select gemeente_id, id, dossier_id, wijze, op, bereikt, notitie, afspraak, opvolgen_op, opgevolgd_op, opgevolgd_door,
       opvolging, motief, verbeterd_door, vastgelegd_op, vastgelegd_door
from meedoen.contactmoment
where gemeente_id = $1 and dossier_id = $2 and (op, id) < ($3, $4)
order by op desc, id desc limit $5"""


async def contactgegevens(tx: Tx, huis: Huis, dossier_id: UUID) -> list[ContactgegevenUit]:
    """Alle gegevens, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "contactgegeven.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return msgspec.convert(await lees_alle(tx, dossier_id), list[ContactgegevenUit], from_attributes=True)


async def over_te_nemen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[ContactgegevenUit]:
    """Wat er uit de eerdere zaak is over te nemen, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    rijen = await lees_over_te_nemen(tx, await lees_dossier(tx, dossier_id))
    dossiers = list(dict.fromkeys((dossier_id, *(rij.dossier_id for rij in rijen))))
    await huis.logboek.schrijf(tx, "contactgegeven.lezen", "dossier", object_id=dossier_id, dossiers=dossiers)
    return msgspec.convert(rijen, list[ContactgegevenUit], from_attributes=True)


async def contactmomenten(
    tx: Tx, huis: Huis, dossier_id: UUID, *, na: Momentplaats, limiet: int
) -> tuple[list[ContactmomentUit], Momentplaats | None]:
    """Een pagina contactmomenten, nieuwste eerst, en de volgende plaats; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    rijen = await tx.fetch_als(ContactmomentRij, _MOMENTEN, tx.gemeente_id, dossier_id, na.op, na.id, limiet + 1)
    getoond = rijen[:limiet]
    volgende = Momentplaats(op=getoond[-1].op, id=getoond[-1].id) if len(rijen) > limiet else None
    await huis.logboek.schrijf(tx, "contactmoment.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return msgspec.convert(getoond, list[ContactmomentUit], from_attributes=True), volgende
