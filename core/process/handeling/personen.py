"""De werkvoorraad per persoon: wie het eerst aan de beurt is, wat er nu met hem kan, en hoeveel werk er ligt."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from core.law.handelingen import aan_zet
from core.platform.db.rij import JSONB, Rij
from core.platform.db.uow import Tx
from core.platform.http.paginering import Plaats
from core.platform.huis import Huis
from core.process.dossier.tables import GEEN_DATUM
from core.process.dossier.werklijst import BEGIN, Filters
from core.process.dossier.zaak import lees_dossiers
from core.process.handeling.views import beeld_van
from core.process.mandaat.register import lees_beslisser

_PERSONEN = """
with werk as (
  select w.dossier_id, w.vervaldatum
  from meedoen.werkitem w
  left join (select l.medewerker_id from meedoen.lidmaatschap l
    where l.gemeente_id = $1 and l.organisatie_id is null and l.ingetrokken_op is null
      and (l.tot is null or l.tot > statement_timestamp())
      and l.rol in ('klantmanager', 'teamleider')
    group by l.medewerker_id) hier on hier.medewerker_id = w.behandelaar_id
  where w.gemeente_id = $1 and w.status = 'open' and w.dossier_id is not null
    and ($4::uuid is null or w.behandelaar_id = $4)
    and ($5::text is null or w.soort = any (string_to_array($5::text, ',')))
    and ($6::date is null or w.vervaldatum <= $6)
    and (not $7::boolean or hier.medewerker_id is null)
), pagina as (
  select dossier_id, min(vervaldatum) as eerste
  from werk group by dossier_id having (min(vervaldatum), dossier_id) > ($2, $3)
  order by min(vervaldatum), dossier_id limit $8
)
select g.dossier_id, g.eerste, d.kenmerk, d.behandelaar_id, p.naam, p.geheimhouding,
  (select json_agg(s) from (
     select w.soort, count(*) as aantal, nullif(min(w.vervaldatum), 'infinity') as eerste_dag
     from meedoen.werkitem w where w.gemeente_id = $1 and w.dossier_id = g.dossier_id and w.status = 'open'
     group by w.soort order by min(w.vervaldatum), w.soort) s) as werk
from pagina g
join meedoen.dossier d on d.gemeente_id = $1 and d.id = g.dossier_id
join meedoen.persoon p on p.gemeente_id = $1 and p.id = d.persoon_id
order by g.eerste, g.dossier_id"""


class SoortWerk(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het open werk van één soort bij deze persoon."""

    soort: str
    aantal: int
    eerste_dag: date | None


class PersoonMetWerk(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een persoon met open werk. `handeling` is wat nu als eerste mag, met `watNu` in woorden; zonder handeling zegt
    `watNu` wat er tegenhoudt, of waarop de fase wacht. `werk` telt al zijn open werk, ook wat het filter niet zocht."""

    dossier_id: UUID
    kenmerk: str
    naam: str
    geheimhouding: bool
    fase: str
    behandelaar_id: UUID | None
    handeling: str | None
    wat_nu: str
    eerste_dag: date | None
    verlopen: bool
    werk: list[SoortWerk]


class _Geteld(msgspec.Struct, frozen=True):
    soort: str
    aantal: int
    eerste_dag: date | None


class Persoonsregel(Rij, frozen=True):
    """Een regel van de werkvoorraad per persoon."""

    dossier_id: UUID
    eerste: date
    kenmerk: str
    behandelaar_id: UUID | None
    naam: str
    geheimhouding: bool
    werk: Annotated[tuple[_Geteld, ...], JSONB]


async def pagina(
    tx: Tx, huis: Huis, *, filters: Filters, na: Plaats = BEGIN, limiet: int
) -> tuple[list[PersoonMetWerk], Plaats | None]:
    """Een pagina personen en de plaats van de volgende; het lezen komt als één regel in het leeslog."""
    rijen = await tx.fetch_als(
        Persoonsregel,
        _PERSONEN,
        tx.gemeente_id,
        na.vervaldatum,
        na.id,
        filters.behandelaar_id,
        ",".join(filters.soorten) or None,
        filters.tot(await tx.vandaag()),
        filters.van_niemand,
        limiet + 1,
    )
    getoond = rijen[:limiet]
    await huis.logboek.schrijf(tx, "werkvoorraad.personen", "werkvoorraad", dossiers=[r.dossier_id for r in getoond])
    volgende = None
    if len(rijen) > limiet:
        volgende = Plaats(vervaldatum=getoond[-1].eerste, gemeente_id=tx.gemeente_id, id=getoond[-1].dossier_id)
    return await _toon(tx, huis, getoond), volgende


async def _toon(tx: Tx, huis: Huis, rijen: list[Persoonsregel]) -> list[PersoonMetWerk]:
    vandaag, recht = await tx.vandaag(), huis.recht_van(tx.gemeente_id)
    dossiers = {rij.id: rij for rij in await lees_dossiers(tx, [rij.dossier_id for rij in rijen])}
    beslisser = await lees_beslisser(tx)
    personen = []
    for rij in rijen:
        dossier = dossiers[rij.dossier_id]
        beeld = await beeld_van(tx, huis, dossier, beslisser, om_te_weigeren=False)
        beurt = aan_zet(beeld, peildatum=vandaag, recht=recht)
        personen.append(
            PersoonMetWerk(
                dossier_id=rij.dossier_id,
                kenmerk=rij.kenmerk,
                naam=rij.naam,
                geheimhouding=rij.geheimhouding,
                fase=dossier.fase,
                behandelaar_id=rij.behandelaar_id,
                handeling=beurt.handeling,
                wat_nu=beurt.wat_nu,
                eerste_dag=None if rij.eerste == GEEN_DATUM else rij.eerste,
                verlopen=rij.eerste < vandaag,
                werk=[SoortWerk(soort=w.soort, aantal=w.aantal, eerste_dag=w.eerste_dag) for w in rij.werk],
            )
        )
    return personen
