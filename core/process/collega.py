"""Wie er bij een gemeente zaken behandelt: haar klantmanagers en teamleiders."""

from uuid import UUID

from core.platform.db.uow import Tx

KIES_EEN_COLLEGA = "Kies een klantmanager of teamleider van deze gemeente."
_WERKT_HIER = """
select 1 from meedoen.lidmaatschap where gemeente_id = $1 and medewerker_id = $2 and organisatie_id is null
  and rol in ('klantmanager', 'teamleider') and ingetrokken_op is null
  and vanaf <= statement_timestamp() and (tot is null or tot > statement_timestamp())"""


_OP_ADRES = """
select c.medewerker_id from meedoen.collega c
join meedoen.lidmaatschap l on l.gemeente_id = $1 and l.medewerker_id = c.medewerker_id and l.organisatie_id is null
  and l.rol in ('klantmanager', 'teamleider') and l.ingetrokken_op is null
  and l.vanaf <= statement_timestamp() and (l.tot is null or l.tot > statement_timestamp())
where c.gemeente_id = $1 and lower(c.email) = lower($2)
order by c.medewerker_id limit 1"""
_NAAM = "select naam from meedoen.collega where gemeente_id = $1 and medewerker_id = $2"


async def naam_van(tx: Tx, medewerker_id: UUID | None) -> str:
    """Hoe deze collega heet; leeg als er geen is."""
    rij = None if medewerker_id is None else await tx.fetchrow(_NAAM, tx.gemeente_id, medewerker_id)
    return "" if rij is None else rij["naam"]


async def zoek_collega(tx: Tx, adres: str) -> UUID | None:
    """Wie er met dit e-mailadres nu zaken behandelt."""
    rij = await tx.fetchrow(_OP_ADRES, tx.gemeente_id, adres)
    return None if rij is None else UUID(str(rij["medewerker_id"]))


async def werkt_hier(tx: Tx, medewerker_id: UUID) -> bool:
    """Of deze medewerker nu bij deze gemeente zaken kan behandelen."""
    return await tx.fetchrow(_WERKT_HIER, tx.gemeente_id, medewerker_id) is not None
