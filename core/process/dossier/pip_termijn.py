"""De tien weken voor het PIP waarmee gerekend wordt: die lopen, of zolang een mens nog kiest (B25) die eerder eindigen.

Wie nog kiest, plant naar de vroegste dag: de persoon mag op haar rekenen, en de gemeente is na haar mogelijk te laat.
"""

from datetime import date
from uuid import UUID

from core.platform.db.rij import Rij
from core.platform.db.uow import Tx

_VAN_EEN = """
select t.dossier_id, case when a.einde < t.einde then a.start else t.start end as start,
  least(t.einde, a.einde) as einde
from meedoen.termijn t
join meedoen.dossier d on d.gemeente_id = $1 and d.id = t.dossier_id
left join meedoen.termijn a on a.gemeente_id = $1 and a.dossier_id = t.dossier_id and a.status = 'andere_lezing'
  and a.soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D') and d.gekozen_regel is null
where t.gemeente_id = $1 and t.dossier_id = $2 and t.status = 'lopend'
  and t.soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D')
order by t.id limit 1"""
_VOOR_DE_INTAKE = """
select t.dossier_id, case when a.einde < t.einde then a.start else t.start end as start,
  least(t.einde, a.einde) as einde
from meedoen.termijn t
join meedoen.dossier d on d.gemeente_id = $1 and d.id = t.dossier_id
left join meedoen.termijn a on a.gemeente_id = $1 and a.dossier_id = t.dossier_id and a.status = 'andere_lezing'
  and a.soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D') and d.gekozen_regel is null
where t.gemeente_id = $1 and t.status = 'lopend' and t.soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D')
  and t.dossier_id > $2 and d.fase in ('PLICHT_GEMELD', 'INTAKE_OPGEROEPEN')
order by t.dossier_id limit $3"""


class PipTermijn(Rij, frozen=True):
    """De termijn voor het PIP waarnaar nu gepland wordt."""

    dossier_id: UUID
    start: date
    einde: date


async def lees_pip_termijn(tx: Tx, dossier_id: UUID) -> PipTermijn | None:
    """De termijn voor het PIP van dit dossier, of None als er geen loopt."""
    return await tx.fetchrow_als(PipTermijn, _VAN_EEN, tx.gemeente_id, dossier_id)


async def uiterste_dag_pip(tx: Tx, dossier_id: UUID) -> date | None:
    """De laatste dag waarop het PIP moet zijn vastgesteld, of None als er geen termijn loopt."""
    termijn = await lees_pip_termijn(tx, dossier_id)
    return None if termijn is None else termijn.einde


async def lees_voor_de_intake(tx: Tx, *, na: UUID, aantal: int) -> list[PipTermijn]:
    """De termijnen van wie nog niet in gesprek is, vanaf het dossier na `na`."""
    return await tx.fetch_als(PipTermijn, _VOOR_DE_INTAKE, tx.gemeente_id, na, aantal)
