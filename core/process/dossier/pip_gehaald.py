"""De termijnen voor het PIP die met het vaststellen eindigden: tot wanneer het moest, en of het op tijd was (PG-11)."""

from datetime import date
from uuid import UUID

from core.platform.db.uow import Tx

_LAATSTE_DAG = """
select max(einde) as dag from meedoen.termijn
where gemeente_id = $1 and dossier_id = $2 and soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D')
  and status in ('gehaald', 'te_laat')"""
_ANDERE_DAG = """
update meedoen.termijn set handeling_op = $4, status = case when einde >= $4 then 'gehaald' else 'te_laat' end
where gemeente_id = $1 and dossier_id = $2 and soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D')
  and status in ('gehaald', 'te_laat') and handeling_op = $3"""


_WEER_OPEN = """
update meedoen.termijn set status = 'vervallen'
where gemeente_id = $1 and dossier_id = $2 and soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D')
  and status in ('gehaald', 'te_laat') and handeling_op = $3"""


async def laatste_dag(tx: Tx, dossier_id: UUID) -> date | None:
    """De laatste dag waarop het PIP moest zijn vastgesteld toen dat gebeurde (T10); None als er geen termijn liep."""
    rij = await tx.fetchrow(_LAATSTE_DAG, tx.gemeente_id, dossier_id)
    return None if rij is None else rij["dag"]


async def haal_op_een_andere_dag(tx: Tx, dossier_id: UUID, *, eerder: date, op: date) -> None:
    """Het PIP van dag `eerder` kreeg de dagtekening `op`; of het op tijd was, volgt daaruit."""
    await tx.voer_uit(_ANDERE_DAG, tx.gemeente_id, dossier_id, eerder, op)


async def is_toch_niet_gehaald(tx: Tx, dossier_id: UUID, *, op: date) -> None:
    """Het PIP van dag `op` is ingetrokken: wat ermee gehaald of te laat gehaald was, was dat niet. De termijn wordt
    daarna opnieuw berekend, uit dezelfde feiten; wat te laat was blijft te laat (PG-11)."""
    await tx.voer_uit(_WEER_OPEN, tx.gemeente_id, dossier_id, op)
