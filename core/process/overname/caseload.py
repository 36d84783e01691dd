"""De dossiers van een medewerker die met een overname meegaan.

Een dossier dat open is gaat mee, en van wat dicht is alleen waar nog werk ligt. Wie vervangen wordt, houdt wat zijn
vervanger nu voor hem doet: gaat hij voorgoed weg, dan is dat ook van zijn opvolger.
"""

from collections.abc import Collection
from uuid import UUID

from core.platform.db.uow import Tx
from core.process.dossier.stil import OPEN
from core.process.overname.regels import HOOGSTE_AANTAL
from core.process.overname.rijen import Caseloadregel

_CASELOAD = """
with werk as (
  select w.dossier_id, count(*) as aantal, nullif(min(w.vervaldatum), 'infinity') as eerste
  from meedoen.werkitem w where w.gemeente_id = $1 and w.status = 'open' and w.dossier_id is not null
  group by w.dossier_id
), afspraak as (
  select o.dossier_id, min(o.afspraak_op) as op
  from meedoen.oproep o where o.gemeente_id = $1 and o.uitkomst = 'OPEN' and o.afspraak_op >= $6
  group by o.dossier_id
), vervangen as (
  select r.dossier_id, v.naar_id
  from meedoen.overname v
  join meedoen.overname_dossier r on r.gemeente_id = v.gemeente_id and r.overname_id = v.id
  where v.gemeente_id = $1 and $4::boolean and v.van_id = $2 and v.status = 'loopt' and r.status = 'mee'
)
select d.id, d.kenmerk, d.fase, p.naam, p.geheimhouding, d.behandelaar_id, coalesce(w.aantal, 0) as open_werk,
  w.eerste, a.op as afspraak_op
from meedoen.dossier d
join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id
left join werk w on w.dossier_id = d.id
left join afspraak a on a.dossier_id = d.id
left join vervangen v on v.dossier_id = d.id and v.naar_id = d.behandelaar_id
where d.gemeente_id = $1 and (d.behandelaar_id = $2 or v.dossier_id is not null)
  and (d.fase = any (string_to_array($3::text, ',')) or w.dossier_id is not null)
  and ($5::text is null or d.id = any (string_to_array($5::text, ',')::uuid[]))
order by d.id limit $7"""


async def lees_caseload(
    tx: Tx, van: UUID, *, ook_vervangen: bool, alleen: Collection[UUID] | None = None
) -> list[Caseloadregel]:
    """Wat er van deze medewerker mee kan, op volgorde van id; één meer dan er hoogstens mag, om dat te zien."""
    return await tx.fetch_als(
        Caseloadregel,
        _CASELOAD,
        tx.gemeente_id,
        van,
        ",".join(OPEN),
        ook_vervangen,
        None if alleen is None else ",".join(map(str, sorted(alleen))),
        await tx.nu(),
        HOOGSTE_AANTAL + 1,
    )
