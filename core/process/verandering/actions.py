"""Zeggen dat er met een toewijzing iets gebeurde, in de transactie waarin het gebeurt (ADR 0095).

Een regel krijgt haar nummer pas na de commit, van een taak die per organisatie één voor één gaat: zo verschijnt er
nooit een lager nummer nadat een hoger al gelezen is, en houdt geen handeling een andere op.
"""

from uuid import UUID

from core.platform.db.uow import Tx
from core.platform.ids import nieuw_id
from core.platform.outbox import bus
from core.process.taak import Taakbeurt, Taaksoort
from core.process.verandering import bezorgen
from core.process.verandering.tables import Verandersoort

NUMMER = "verandering.nummer"
_VOEG_TOE = """
insert into meedoen.verandering (gemeente_id, id, organisatie_id, toewijzing_id, soort) values ($1, $2, $3, $4, $5)"""
_NUMMER = """
update meedoen.verandering v set nummer = n.nummer
from (select id, (row_number() over (order by ontstaan_op, id))::integer
        + (select coalesce(max(nummer), 0) from meedoen.verandering where gemeente_id = $1 and organisatie_id = $2)
        as nummer
      from meedoen.verandering where gemeente_id = $1 and organisatie_id = $2 and nummer is null) n
where v.gemeente_id = $1 and v.id = n.id"""


async def zeg(tx: Tx, soort: Verandersoort, *, organisatie_id: UUID, toewijzing_id: UUID) -> None:
    """Leg vast dat dit met de toewijzing gebeurde; de organisatie leest het als de transactie vastligt."""
    await tx.voer_uit(_VOEG_TOE, tx.gemeente_id, nieuw_id(), organisatie_id, toewijzing_id, soort)
    await bus.zet(tx, NUMMER, onderwerp_id=organisatie_id, reeks=organisatie_id)


async def geef_nummers(tx: Tx, organisatie_id: UUID) -> None:
    """Geef de regels van deze organisatie een nummer die er nog geen hebben; zijn die er niet, dan gebeurt er niets."""
    await tx.voer_uit(_NUMMER, tx.gemeente_id, organisatie_id)


async def nummer(beurt: Taakbeurt) -> None:
    """Nummer wat deze organisatie nog niet kan lezen, en laat het haar webhooks bezorgen."""
    async with beurt.uow() as tx:
        await geef_nummers(tx, beurt.bericht.onderwerp_id)
        await bezorgen.wek(tx, beurt.bericht.onderwerp_id)
        await beurt.klaar(tx)


TAKEN = (
    Taaksoort(soort=NUMMER, wat="de veranderingen voor een organisatie nummeren", doe=nummer),
    *bezorgen.TAKEN,
)
