"""Wat er in de dagen dat iemand er niet is op hem wacht: wie er komt, wat er beloofd is, en wat er nog niet af is.

Wie ziek wordt belt 's ochtends af; dan moet een ander in één blik zien wie er vandaag voor de deur staat en hoe die te
bereiken is. Wat er te doen is staat in de werkvoorraad, die met de dossiers meegaat.
Ook wat zijn vervanger nu voor hem doet staat erin.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from core.platform.clock import NEDERLAND
from core.platform.db.rij import Rij
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.vorm import LAATST

DAGEN = 7
"""Zo ver kijkt het overzicht als er geen laatste dag genoemd is: een werkweek en een weekeinde. Een eigen norm."""
_HOOGSTE = 500
_AFSPRAKEN = """
with vervangen as (
  select r.dossier_id, v.naar_id
  from meedoen.overname v
  join meedoen.overname_dossier r on r.gemeente_id = v.gemeente_id and r.overname_id = v.id
  where v.gemeente_id = $1 and v.van_id = $2 and v.status = 'loopt' and r.status = 'mee'
)
select d.id as dossier_id, d.kenmerk, p.naam, p.geheimhouding, o.afspraak_op as op, o.plaats, o.ruimte,
  coalesce(t.waarde, '') as telefoon, coalesce(l.waarde, '') as taal,
  o.collega_id is not null and o.collega_id <> $2 as met_een_ander
from meedoen.oproep o
join meedoen.dossier d on d.gemeente_id = o.gemeente_id and d.id = o.dossier_id
join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id
left join meedoen.contactgegeven t on t.gemeente_id = $1 and t.dossier_id = d.id and t.soort = 'telefoon'
  and t.ingetrokken_op is null
left join meedoen.contactgegeven l on l.gemeente_id = $1 and l.dossier_id = d.id and l.soort = 'taal'
  and l.ingetrokken_op is null
left join vervangen v on v.dossier_id = d.id and v.naar_id = d.behandelaar_id
where o.gemeente_id = $1 and o.uitkomst = 'OPEN' and o.afspraak_op >= $3 and o.afspraak_op < $4
  and (o.collega_id = $2 or d.behandelaar_id = $2 or v.dossier_id is not null)
order by o.afspraak_op, o.id limit $5"""
_BELOFTEN = """
with vervangen as (
  select r.dossier_id, v.naar_id
  from meedoen.overname v
  join meedoen.overname_dossier r on r.gemeente_id = v.gemeente_id and r.overname_id = v.id
  where v.gemeente_id = $1 and v.van_id = $2 and v.status = 'loopt' and r.status = 'mee'
)
select d.id as dossier_id, d.kenmerk, p.naam, p.geheimhouding, m.opvolgen_op, m.afspraak,
  coalesce(t.waarde, '') as telefoon
from meedoen.contactmoment m
join meedoen.dossier d on d.gemeente_id = m.gemeente_id and d.id = m.dossier_id
join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id
left join meedoen.contactgegeven t on t.gemeente_id = $1 and t.dossier_id = d.id and t.soort = 'telefoon'
  and t.ingetrokken_op is null
left join vervangen v on v.dossier_id = d.id and v.naar_id = d.behandelaar_id
where m.gemeente_id = $1 and (d.behandelaar_id = $2 or v.dossier_id is not null)
  and m.opvolgen_op <= $3 and m.opgevolgd_op is null and m.verbeterd_door is null
order by m.opvolgen_op, m.id limit $4"""
_CONCEPTEN = """
with vervangen as (
  select r.dossier_id, v.naar_id
  from meedoen.overname v
  join meedoen.overname_dossier r on r.gemeente_id = v.gemeente_id and r.overname_id = v.id
  where v.gemeente_id = $1 and v.van_id = $2 and v.status = 'loopt' and r.status = 'mee'
)
select d.id as dossier_id, d.kenmerk, p.naam, p.geheimhouding, c.wat, c.gewijzigd_op
from (select dossier_id, 'pip' as wat, gewijzigd_op from meedoen.pip where gemeente_id = $1 and status = 'concept'
      union all
      select dossier_id, 'brede_intake', gewijzigd_op from meedoen.brede_intake
      where gemeente_id = $1 and afgerond_op is null and weggelegd_op is null) c
