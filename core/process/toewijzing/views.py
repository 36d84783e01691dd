"""Toewijzingen: wat de gemeente ziet, en wat een taalschool van haar eigen leerlingen ziet, en niets meer.

Wat een taalschool mag lezen is een kolomrecht in de database; `LeerlingUit` kan niets anders bevatten. Een dossier met
geheimhouding toont haar geen adres.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import msgspec

from core.fouten import NietGevonden
from core.law.leerroutes import Leerroute
from core.platform.audit.logboek import Leesregel
from core.platform.db.uow import Tx
from core.platform.http.paginering import Plaats
from core.platform.huis import Huis
from core.process.dossier.namen import volledige_naam
from core.process.dossier.tables import GEEN_DATUM
from core.process.toewijzing.tables import Toewijzing


class ToewijzingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een toewijzing zoals de gemeente haar ziet."""

    id: UUID
    organisatie_id: UUID
    doel: str
    grond: str
    status: str
    vanaf: datetime
    beantwoord_op: datetime | None
    ingetrokken_op: datetime | None
    versie: int


class EigenToewijzingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een regel in de lijst van een taalschool, over haar gemeenten heen. Tot er aanvaard is staat er niets van de
    persoon in: geen naam, geen leerroute en geen dag."""

    id: UUID
    gemeentecode: str
    gemeente: str
    status: str
    naam: str
    leerroute: str | None
    uiterste_dag: date | None
    versie: int


class LeerlingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat een taalschool van haar leerling ziet: NAW, leerroute, intensiteit en termijn (art. 9.2 lid 3 Bi2021)."""

    toewijzing_id: UUID
    gemeentecode: str
    kenmerk: str
    naam: str
    adres: str | None
    postcode: str | None
    plaats: str | None
    leerroute: str | None
    intensiteit_uren: int | None
    termijn_van: date | None
    termijn_laatste_dag: date | None
    grond: str
    versie: int


async def van_dossier(tx: Tx, dossier_id: UUID) -> list[ToewijzingUit]:
    """De toewijzingen van een dossier, oudste eerst."""
    rijen = await tx.lees(
        Toewijzing.select(
            Toewijzing.id,
            Toewijzing.organisatie_id,
            Toewijzing.doel,
            Toewijzing.grond,
            Toewijzing.status,
            Toewijzing.vanaf,
            Toewijzing.beantwoord_op,
            Toewijzing.ingetrokken_op,
            Toewijzing.versie,
        )
        .where((Toewijzing.gemeente_id == tx.gemeente_id) & (Toewijzing.dossier_id == dossier_id))
        .order_by(Toewijzing.id)
    )
    return [ToewijzingUit(**rij) for rij in rijen]


