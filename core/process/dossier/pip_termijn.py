"""De tien weken voor het PIP waarmee gerekend wordt: die lopen, of zolang een mens nog kiest (B25) die eerder eindigen.

Hier worden de lezingen gelezen; welke telt zegt de wet (`pip_planning`).
"""

from datetime import date
from uuid import UUID

from core.law.pip_planning import eerste_lezing
from core.law.recht import Recht
from core.platform.db.rij import Rij
from core.platform.db.uow import Tx
from core.process.dossier.rijen import DossierRij
from core.process.dossier.termijnen import kiest_nog
from core.process.dossier.zaak import lees_dossier, lees_dossiers

_VAN_EEN = """
select t.dossier_id, t.start, t.einde, a.start as ander_start, a.einde as ander_einde
from meedoen.termijn t
left join meedoen.termijn a on a.gemeente_id = $1 and a.dossier_id = t.dossier_id and a.status = 'andere_lezing'
  and a.soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D')
where t.gemeente_id = $1 and t.dossier_id = $2 and t.status = 'lopend'
  and t.soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D')
order by t.id limit 1"""
_VOOR_DE_INTAKE = """
select t.dossier_id, t.start, t.einde, a.start as ander_start, a.einde as ander_einde
from meedoen.termijn t
join meedoen.dossier d on d.gemeente_id = $1 and d.id = t.dossier_id
left join meedoen.termijn a on a.gemeente_id = $1 and a.dossier_id = t.dossier_id and a.status = 'andere_lezing'
  and a.soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D')
where t.gemeente_id = $1 and t.status = 'lopend' and t.soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D')
  and t.dossier_id > $2 and d.fase in ('PLICHT_GEMELD', 'INTAKE_OPGEROEPEN')
order by t.dossier_id limit $3"""


class PipTermijn(Rij, frozen=True):
    """De termijn voor het PIP waarnaar nu gepland wordt."""

    dossier_id: UUID
    start: date
    einde: date


class Lezingen(Rij, frozen=True):
    """De termijn die loopt, met de andere lezing ernaast als die er is."""

    dossier_id: UUID
    start: date
    einde: date
    ander_start: date | None
    ander_einde: date | None

    @property
    def lopend(self) -> PipTermijn:
        return PipTermijn(dossier_id=self.dossier_id, start=self.start, einde=self.einde)

    @property
    def naast(self) -> PipTermijn | None:
        if self.ander_start is None or self.ander_einde is None:
            return None
        return PipTermijn(dossier_id=self.dossier_id, start=self.ander_start, einde=self.ander_einde)


async def lees_pip_termijn(tx: Tx, dossier_id: UUID, *, recht: Recht) -> PipTermijn | None:
    """De termijn voor het PIP van dit dossier, of None als er geen loopt."""
    lezingen = await tx.fetchrow_als(Lezingen, _VAN_EEN, tx.gemeente_id, dossier_id)
    if lezingen is None or lezingen.naast is None:
        return None if lezingen is None else lezingen.lopend
    return _gepland(lezingen, await lees_dossier(tx, dossier_id), recht)


async def uiterste_dag_pip(tx: Tx, dossier_id: UUID, *, recht: Recht) -> date | None:
    """De laatste dag waarop het PIP moet zijn vastgesteld, of None als er geen termijn loopt."""
    termijn = await lees_pip_termijn(tx, dossier_id, recht=recht)
    return None if termijn is None else termijn.einde


async def lees_voor_de_intake(tx: Tx, *, na: UUID, aantal: int, recht: Recht) -> list[PipTermijn]:
    """De termijnen van wie nog niet in gesprek is, vanaf het dossier na `na`."""
    alle = await tx.fetch_als(Lezingen, _VOOR_DE_INTAKE, tx.gemeente_id, na, aantal)
    naast = [lezingen.dossier_id for lezingen in alle if lezingen.naast is not None]
    dossiers = {rij.id: rij for rij in await lees_dossiers(tx, naast)} if naast else {}
    return [
        lezingen.lopend if lezingen.naast is None else _gepland(lezingen, dossiers[lezingen.dossier_id], recht)
        for lezingen in alle
    ]


def _gepland(lezingen: Lezingen, dossier: DossierRij, recht: Recht) -> PipTermijn:
    return eerste_lezing(lezingen.lopend, lezingen.naast, kiest_nog=kiest_nog(dossier, recht=recht))
