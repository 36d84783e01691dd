"""De werkvoorraad: wie, wat, voor wanneer, volgens welk artikel; het meest verlopen staat bovenaan.

Eén vast SQL per vorm, geen samengestelde tekst. De lijst zonder filters en die van één medewerker zijn het meest
gevraagd en hebben hun eigen SQL: een filter dat leeg kan zijn, laat PostgreSQL bij elke vraag opnieuw een plan maken.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import msgspec

from core.law.streefdag import heeft_streefdag, streefdag
from core.platform.db.uow import Tx
from core.platform.http.paginering import Plaats
from core.platform.huis import Huis
from core.process.dossier.rijen import StaandeTermijn, Werkregel
from core.process.dossier.tables import GEEN_DATUM, Termijn
from core.process.dossier.waarover import WaaroverUit, waarover
from core.process.dossier.werksoorten import Soort

BEGIN = Plaats(vervaldatum=date.min, gemeente_id=UUID(int=0), id=UUID(int=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    behandelaar_id: UUID | None = None
    van_niemand: bool = False
    soorten: tuple[str, ...] = ()
    uiterlijk: date | None = None
    verlopen: bool = False

    def sleutel(self) -> tuple[object, ...]:
        return (self.behandelaar_id, self.van_niemand, self.soorten, self.uiterlijk, self.verlopen)

    def tot(self, vandaag: date) -> date | None:
        """De laatste vervaldatum die nog meedoet; verlopen is uiterlijk gisteren."""
        if not self.verlopen:
            return self.uiterlijk
        gisteren = vandaag - timedelta(days=1)
        return gisteren if self.uiterlijk is None else min(gisteren, self.uiterlijk)


class WerkUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een regel in de werkvoorraad. `streefdag` is wanneer de gemeente zelf klaar wil zijn (eigen beleid); te laat is
    het pas na `uitersteDag`. Bij `NAVRAGEN` is die ook eigen beleid (`navragen_binnen`), als er geen andere dag uit de
    vraag volgt; zij blijft zoals zij bij het begin was."""

    id: UUID
    soort: str
    omschrijving: str
    grond: str
    uiterste_dag: date | None
    streefdag: date | None
    verlopen: bool
    dossier_id: UUID | None
    kenmerk: str | None
    naam: str
    geheimhouding: bool
    fase: str | None
    behandelaar_id: UUID | None
    over: WaaroverUit | None
    versie: int


# The dossier and its person within one join: the policy is then looked at once for each line, not twice.
_ALLES = """
select w.id, w.soort, w.omschrijving, w.grond, w.vervaldatum, w.termijn_id, w.dossier_id, w.behandelaar_id, w.sleutel,
       w.versie, d.kenmerk, d.fase, p.naam, p.geheimhouding
from meedoen.werkitem w
left join (meedoen.dossier d join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id)
  on d.gemeente_id = $1 and d.id = w.dossier_id
where w.gemeente_id = $1 and w.status = 'open' and (w.vervaldatum, w.id) > ($2, $3)
order by w.vervaldatum, w.id limit $4"""
_VAN_EEN = """
select w.id, w.soort, w.omschrijving, w.grond, w.vervaldatum, w.termijn_id, w.dossier_id, w.behandelaar_id, w.sleutel,
       w.versie, d.kenmerk, d.fase, p.naam, p.geheimhouding
from meedoen.werkitem w
left join (meedoen.dossier d join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id)
  on d.gemeente_id = $1 and d.id = w.dossier_id
where w.gemeente_id = $1 and w.status = 'open' and (w.vervaldatum, w.id) > ($2, $3)
  and w.behandelaar_id = $4
order by w.vervaldatum, w.id limit $5"""
_GEFILTERD = """
select w.id, w.soort, w.omschrijving, w.grond, w.vervaldatum, w.termijn_id, w.dossier_id, w.behandelaar_id, w.sleutel,
       w.versie, d.kenmerk, d.fase, p.naam, p.geheimhouding
from meedoen.werkitem w
left join (meedoen.dossier d join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id)
  on d.gemeente_id = $1 and d.id = w.dossier_id
where w.gemeente_id = $1 and w.status = 'open' and (w.vervaldatum, w.id) > ($2, $3)
  and ($4::uuid is null or w.behandelaar_id = $4)
  and ($5::text is null or w.soort = any (string_to_array($5::text, ',')))
  and ($6::date is null or w.vervaldatum <= $6)
order by w.vervaldatum, w.id limit $7"""
_VAN_NIEMAND = """
select w.id, w.soort, w.omschrijving, w.grond, w.vervaldatum, w.termijn_id, w.dossier_id, w.behandelaar_id, w.sleutel,
       w.versie, d.kenmerk, d.fase, p.naam, p.geheimhouding
from meedoen.werkitem w
left join (select l.medewerker_id from meedoen.lidmaatschap l
  where l.gemeente_id = $1 and l.organisatie_id is null and l.ingetrokken_op is null
    and (l.tot is null or l.tot > statement_timestamp())
    and l.rol in ('klantmanager', 'teamleider')
  group by l.medewerker_id) hier on hier.medewerker_id = w.behandelaar_id
left join (meedoen.dossier d join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id)
  on d.gemeente_id = $1 and d.id = w.dossier_id
where w.gemeente_id = $1 and w.status = 'open' and (w.vervaldatum, w.id) > ($2, $3) and hier.medewerker_id is null
  and ($4::text is null or w.soort = any (string_to_array($4::text, ',')))
  and ($5::date is null or w.vervaldatum <= $5)
order by w.vervaldatum, w.id limit $6"""