_LIJST = """
select t.gemeente_id, t.id, t.dossier_id, t.status, t.vervaldatum, t.versie, g.cbs_code, g.naam as gemeente,
       d.leerroute, p.voornamen, p.voorvoegsel, p.geslachtsnaam
from meedoen.toewijzing t
join meedoen.gemeente g on g.id = t.gemeente_id
left join meedoen.dossier d on d.gemeente_id = t.gemeente_id and d.id = t.dossier_id and t.status = 'aanvaard'
left join meedoen.persoon p on p.gemeente_id = t.gemeente_id and p.id = t.persoon_id and t.status = 'aanvaard'
where t.organisatie_id = $1 and t.status in ('aangeboden', 'aanvaard') and t.ingetrokken_op is null
  and t.vanaf <= statement_timestamp() and (t.tot is null or t.tot > statement_timestamp())
  and (t.vervaldatum, t.gemeente_id, t.id) > ($2, $3, $4)
order by t.vervaldatum, t.gemeente_id, t.id limit $5"""
_LEERLING = """
select t.id, t.dossier_id, t.grond, t.versie, g.cbs_code, d.kenmerk, d.leerroute, d.intensiteit, d.termijn_van,
       d.termijn_tot, p.voornamen, p.voorvoegsel, p.geslachtsnaam, p.straat, p.huisnummer, p.postcode, p.plaats,
       p.geheimhouding
from meedoen.toewijzing t
join meedoen.gemeente g on g.id = t.gemeente_id
join meedoen.dossier d on d.gemeente_id = t.gemeente_id and d.id = t.dossier_id
join meedoen.persoon p on p.gemeente_id = t.gemeente_id and p.id = t.persoon_id
where t.gemeente_id = $1 and t.id = $2 and t.organisatie_id = $3 and t.status = 'aanvaard'"""
BEGIN = Plaats(vervaldatum=date.min, gemeente_id=UUID(int=0), id=UUID(int=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class EigenLijst:
    """Een pagina over gemeenten heen, met wat er van elke gemeente gelezen is."""

    regels: tuple[EigenToewijzingUit, ...]
    leesregels: tuple[Leesregel, ...]
    volgende: Plaats | None


async def eigen_lijst(tx: Tx, *, na: Plaats = BEGIN, limiet: int) -> EigenLijst:
    """De aangeboden en aanvaarde leerlingen van deze school. Wat er gelezen is schrijft de rand, per gemeente."""
    rijen = await tx.fetch(_LIJST, tx.toegang.organisatie_id, na.vervaldatum, na.gemeente_id, na.id, limiet + 1)
    pagina = rijen[:limiet]
    volgende = None
    if len(rijen) > limiet:
        laatste = pagina[-1]
        volgende = Plaats(vervaldatum=laatste["vervaldatum"], gemeente_id=laatste["gemeente_id"], id=laatste["id"])
    return EigenLijst(
        regels=tuple(
            EigenToewijzingUit(
                id=r["id"],
                gemeentecode=r["cbs_code"],
                gemeente=r["gemeente"],
                status=r["status"],
                naam=volledige_naam(r["voornamen"] or "", r["voorvoegsel"] or "", r["geslachtsnaam"] or ""),
                leerroute=None if r["leerroute"] is None else Leerroute(r["leerroute"]).omschrijving,
                uiterste_dag=r["vervaldatum"] if r["status"] == "aanvaard" and r["vervaldatum"] != GEEN_DATUM else None,
                versie=r["versie"],
            )
            for r in pagina
        ),
        leesregels=tuple(
            Leesregel(
                gemeente_id=gemeente_id,
                actie="eigen-toewijzing.lezen",
                object="toewijzing",
                dossiers=tuple(r["dossier_id"] for r in pagina if r["gemeente_id"] == gemeente_id),
            )
            for gemeente_id in sorted({r["gemeente_id"] for r in pagina})
        ),
        volgende=volgende,
    )


async def leerling(tx: Tx, huis: Huis, toewijzing_id: UUID) -> LeerlingUit:
    """Eén aanvaarde leerling van deze school.

    Raises:
        NietGevonden: de toewijzing is er niet, is niet van deze school, of is niet (meer) aanvaard.
    """
    r = await tx.fetchrow(_LEERLING, tx.gemeente_id, toewijzing_id, tx.toegang.organisatie_id)
    if r is None:
        raise NietGevonden("Deze leerling bestaat niet, of is u niet (meer) toegewezen.")
    await huis.logboek.schrijf(tx, "leerling.lezen", "toewijzing", object_id=toewijzing_id, dossiers=[r["dossier_id"]])
    open_adres = not r["geheimhouding"]
    tot: date | None = r["termijn_tot"]
    return LeerlingUit(
        toewijzing_id=r["id"],
        gemeentecode=r["cbs_code"],
        kenmerk=r["kenmerk"],
        naam=volledige_naam(r["voornamen"], r["voorvoegsel"], r["geslachtsnaam"]),
        adres=f"{r['straat']} {r['huisnummer']}".strip() if open_adres else None,
        postcode=r["postcode"] if open_adres else None,
        plaats=r["plaats"] if open_adres else None,
        leerroute=None if r["leerroute"] is None else Leerroute(r["leerroute"]).omschrijving,
        intensiteit_uren=r["intensiteit"],
        termijn_van=r["termijn_van"],
        termijn_laatste_dag=None if tot is None else date.fromordinal(tot.toordinal() - 1),
        grond=r["grond"],
        versie=r["versie"],
    )
