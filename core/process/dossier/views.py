"""Het dossier zoals een medewerker het leest: persoon, plicht, termijnen met hun afleiding en het open werk; en wie er
bij de gemeente werken."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

import msgspec

from core.fouten import NietGevonden
from core.law.buurlezing import ELDERS
from core.law.fasen import Fase, mogelijke_overgangen
from core.law.intake import kwam_met_pip
from core.law.termijn_tonen import toon_termijn
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.process.dossier.briefadres import lees_alle as lees_briefadressen
from core.process.dossier.correctie import lees_alle as lees_correcties
from core.process.dossier.dossierrijen import Dossierbeeld
from core.process.dossier.geschiedenis import GeschiedenisUit, beeld, lees_adressen, lees_namen
from core.process.dossier.nagaan import NagegaanUit, nagegaan_bij
from core.process.dossier.persoon import lees_persoon
from core.process.dossier.rijen import BriefadresRij, Onleesbaar, OpenWerk, Termijnbeeld
from core.process.dossier.samenvoegrijen import Samenvoegingsbeeld
from core.process.dossier.termijn_uit import TermijnUit, termijn_uit
from core.process.dossier.waarover import WaaroverUit, waarover
from core.process.dossier.zaak import lees_dossier


class Collega(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een medewerker van deze gemeente."""

    id: UUID
    naam: str
    functie: str
    rollen: list[str]


class PersoonUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wie het is. Het BSN staat er niet bij; alleen of het bekend is. Een geboortedatum of overlijdensdatum kan
    onvolledig zijn, en ook `adresVanaf`, de dag dat het adres inging. Naam, aanschrijfnaam, aanhef en adresregels zijn
    zoals de BRP ze samenstelt; `inOnderzoek` noemt waar zij aan twijfelt, en `onleesbaar` wat Meedoen niet kon lezen,
    met wat er stond. Bij `adressoort` `verhuisd` is het adres dat van voor de verhuizing naar `ingeschrevenIn`; het
    nieuwe bewaart deze gemeente niet."""

    naam: str
    aanschrijfnaam: str
    aanhef: str
    geboren: str | None
    adressoort: str
    adresregels: list[str]
    adres_vanaf: str | None
    ingeschreven_in: str | None
    ingeschreven_in_naam: str | None
    opschorting: str | None
    in_onderzoek: list[str]
    onleesbaar: list[Onleesbaar]
    geheimhouding: bool
    overleden: bool
    overlijdensdatum: str | None
    bsn_bekend: bool
    v_nummer_bekend: bool
    brp_gelezen_op: datetime | None


class WerkitemKort(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een open stuk werk in dit dossier."""

    id: UUID
    soort: str
    omschrijving: str
    grond: str
    uiterste_dag: date | None
    over: WaaroverUit | None
    versie: int


class WijzigingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Eén veld van een correctie, als tekst; `null` is leeg."""

    veld: str
    oud: str | None
    nieuw: str | None


class CorrectieUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Wat is teruggenomen: van welk object, per veld wat er stond en nu staat, waarom, door wie en wanneer."""

    id: UUID
    object: str
    object_id: UUID
    wijzigingen: list[WijzigingUit]
    motief: str
    vastgelegd_door: UUID
    vastgelegd_op: datetime


class SamenvoegCollegebesluitUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Het besluit van het college zelf, zoals wie besliste het opgaf; `nagegaan` is wat een ander daarvan zag, en leeg
    zolang niemand het zag.

    `opEigenVoorstel`: wie het voorstelde legde dit ook zelf vast; dan keek in Meedoen geen tweede mens mee.
    """

    nummer: str
    datum: date
    op_eigen_voorstel: bool
    nagegaan: NagegaanUit | None


class SamenvoegingUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Met welk dossier dit is samengevoegd, of waarmee iemand dat voorstelt.

    `opgegaan`: dit is het dossier dat opging in het andere; is het `uitgevoerd`, dan staat alles daar. Soort
    `uiteenhalen` zegt dat een eerdere samenvoeging niet klopte.
    """

    id: UUID
    soort: str
    status: str
    dossier_id: UUID
    opgegaan: bool
    motief: str
    vastgelegd_door: UUID
    vastgelegd_op: datetime
    besloten_door: UUID | None
    besloten_op: datetime | None
    collegebesluit: SamenvoegCollegebesluitUit | None


