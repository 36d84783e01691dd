"""Toewijzingen: wat de gemeente ziet, en wat een organisatie ziet van wie haar is toegewezen, en niets meer.

Een organisatie leest de projectie van haar doel (`projecties`); iets anders kan haar rol niet lezen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

import msgspec

from core.fouten import NietGevonden
from core.platform.audit.logboek import Leesregel
from core.platform.db.uow import Tx
from core.platform.http.paginering import Plaats
from core.platform.huis import Huis
from core.process.dossier.tables import GEEN_DATUM
from core.process.dossier.zaak import lees_dossier
from core.process.toewijzing.al_gedaan import NIET_TE_LEZEN, NIET_VAN_U
from core.process.toewijzing.antwoorden import zoek_aanbod
from core.process.toewijzing.rijen import Begeleideregel, Leerlingregel, LeerlingRij, Lijstregel, ToewijzingRij
from core.process.toewijzing.tables import Leerling, Leerlingstatus, Toewijzing

L = TypeVar("L", bound=Lijstregel)
U = TypeVar("U")


class Organisatie(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een organisatie waarmee deze gemeente werkt. `nummer` is dat bij DUO van een taalschool, en van een ander dat bij
    de Kamer van Koophandel; `diensten` is wat zij voor iemand kan doen, leeg bij een taalschool."""

    id: UUID
    soort: str
    naam: str
    nummer: str
    diensten: list[str]