join meedoen.dossier d on d.gemeente_id = $1 and d.id = c.dossier_id
join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id
left join vervangen v on v.dossier_id = d.id and v.naar_id = d.behandelaar_id
where d.behandelaar_id = $2 or v.dossier_id is not null
order by d.kenmerk, c.wat limit $3"""


class Conceptsoort(StrEnum):
    """Wat er nog niet af is."""

    PIP = "pip"
    BREDE_INTAKE = "brede_intake"


class Afspraakregel(Rij, frozen=True):
    dossier_id: UUID
    kenmerk: str
    naam: str
    geheimhouding: bool
    op: datetime
    plaats: str
    ruimte: str
    telefoon: str
    taal: str
    met_een_ander: bool


class Belofteregel(Rij, frozen=True):
    dossier_id: UUID
    kenmerk: str
    naam: str
    geheimhouding: bool
    opvolgen_op: date
    afspraak: str
    telefoon: str


class Conceptregel(Rij, frozen=True):
    dossier_id: UUID
    kenmerk: str
    naam: str
    geheimhouding: bool
    wat: Conceptsoort
    gewijzigd_op: datetime | None


class Afspraakbijafwezigheid(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Iemand die komt, en hoe die te bereiken is; een leeg nummer of een lege taal is niet bekend. `metEenAnder`: het
    dossier is van wie weg is, en de afspraak is met een collega."""

    dossier_id: UUID
    kenmerk: str
    naam: str
    geheimhouding: bool
    op: datetime
    plaats: str
    ruimte: str
    telefoon: str
    taal: str
    met_een_ander: bool


class Belofte(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat aan iemand is toegezegd en nog niet gedaan is, met de dag waarop het zou gebeuren."""

    dossier_id: UUID
    kenmerk: str
    naam: str
    geheimhouding: bool
    opvolgen_op: date
    afspraak: str
    telefoon: str


class Onaf(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een concept waar iemand aan begon; wat erin staat leest wie het dossier opent."""

    dossier_id: UUID
    kenmerk: str
    naam: str
    geheimhouding: bool
    wat: Conceptsoort
    gewijzigd_op: datetime | None


class Overzicht(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat er op een medewerker wacht, op volgorde van dag; wat te laat is staat vooraan. Bij `meer` past niet alles in
    dit antwoord: kies minder dagen."""

    afspraken: list[Afspraakbijafwezigheid]
    beloften: list[Belofte]
    concepten: list[Onaf]
    meer: bool


async def overzicht(tx: Tx, huis: Huis, van: UUID, *, vanaf: date | None, tot: date | None) -> Overzicht:
    """Wat er van `vanaf` (anders vandaag) tot en met `tot` op deze medewerker wacht; het lezen komt in het leeslog. Er
    verandert niets."""
    eerste = await tx.vandaag() if vanaf is None else vanaf
    laatste = min(eerste, LAATST - timedelta(days=DAGEN)) + timedelta(days=DAGEN) if tot is None else tot
    tot_moment = _begin_van(laatste + timedelta(days=1))
    afspraken = await tx.fetch_als(
        Afspraakregel, _AFSPRAKEN, tx.gemeente_id, van, _begin_van(eerste), tot_moment, _HOOGSTE
    )
    beloften = await tx.fetch_als(Belofteregel, _BELOFTEN, tx.gemeente_id, van, laatste, _HOOGSTE)
    concepten = await tx.fetch_als(Conceptregel, _CONCEPTEN, tx.gemeente_id, van, _HOOGSTE)
    dossiers = {r.dossier_id for r in afspraken} | {r.dossier_id for r in beloften} | {r.dossier_id for r in concepten}
    await huis.logboek.schrijf(tx, "overname.overzien", "overname", object_id=van, dossiers=sorted(dossiers))
    return Overzicht(
        afspraken=msgspec.convert(afspraken, list[Afspraakbijafwezigheid], from_attributes=True),
        beloften=msgspec.convert(beloften, list[Belofte], from_attributes=True),
        concepten=msgspec.convert(concepten, list[Onaf], from_attributes=True),
        meer=_HOOGSTE in (len(afspraken), len(beloften), len(concepten)),
    )


def _begin_van(dag: date) -> datetime:
    return datetime.combine(dag, time(), NEDERLAND)