class DossierUit(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een dossier. Beide datums van B25 blijven zichtbaar, ook na de keuze. `termijnWordtBijgewerkt`: DUO gaat nog uit
    van een dagtekening die niet meer geldt; tot zij de termijn verschuift is er geen einde dat geldt.

    Verhuisde de persoon en kwam hij terug, dan noemt zijn zaak van nu de eerdere (`eerderDossierId`) en de dag, en de
    eerdere die van daarna (`vervolgDossierId`).
    """

    id: UUID
    kenmerk: str
    fase: str
    kan_nu: list[str]
    persoon: PersoonUit
    doelgroep: str | None
    fijne_doelgroep: str | None
    leerroute: str | None
    intensiteit_uren: int | None
    behandelaar_id: UUID | None
    plicht_vanaf: date | None
    plicht_tot: date | None
    reden_geen_plicht: str | None
    kennisgeving_op: date | None
    ss139_op: date | None
    vestiging_op: date | None
    gekozen_regel: str | None
    gekozen_motief: str
    termijn_van: date | None
    termijn_laatste_dag: date | None
    termijn_wordt_bijgewerkt: bool
    let_op: str
    eerder_dossier_id: UUID | None
    teruggekeerd_op: date | None
    vervolg_dossier_id: UUID | None
    geopend_op: datetime
    termijnen: list[TermijnUit]
    werk: list[WerkitemKort]
    samenvoegingen: list[SamenvoegingUit]
    versie: int


@cache
def _kan_nu(fase: Fase) -> tuple[str, ...]:
    return tuple(sorted({str(o.aanleiding) for o in mogelijke_overgangen(fase)}))


_TERMIJNEN = """
select id, soort, status, start, start_gebeurtenis, ruw_einde, einde, atw, grond, uitleg, besluit_bekend, bron,
       handeling_op, gedrukt_einde, recht_versie
from meedoen.termijn where gemeente_id = $1 and dossier_id = $2 order by id"""
_DOSSIER = """
select d.id, d.kenmerk, d.fase, d.doelgroep, d.fijne_doelgroep, d.leerroute, d.intensiteit, d.behandelaar_id,
       d.plicht_vanaf, d.plicht_tot, d.reden_geen_plicht, d.kennisgeving_op, d.ss139_op, d.vestiging_op, d.ss120_op,
       d.ss121_op, d.eerder_id, d.teruggekeerd_op, d.plan_bekend, d.oproepronde, v.id as vervolg_id, v.kenmerk as
       vervolg_kenmerk, d.gekozen_regel, d.gekozen_motief, d.termijn_van, d.termijn_tot, d.termijn_oude_van, d.let_op,
       d.geopend_op, d.versie, p.naam, p.aanschrijfnaam, p.aanhef, p.geboortedatum, p.adressoort, p.adresregel1,
       p.adresregel2, p.adresregel3, p.adres_vanaf, p.inschrijving_gemeente, p.inschrijving_gemeentenaam, p.opschorting,
       p.in_onderzoek, p.onleesbaar, p.geheimhouding, p.overleden, p.overlijdensdatum, p.brp_gelezen_op,
       exists (select from meedoen.persoon_nummer n where n.gemeente_id = $1
               and n.persoon_id = d.persoon_id and n.soort = 'bsn') as bsn_bekend,
       exists (select from meedoen.persoon_nummer n where n.gemeente_id = $1
               and n.persoon_id = d.persoon_id and n.soort = 'vnummer') as v_nummer_bekend,
       (select coalesce(json_agg(t), '[]') from (
          select id, soort, status, start, start_gebeurtenis, ruw_einde, einde, atw, grond, uitleg, besluit_bekend,
                 bron, handeling_op, gedrukt_einde, recht_versie
          from meedoen.termijn where gemeente_id = $1 and dossier_id = $2 order by id) t) as termijnen,
       (select coalesce(json_agg(w), '[]') from (
          select id, soort, omschrijving, grond, nullif(vervaldatum, 'infinity') as uiterste_dag, sleutel, versie
          from meedoen.werkitem where gemeente_id = $1 and dossier_id = $2 and status = 'open'
          order by vervaldatum, id) w) as werk,
       (select coalesce(json_agg(s), '[]') from (
          select id, soort, status, case when dossier_id = $2 then met_dossier_id else dossier_id end as dossier_id,
                 dossier_id = $2 as opgegaan, motief, vastgelegd_door, vastgelegd_op, besloten_door, besloten_op,
                 college_nummer, college_datum
          from meedoen.samenvoeging where gemeente_id = $1 and $2 in (dossier_id, met_dossier_id)
          order by vastgelegd_op, id) s)
         as samenvoegingen
from meedoen.dossier d
join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id
left join meedoen.dossier v on v.gemeente_id = $1 and v.eerder_id = d.id
where d.gemeente_id = $1 and d.id = $2"""


TERUGGEKOMEN = "De persoon woont hier weer. Zijn zaak van nu is dossier {kenmerk}; wat hier nog loopt blijft hier."


async def _let_op(tx: Tx, huis: Huis, r: Dossierbeeld) -> str:
    """Wat er in het dossier staat, en wat elke stap erbij weet."""
    met_pip = r.plan_bekend or kwam_met_pip(ss120_op=r.ss120_op, ss121_op=r.ss121_op)
    met_eerder = r.eerder_id is not None or r.oproepronde > 1
    erbij = [await weet(tx, huis, r.id, r.fase, met_pip=met_pip, met_eerder=met_eerder) for weet in huis.proces.let_op]
    vervolg = "" if r.vervolg_kenmerk is None else TERUGGEKOMEN.format(kenmerk=r.vervolg_kenmerk)
    return " ".join(wat for wat in (vervolg, r.let_op, *erbij) if wat)


async def dossier(tx: Tx, huis: Huis, dossier_id: UUID) -> DossierUit:
    """Eén dossier met alles erbij; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het bestaat niet, of niet in deze gemeente.
    """
    r = await tx.fetchrow_als(Dossierbeeld, _DOSSIER, tx.gemeente_id, dossier_id)
    if r is None:
        raise NietGevonden("Dit dossier bestaat niet.")
    await huis.logboek.schrijf(tx, "dossier.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    nagegaan = await _nagegaan(tx, dossier_id, r.samenvoegingen)
    recht, termijn = huis.recht_van(tx.gemeente_id), toon_termijn(r.termijn_van, r.termijn_tot, r.termijn_oude_van)
    vandaag = await tx.vandaag()
    return DossierUit(
        id=r.id,
        kenmerk=r.kenmerk,
        fase=r.fase,
        kan_nu=list(_kan_nu(r.fase)),
        persoon=_persoon(r),
        doelgroep=r.doelgroep,
        fijne_doelgroep=r.fijne_doelgroep,
        leerroute=r.leerroute,
        intensiteit_uren=r.intensiteit,
        behandelaar_id=r.behandelaar_id,
        plicht_vanaf=r.plicht_vanaf,
        plicht_tot=r.plicht_tot,
        reden_geen_plicht=r.reden_geen_plicht,
        kennisgeving_op=r.kennisgeving_op,
        ss139_op=r.ss139_op,
        vestiging_op=r.vestiging_op,
        gekozen_regel=r.gekozen_regel,
        gekozen_motief=r.gekozen_motief,
        termijn_van=termijn.van,
        termijn_laatste_dag=None if termijn.tot is None else termijn.tot - timedelta(days=1),
        termijn_wordt_bijgewerkt=termijn.wordt_bijgewerkt,
        let_op=await _let_op(tx, huis, r),
        eerder_dossier_id=r.eerder_id,
        teruggekeerd_op=r.teruggekeerd_op,
        vervolg_dossier_id=r.vervolg_id,
        geopend_op=r.geopend_op,
        termijnen=[termijn_uit(t, recht, r.termijn_oude_van, vandaag=vandaag) for t in r.termijnen],
        werk=[_werk(huis, w) for w in r.werk],
        samenvoegingen=[_samenvoeging(s, nagegaan.get(s.id)) for s in r.samenvoegingen],
        versie=r.versie,
    )


def collegebesluit_uit(
    nummer: str, datum: date | None, *, zelf: bool, nagegaan: NagegaanUit | None
) -> SamenvoegCollegebesluitUit | None:
    """Het besluit van het college zelf, als daarop is beslist; `zelf`: door wie het ook voorstelde."""
    if datum is None:
        return None
    return SamenvoegCollegebesluitUit(nummer=nummer, datum=datum, op_eigen_voorstel=zelf, nagegaan=nagegaan)


async def _nagegaan(tx: Tx, hier: UUID, samenvoegingen: Iterable[Samenvoegingsbeeld]) -> dict[UUID, NagegaanUit]:
    """Het werk staat bij het dossier dat bleef; dat kan het andere zijn."""
    erbij = {s.dossier_id for s in samenvoegingen if s.college_datum is not None}
    return await nagegaan_bij(tx, hier, *sorted(erbij)) if erbij else {}


def _samenvoeging(beeld: Samenvoegingsbeeld, nagegaan: NagegaanUit | None) -> SamenvoegingUit:
    velden = msgspec.structs.asdict(beeld)
    college = collegebesluit_uit(
        velden.pop("college_nummer"),
        velden.pop("college_datum"),
        zelf=beeld.besloten_door == beeld.vastgelegd_door,
        nagegaan=nagegaan,
    )
    return SamenvoegingUit(collegebesluit=college, **velden)


async def briefadressen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[BriefadresRij]:
    """De met de hand vastgelegde adressen, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "briefadres.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return await lees_briefadressen(tx, dossier_id)


async def geschiedenis(tx: Tx, huis: Huis, dossier_id: UUID) -> GeschiedenisUit:
    """De namen en adressen die niet meer gelden; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    dossier = await lees_dossier(tx, dossier_id)
    wie = dossier.persoon_id
    await huis.logboek.schrijf(tx, "persoon.geschiedenis", "persoon", object_id=wie, dossiers=[dossier_id])
    return beeld(
        await lees_persoon(tx, dossier),
        await lees_namen(tx, wie),
        await lees_adressen(tx, wie),
        await lees_briefadressen(tx, dossier_id),
    )


async def correcties(tx: Tx, huis: Huis, dossier_id: UUID) -> list[CorrectieUit]:
    """Wat in een dossier is teruggenomen, oudste eerst; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "correctie.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    return msgspec.convert(await lees_correcties(tx, dossier_id), list[CorrectieUit], from_attributes=True)


async def termijnen(tx: Tx, huis: Huis, dossier_id: UUID) -> list[TermijnUit]:
    """De termijnen van een dossier, ook die vervielen, op volgorde van ontstaan; het lezen komt in het leeslog.

    Raises:
        NietGevonden: het dossier bestaat niet, of niet in deze gemeente.
    """
    rij = await lees_dossier(tx, dossier_id)
    await huis.logboek.schrijf(tx, "termijn.lezen", "dossier", object_id=dossier_id, dossiers=[dossier_id])
    recht = huis.recht_van(tx.gemeente_id)
    vandaag = await tx.vandaag()
    beelden = await tx.fetch_als(Termijnbeeld, _TERMIJNEN, tx.gemeente_id, dossier_id)
    return [termijn_uit(t, recht, rij.termijn_oude_van, vandaag=vandaag) for t in beelden]


def _persoon(r: Dossierbeeld) -> PersoonUit:
    return PersoonUit(
        naam=r.naam,
        aanschrijfnaam=r.aanschrijfnaam,
        aanhef=r.aanhef,
        geboren=r.geboortedatum or None,
        adressoort=r.adressoort,
        adresregels=[regel for regel in (r.adresregel1, r.adresregel2, r.adresregel3) if regel],
        adres_vanaf=r.adres_vanaf or None,
        ingeschreven_in=None if r.inschrijving_gemeente in ("", ELDERS) else r.inschrijving_gemeente,
        ingeschreven_in_naam=r.inschrijving_gemeentenaam or None,
        opschorting=r.opschorting or None,
        in_onderzoek=list(r.in_onderzoek),
        onleesbaar=list(r.onleesbaar),
        geheimhouding=r.geheimhouding,
        overleden=r.overleden,
        overlijdensdatum=r.overlijdensdatum or None,
        bsn_bekend=r.bsn_bekend,
        v_nummer_bekend=r.v_nummer_bekend,
        brp_gelezen_op=r.brp_gelezen_op,
    )


def _werk(huis: Huis, w: OpenWerk) -> WerkitemKort:
    return WerkitemKort(
        id=w.id,
        soort=w.soort,
        omschrijving=w.omschrijving,
        grond=w.grond,
        uiterste_dag=w.uiterste_dag,
        over=waarover(huis.proces.werk_over, w.soort, w.sleutel),
        versie=w.versie,
    )


_COLLEGAS = """
select c.medewerker_id as id, c.naam, c.functie, string_agg(l.rol, ',' order by l.rol) as rollen
from meedoen.collega c join meedoen.lidmaatschap l
  on l.gemeente_id = c.gemeente_id and l.medewerker_id = c.medewerker_id
where c.gemeente_id = $1 and l.organisatie_id is null and l.rol in ('klantmanager', 'teamleider')
  and l.ingetrokken_op is null and l.vanaf <= statement_timestamp() and (l.tot is null or l.tot > statement_timestamp())
group by c.medewerker_id, c.naam, c.functie order by c.naam, c.medewerker_id"""


async def medewerkers(tx: Tx, huis: Huis) -> list[Collega]:
    """Wie er nu bij deze gemeente werken; het lezen komt in het leeslog."""
    rijen = await tx.fetch(_COLLEGAS, tx.gemeente_id)
    await huis.logboek.schrijf(tx, "medewerker.lezen", "medewerker")
    return [Collega(id=r["id"], naam=r["naam"], functie=r["functie"], rollen=r["rollen"].split(",")) for r in rijen]