class Gevraagd(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat er van een taalschool gevraagd wordt: de leerroute, de uren (alleen van een asielstatushouder staan die in
    het PIP) en wanneer de lessen uiterlijk beginnen (art. 4.1 lid 1, onder g, Ri2021; ook alleen van hem)."""

    leerroute: str
    intensiteit_uren: int | None
    start_uiterlijk: date | None


class ToewijzingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een toewijzing zoals de gemeente haar ziet. Bij een inschrijving staat van wie de gemeente weet dat hij daar les
    volgt, en sinds wanneer. `schoolWacht`: de school leest nog niets, want het PIP is niet bekendgemaakt.
    `gevraagd` is wat zij bij het aanbod las; `weigerreden`, of `startOp`, `groep`, `locatie`, `contact` en
    `eigenNummer`, is wat zij antwoordde."""

    id: UUID
    organisatie_id: UUID
    doel: str
    dienst: str
    grond: str
    status: str
    aangeboden_op: datetime
    beantwoord_op: datetime | None
    beeindigd_op: datetime | None
    inschrijving_bron: str | None
    inschrijving_bekend_op: date | None
    school_wacht: bool
    gevraagd: Gevraagd | None
    weigerreden: str | None
    start_op: date | None
    groep: str
    locatie: str
    contact: str
    eigen_nummer: str
    versie: int


class EigenToewijzingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een regel in de lijst van een taalschool, over haar gemeenten heen. Tot er aanvaard is staat er niets in van wie
    het is; `gevraagd` zegt wat er gevraagd wordt, en de gemeente waar."""

    id: UUID
    gemeentecode: str
    gemeente: str
    status: str
    eigen_nummer: str
    naam: str
    geheimhouding: bool
    leerroute: str | None
    uiterste_dag: date | None
    gevraagd: Gevraagd | None
    versie: int


class EigenBegeleidingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Iemand die een maatschappelijke partner begeleidt of is aangeboden (art. 13 lid 1 Wi2021). Van de persoon staat
    er niets tot er aanvaard is; bij geheimhouding staat er geen adres."""

    id: UUID
    gemeentecode: str
    gemeente: str
    status: str
    eigen_nummer: str
    dienst: str
    grond: str
    kenmerk: str
    naam: str
    geheimhouding: bool
    adresregels: list[str]
    adres_in_onderzoek: bool
    sinds: date | None
    versie: int


class LeerlingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat een taalschool van haar leerling ziet: NAW, leerroute, termijn, en bij een asielstatushouder de intensiteit
    (art. 9.2 lid 3 Bi2021). `termijnWordtBijgewerkt`: DUO verschuift de termijn nog; tot dan is er geen einde."""

    toewijzing_id: UUID
    gemeentecode: str
    kenmerk: str
    eigen_nummer: str
    naam: str
    geheimhouding: bool
    adresregels: list[str]
    adres_in_onderzoek: bool
    leerroute: str | None
    intensiteit_uren: int | None
    termijn_van: date | None
    termijn_laatste_dag: date | None
    termijn_wordt_bijgewerkt: bool
    grond: str
    versie: int


async def organisaties(tx: Tx, huis: Huis) -> list[Organisatie]:
    """De organisaties waarmee deze gemeente werkt; het lezen komt in het leeslog."""
    await huis.logboek.schrijf(tx, "organisatie.lezen", "organisatie")
    hier = huis.tenant(tx.gemeente_id).organisaties
    return [
        Organisatie(id=o.id, soort=o.partij.naam, naam=o.naam, nummer=o.nummer, diensten=list(o.diensten)) for o in hier
    ]


async def van_dossier(tx: Tx, huis: Huis, dossier_id: UUID) -> list[ToewijzingUit]:
    """De toewijzingen van een dossier, oudste eerst.

    Raises:
        NietGevonden: het dossier bestaat niet.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "toewijzing.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    waar = (Toewijzing.gemeente_id == tx.gemeente_id) & (Toewijzing.dossier_id == dossier_id)
    rijen = await tx.lees_als(ToewijzingRij, ToewijzingRij.select().where(waar).order_by(Toewijzing.id))
    wacht = await _wacht(tx, dossier_id)
    namen = set(ToewijzingUit.__struct_fields__) - {"school_wacht", "gevraagd"}
    return [
        ToewijzingUit(
            **{naam: getattr(rij, naam) for naam in namen}, school_wacht=rij.id in wacht, gevraagd=_gevraagd(rij)
        )
        for rij in rijen
    ]


def _gevraagd(rij: ToewijzingRij | Leerlingregel) -> Gevraagd | None:
    if rij.gevraagd_leerroute is None:
        return None
    return Gevraagd(
        leerroute=rij.gevraagd_leerroute.omschrijving,
        intensiteit_uren=rij.gevraagd_uren,
        start_uiterlijk=rij.gevraagd_start,
    )


async def _wacht(tx: Tx, dossier_id: UUID) -> frozenset[UUID]:
    """De toewijzingen waarvan de school nog niets leest."""
    waar = (Leerling.gemeente_id == tx.gemeente_id) & (Leerling.dossier_id == dossier_id)
    rijen = await tx.lees_als(LeerlingRij, LeerlingRij.select().where(waar & (Leerling.status == Leerlingstatus.WACHT)))
    return frozenset(rij.id for rij in rijen)


# Een aanbod komt uit de toewijzing zelf: een organisatie leest van een projectie alleen wat zij aanvaardde.
_LIJST = """
select r.gemeente_id, r.id, r.dossier_id, r.status, r.volgorde, r.versie, r.eigen_nummer, r.naam, r.geheimhouding,
       r.leerroute, r.gevraagd_leerroute, r.gevraagd_uren, r.gevraagd_start, g.cbs_code, g.naam as gemeente
from (
  (select l.gemeente_id, l.id, l.dossier_id, l.status, l.vervaldatum as volgorde, l.versie, l.eigen_nummer, l.naam,
          l.geheimhouding, l.leerroute, null::text as gevraagd_leerroute, null::integer as gevraagd_uren,
          null::date as gevraagd_start
   from meedoen.leerling l
   where l.organisatie_id = $1 and (l.vervaldatum, l.gemeente_id, l.id) > ($2, $3, $4)
   order by l.vervaldatum, l.gemeente_id, l.id limit $5)
  union all
  (select t.gemeente_id, t.id, t.dossier_id, t.status, 'infinity', t.versie, '', '', false, null, t.gevraagd_leerroute,
          t.gevraagd_uren, t.gevraagd_start
   from meedoen.toewijzing t
   where t.organisatie_id = $1 and t.status = 'aangeboden' and t.doel = 'lesgeven' and t.ingetrokken_op is null
     and t.vanaf <= statement_timestamp() and (t.tot is null or t.tot > statement_timestamp())
     and ($2 < 'infinity'::date or (t.gemeente_id, t.id) > ($3, $4))
   order by t.gemeente_id, t.id limit $5)) r
join meedoen.gemeente g on g.id = r.gemeente_id
order by r.volgorde, r.gemeente_id, r.id limit $5"""
_BEGELEIDING = """
select r.gemeente_id, r.id, r.dossier_id, r.status, r.volgorde, r.versie, r.eigen_nummer, r.naam, r.geheimhouding,
       r.dienst, r.grond, r.kenmerk, r.adres_in_onderzoek, r.adresregel1, r.adresregel2, r.adresregel3, g.cbs_code,
       g.naam as gemeente
from (
  (select b.gemeente_id, b.id, b.dossier_id, b.status, b.sinds as volgorde, b.versie, b.eigen_nummer, b.naam,
          b.geheimhouding, b.dienst, b.grond, b.kenmerk, b.adres_in_onderzoek, b.adresregel1, b.adresregel2,
          b.adresregel3
   from meedoen.begeleide b
   where b.organisatie_id = $1 and (b.sinds, b.gemeente_id, b.id) > ($2, $3, $4)
   order by b.sinds, b.gemeente_id, b.id limit $5)
  union all
  (select t.gemeente_id, t.id, t.dossier_id, t.status, 'infinity', t.versie, '', '', false, t.dienst, t.grond, '',
          false, null, null, null
   from meedoen.toewijzing t
   where t.organisatie_id = $1 and t.status = 'aangeboden' and t.doel = 'begeleiding' and t.ingetrokken_op is null
     and t.vanaf <= statement_timestamp() and (t.tot is null or t.tot > statement_timestamp())
     and ($2 < 'infinity'::date or (t.gemeente_id, t.id) > ($3, $4))
   order by t.gemeente_id, t.id limit $5)) r
join meedoen.gemeente g on g.id = r.gemeente_id
order by r.volgorde, r.gemeente_id, r.id limit $5"""
BEGIN = Plaats(vervaldatum=date.min, gemeente_id=UUID(int=0), id=UUID(int=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bladzijde(Generic[U]):
    """Een pagina over gemeenten heen, met wat er van elke gemeente gelezen is; dat schrijft de rand."""

    regels: tuple[U, ...]
    leesregels: tuple[Leesregel, ...]
    volgende: Plaats | None


async def eigen_lijst(tx: Tx, *, na: Plaats = BEGIN, limiet: int) -> Bladzijde[EigenToewijzingUit]:
    """De aangeboden en aanvaarde leerlingen van deze school. Van een aanbod staat er wat er gevraagd wordt, en
    niets van wie het is; het komt achteraan."""
    waarden = (tx.toegang.organisatie_id, na.vervaldatum, na.gemeente_id, na.id, limiet + 1)
    return _bladzijde(
        await tx.fetch_als(Leerlingregel, _LIJST, *waarden), limiet, _leerlingregel, actie="eigen-toewijzing.lezen"
    )


def _leerlingregel(r: Leerlingregel) -> EigenToewijzingUit:
    return EigenToewijzingUit(
        id=r.id,
        gemeentecode=r.cbs_code,
        gemeente=r.gemeente,
        status=r.status,
        eigen_nummer=r.eigen_nummer,
        naam=r.naam,
        geheimhouding=r.geheimhouding,
        leerroute=None if r.leerroute is None else r.leerroute.omschrijving,
        uiterste_dag=None if r.volgorde == GEEN_DATUM else r.volgorde,
        gevraagd=_gevraagd(r),
        versie=r.versie,
    )


async def eigen_begeleiding(tx: Tx, *, na: Plaats = BEGIN, limiet: int) -> Bladzijde[EigenBegeleidingUit]:
    """Wie deze partner begeleidt, langst eerst, en daarna wie hem is aangeboden."""
    waarden = (tx.toegang.organisatie_id, na.vervaldatum, na.gemeente_id, na.id, limiet + 1)
    return _bladzijde(
        await tx.fetch_als(Begeleideregel, _BEGELEIDING, *waarden),
        limiet,
        _begeleideregel,
        actie="eigen-begeleiding.lezen",
    )


def _begeleideregel(r: Begeleideregel) -> EigenBegeleidingUit:
    return EigenBegeleidingUit(
        id=r.id,
        gemeentecode=r.cbs_code,
        gemeente=r.gemeente,
        status=r.status,
        eigen_nummer=r.eigen_nummer,
        dienst=r.dienst,
        grond=r.grond,
        kenmerk=r.kenmerk,
        naam=r.naam,
        geheimhouding=r.geheimhouding,
        adresregels=_adresregels(r.adresregel1, r.adresregel2, r.adresregel3),
        adres_in_onderzoek=r.adres_in_onderzoek,
        sinds=None if r.volgorde == GEEN_DATUM else r.volgorde,
        versie=r.versie,
    )


def _bladzijde(rijen: list[L], limiet: int, maak: Callable[[L], U], *, actie: str) -> Bladzijde[U]:
    pagina = rijen[:limiet]
    gelezen: dict[UUID, list[UUID]] = {}
    for r in pagina:
        gelezen.setdefault(r.gemeente_id, []).append(r.dossier_id)
    volgende = None
    if len(rijen) > limiet:
        laatste = pagina[-1]
        volgende = Plaats(vervaldatum=laatste.volgorde, gemeente_id=laatste.gemeente_id, id=laatste.id)
    return Bladzijde(
        regels=tuple(maak(r) for r in pagina),
        leesregels=tuple(
            Leesregel(gemeente_id=gemeente_id, actie=actie, object="toewijzing", dossiers=tuple(dossiers))
            for gemeente_id, dossiers in sorted(gelezen.items())
        ),
        volgende=volgende,
    )


async def leerling(tx: Tx, huis: Huis, toewijzing_id: UUID) -> LeerlingUit:
    """Eén aanvaarde leerling van deze school.

    Raises:
        NietGevonden: de toewijzing is er niet, is niet van deze school, of is niet (meer) aanvaard.
    """
    waar = (
        (Leerling.gemeente_id == tx.gemeente_id)
        & (Leerling.id == toewijzing_id)
        & (Leerling.organisatie_id == tx.toegang.organisatie_id)
    )
    r = await tx.lees_een_als(LeerlingRij, LeerlingRij.select().where(waar))
    if r is None:
        raise NietGevonden(await _waarom_niet(tx, toewijzing_id))
    await huis.logboek.schrijf(tx, "leerling.lezen", "toewijzing", object_id=toewijzing_id, dossiers=[r.dossier_id])
    return LeerlingUit(
        toewijzing_id=r.id,
        gemeentecode=huis.tenant(r.gemeente_id).code,
        kenmerk=r.kenmerk,
        eigen_nummer=r.eigen_nummer,
        naam=r.naam,
        geheimhouding=r.geheimhouding,
        adresregels=_adresregels(r.adresregel1, r.adresregel2, r.adresregel3),
        adres_in_onderzoek=r.adres_in_onderzoek,
        leerroute=None if r.leerroute is None else r.leerroute.omschrijving,
        intensiteit_uren=r.intensiteit,
        termijn_van=r.termijn_van,
        termijn_laatste_dag=None if r.vervaldatum == GEEN_DATUM else r.vervaldatum,
        termijn_wordt_bijgewerkt=r.termijn_wordt_bijgewerkt,
        grond=r.grond,
        versie=r.versie,
    )


async def _waarom_niet(tx: Tx, toewijzing_id: UUID) -> str:
    """Waarom deze school niemand leest; van een eigen aanbod wat ermee gebeurde, en van wie het is niets."""
    rij = await zoek_aanbod(tx, toewijzing_id)
    status = None if rij is None else rij.status
    return NIET_TE_LEZEN.get(status, NIET_VAN_U) if status is not None else NIET_VAN_U


def _adresregels(*regels: str | None) -> list[str]:
    """Het adres zoals de BRP het samenstelt; niets bij geheimhouding."""
    return [regel for regel in regels if regel]
