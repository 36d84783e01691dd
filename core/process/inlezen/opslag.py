"""De regels van een inlezing bewaren, lezen en sluiten; een gesloten regel noemt niemand meer."""

from collections.abc import Sequence
from uuid import UUID

from core.fouten import NietGevonden
from core.instellingen.legitimatie import Buur
from core.law.inlezen import Leesuitkomst
from core.platform.crypto.kluis import Kluis
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.outbox import bus
from core.process.inlezen.cijferteksten import REGEL, pak_in, pak_uit
from core.process.inlezen.lijst import Ingelezen
from core.process.inlezen.rijen import InleesregelRij, Standregel
from core.process.inlezen.tables import Inleesregel, Inlezing, Leesstatus

LEES_REGEL = "inlezen.lees_regel"
_OPEN = """
select count(*) as aantal from meedoen.inleesregel r
join meedoen.outbox b on b.gemeente_id = $1 and b.onderwerp_id = r.id and b.soort = $2
  and b.status in ('nieuw', 'aangeboden', 'bezig')
where r.gemeente_id = $1 and r.status = 'wacht'"""
_LAATSTE = "select id from meedoen.inlezing where gemeente_id = $1 order by begonnen_op desc, id desc limit 1"
_STAND = """
select r.rij, r.status, coalesce(d.kenmerk, '') as kenmerk, b.id is not null as mislukt
from meedoen.inleesregel r
left join meedoen.dossier d on d.gemeente_id = $1 and d.id = r.dossier_id
left join meedoen.outbox b on b.gemeente_id = $1 and b.onderwerp_id = r.id and b.soort = $3 and b.status = 'mislukt'
where r.gemeente_id = $1 and r.inlezing_id = $2 order by r.rij"""


async def bewaar(tx: Tx, kluis: Kluis, personen: Sequence[Ingelezen], *, namens: str) -> UUID:
    """Bewaar de lijst versleuteld, en zet iedereen klaar om gelezen te worden: alles in deze transactie."""
    inlezing_id = nieuw_id()
    await tx.schrijf(
        Inlezing.insert(Inlezing(gemeente_id=tx.gemeente_id, id=inlezing_id, begonnen_op=await tx.nu(), namens=namens))
    )
    for persoon in personen:
        id_ = nieuw_id()
        plek = REGEL.plek(tx.gemeente_id, id_)
        cijfer, versie = kluis.versleutel(pak_in(persoon), soort=REGEL.soort, plek=plek)
        await tx.schrijf(
            Inleesregel.insert(
                Inleesregel(
                    gemeente_id=tx.gemeente_id,
                    id=id_,
                    inlezing_id=inlezing_id,
                    rij=persoon.rij,
                    status=Leesstatus.WACHT,
                    cijfer=cijfer,
                    sleutelversie=versie,
                )
            )
        )
        await bus.zet(tx, LEES_REGEL, onderwerp_id=id_, reeks=id_, buur=Buur.DUO)
    return inlezing_id


async def hoeveel_nog(tx: Tx) -> int:
    """Hoeveel regels er nog gelezen worden; wat mislukte ligt bij een mens en telt niet."""
    [rij] = await tx.fetch(_OPEN, tx.gemeente_id, LEES_REGEL)
    return int(rij["aantal"])


async def lees_regel(tx: Tx, regel_id: UUID) -> InleesregelRij:
    """Een regel als rij.

    Raises:
        NietGevonden: zij bestaat niet.
    """
    rij = await tx.lees_een_als(
        InleesregelRij,
        InleesregelRij.select().where((Inleesregel.gemeente_id == tx.gemeente_id) & (Inleesregel.id == regel_id)),
    )
    if rij is None:
        raise NietGevonden("Deze regel bestaat niet.")
    return rij


def open_regel(huis: Huis, regel: InleesregelRij) -> Ingelezen:
    """Wie er op een regel staat die nog wacht, en wat de gemeente van hem weet."""
    assert regel.cijfer is not None, "wie wacht is nog niet gelezen"  # noqa: S101 - een eigenschap van de tabel
    plek = REGEL.plek(regel.gemeente_id, regel.id)
    return pak_uit(huis.kluis.ontsleutel(regel.cijfer, soort=REGEL.soort, plek=plek))


async def sluit(tx: Tx, regel_id: UUID, uitkomst: Leesuitkomst, dossier_id: UUID | None) -> None:
    """De regel is gelezen: wat ermee gebeurde blijft, en wie het is niet."""
    await tx.schrijf(
        Inleesregel.update(
            {
                Inleesregel.status: Leesstatus(uitkomst.value),
                Inleesregel.cijfer: None,
                Inleesregel.sleutelversie: None,
                Inleesregel.dossier_id: dossier_id,
                Inleesregel.gelezen_op: await tx.nu(),
            }
        ).where((Inleesregel.gemeente_id == tx.gemeente_id) & (Inleesregel.id == regel_id))
    )


async def lees_stand(tx: Tx) -> list[Standregel]:
    """Elke regel van de laatste inlezing, op volgorde van de lijst; leeg als er nooit een was."""
    laatste = await tx.fetchrow(_LAATSTE, tx.gemeente_id)
    if laatste is None:
        return []
    return await tx.fetch_als(Standregel, _STAND, tx.gemeente_id, laatste["id"], LEES_REGEL)