async def pagina(
    tx: Tx, huis: Huis, *, filters: Filters, na: Plaats = BEGIN, limiet: int
) -> tuple[list[WerkUit], Plaats | None]:
    """Een pagina van de werkvoorraad en de plaats van de volgende; het lezen komt als één regel in het leeslog."""
    rijen = await _lees(tx, filters, na, limiet + 1)
    getoond = rijen[:limiet]
    dossiers = sorted({r.dossier_id for r in getoond if r.dossier_id})
    await huis.logboek.schrijf(tx, "werkvoorraad.lezen", "werkvoorraad", dossiers=dossiers)
    vandaag = await tx.vandaag()
    streefdagen = await _streefdagen(tx, huis, getoond, vandaag)
    volgende = None
    if len(rijen) > limiet:
        volgende = Plaats(vervaldatum=getoond[-1].vervaldatum, gemeente_id=tx.gemeente_id, id=getoond[-1].id)
    return [
        WerkUit(
            id=r.id,
            soort=r.soort,
            omschrijving=r.omschrijving,
            grond=r.grond,
            uiterste_dag=None if r.vervaldatum == GEEN_DATUM else r.vervaldatum,
            streefdag=streefdagen.get(r.termijn_id) if r.termijn_id else None,
            verlopen=r.vervaldatum < vandaag,
            dossier_id=r.dossier_id,
            kenmerk=r.kenmerk,
            naam=r.naam or "",
            geheimhouding=bool(r.geheimhouding),
            fase=r.fase,
            behandelaar_id=r.behandelaar_id,
            over=waarover(huis.proces.werk_over, r.soort, r.sleutel),
            versie=r.versie,
        )
        for r in getoond
    ], volgende


async def _lees(tx: Tx, f: Filters, na: Plaats, hoogste: int) -> list[Werkregel]:
    hier = (tx.gemeente_id, na.vervaldatum, na.id)
    soorten = ",".join(f.soorten) or None
    uiterlijk = f.tot(await tx.vandaag())
    if f.van_niemand:
        return await tx.fetch_als(Werkregel, _VAN_NIEMAND, *hier, soorten, uiterlijk, hoogste)
    if soorten is not None or uiterlijk is not None:
        return await tx.fetch_als(Werkregel, _GEFILTERD, *hier, f.behandelaar_id, soorten, uiterlijk, hoogste)
    if f.behandelaar_id is not None:
        return await tx.fetch_als(Werkregel, _VAN_EEN, *hier, f.behandelaar_id, hoogste)
    return await tx.fetch_als(Werkregel, _ALLES, *hier, hoogste)


async def _streefdagen(tx: Tx, huis: Huis, rijen: list[Werkregel], vandaag: date) -> dict[UUID, date]:
    """De streefdag per termijn; er wordt alleen gelezen als deze gemeente er een heeft."""
    recht = huis.recht_van(tx.gemeente_id)
    ids = {rij.termijn_id for rij in rijen if rij.termijn_id and rij.soort == Soort.PIP_VASTSTELLEN}
    if not ids or not heeft_streefdag(vandaag, recht=recht):
        return {}
    termijnen = await tx.lees_als(
        StaandeTermijn,
        StaandeTermijn.select().where((Termijn.gemeente_id == tx.gemeente_id) & Termijn.id.is_in(sorted(ids))),
    )
    dagen = {t.id: streefdag(t.soort, t.start, t.einde, recht=recht) for t in termijnen}
    return {id_: dag for id_, dag in dagen.items() if dag is not None}
