"""De dossiers van een medewerker, van het team of van niemand; en die waarin niets gepland staat.

Eén vast SQL per vorm, op volgorde van openen. Van niemand is ook het dossier van wie hier niet meer werkt.
"""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier import stil
from core.process.dossier.rijen import Dossierregel
from core.process.dossier.stil import OPEN
from core.process.dossier.tables import GEEN_DATUM

Voor = Literal["mij", "niemand"]
BEGIN = UUID(int=0)


class Dossierplaats(msgspec.Struct, frozen=True, array_like=True):
    """Het laatste dossier van een pagina."""

    id: UUID


class DossierKort(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een regel van de caseload. `eersteDag` is de eerste uiterste dag van het open werk."""

    dossier_id: UUID
    kenmerk: str
    naam: str
    geheimhouding: bool
    fase: str
    doelgroep: str | None
    behandelaar_id: UUID | None
    open_werk: int
    eerste_dag: date | None
    versie: int


_ALLE = """
with pagina as (
  select d.id, d.kenmerk, d.fase, d.doelgroep, d.behandelaar_id, d.versie, d.persoon_id
  from meedoen.dossier d
  where d.gemeente_id = $1 and d.id > $2 and d.fase = any (string_to_array($3::text, ','))
  order by d.id limit $4
)
select d.id, d.kenmerk, d.fase, d.doelgroep, d.behandelaar_id, d.versie, p.naam, p.geheimhouding, p.overleden,
  count(w.id) as open_werk, min(w.vervaldatum) as eerste
from pagina d
join meedoen.persoon p on p.gemeente_id = $1 and p.id = d.persoon_id
left join meedoen.werkitem w on w.gemeente_id = $1 and w.dossier_id = d.id and w.status = 'open'
group by d.id, d.kenmerk, d.fase, d.doelgroep, d.behandelaar_id, d.versie, p.naam, p.geheimhouding, p.overleden
order by d.id"""
_VAN_EEN = """
with pagina as (
  select d.id, d.kenmerk, d.fase, d.doelgroep, d.behandelaar_id, d.versie, d.persoon_id
  from meedoen.dossier d
  where d.gemeente_id = $1 and d.behandelaar_id = $5 and d.id > $2 and d.fase = any (string_to_array($3::text, ','))
  order by d.id limit $4
)
select d.id, d.kenmerk, d.fase, d.doelgroep, d.behandelaar_id, d.versie, p.naam, p.geheimhouding, p.overleden,
  count(w.id) as open_werk, min(w.vervaldatum) as eerste
from pagina d
join meedoen.persoon p on p.gemeente_id = $1 and p.id = d.persoon_id
left join meedoen.werkitem w on w.gemeente_id = $1 and w.dossier_id = d.id and w.status = 'open'
group by d.id, d.kenmerk, d.fase, d.doelgroep, d.behandelaar_id, d.versie, p.naam, p.geheimhouding, p.overleden
order by d.id"""
_VAN_NIEMAND = """
with pagina as (
  select d.id, d.kenmerk, d.fase, d.doelgroep, d.behandelaar_id, d.versie, d.persoon_id
  from meedoen.dossier d
  left join (select l.medewerker_id from meedoen.lidmaatschap l
    where l.gemeente_id = $1 and l.organisatie_id is null and l.ingetrokken_op is null
      and (l.tot is null or l.tot > statement_timestamp())
      and l.rol in ('klantmanager', 'teamleider')
    group by l.medewerker_id) hier on hier.medewerker_id = d.behandelaar_id
  where d.gemeente_id = $1 and d.id > $2 and d.fase = any (string_to_array($3::text, ','))
    and hier.medewerker_id is null
  order by d.id limit $4
)
select d.id, d.kenmerk, d.fase, d.doelgroep, d.behandelaar_id, d.versie, p.naam, p.geheimhouding, p.overleden,
  count(w.id) as open_werk, min(w.vervaldatum) as eerste
from pagina d
join meedoen.persoon p on p.gemeente_id = $1 and p.id = d.persoon_id
left join meedoen.werkitem w on w.gemeente_id = $1 and w.dossier_id = d.id and w.status = 'open'
group by d.id, d.kenmerk, d.fase, d.doelgroep, d.behandelaar_id, d.versie, p.naam, p.geheimhouding, p.overleden
order by d.id"""


async def pagina(
    tx: Tx,
    huis: Huis,
    *,
    behandelaar_id: UUID | None = None,
    van_niemand: bool = False,
    fasen: tuple[str, ...] = OPEN,
    na: UUID = BEGIN,
    limiet: int,
) -> tuple[list[DossierKort], Dossierplaats | None]:
    """Een pagina dossiers en de plaats van de volgende; het lezen komt als één regel in het leeslog."""
    hier = (tx.gemeente_id, na, ",".join(fasen), limiet + 1)
    if behandelaar_id is not None:
        rijen = await tx.fetch_als(Dossierregel, _VAN_EEN, *hier, behandelaar_id)
    elif van_niemand:
        rijen = await tx.fetch_als(Dossierregel, _VAN_NIEMAND, *hier)
    else:
        rijen = await tx.fetch_als(Dossierregel, _ALLE, *hier)
    return await _toon(tx, huis, rijen, limiet, "dossierlijst.lezen")


async def niets_gepland(
    tx: Tx, huis: Huis, *, behandelaar_id: UUID | None = None, na: UUID = BEGIN, limiet: int
) -> tuple[list[DossierKort], Dossierplaats | None]:
    """Een pagina van de open dossiers waarin niets gepland staat."""
    rijen = await stil.stille(tx, huis, na=na, hoogste=limiet + 1, behandelaar_id=behandelaar_id)
    return await _toon(tx, huis, rijen, limiet, "niets-gepland.lezen")


async def _toon(
    tx: Tx, huis: Huis, rijen: list[Dossierregel], limiet: int, actie: str
) -> tuple[list[DossierKort], Dossierplaats | None]:
    getoond = rijen[:limiet]
    await huis.logboek.schrijf(tx, actie, "dossier", dossiers=[rij.id for rij in getoond])
    volgende = Dossierplaats(id=getoond[-1].id) if len(rijen) > limiet else None
    return [_uit(rij) for rij in getoond], volgende


def _uit(rij: Dossierregel) -> DossierKort:
    return DossierKort(
        dossier_id=rij.id,
        kenmerk=rij.kenmerk,
        naam=rij.naam,
        geheimhouding=rij.geheimhouding,
        fase=rij.fase,
        doelgroep=rij.doelgroep,
        behandelaar_id=rij.behandelaar_id,
        open_werk=rij.open_werk,
        eerste_dag=None if rij.eerste in (None, GEEN_DATUM) else rij.eerste,
        versie=rij.versie,
    )
