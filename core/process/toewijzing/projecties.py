"""Wat een organisatie van een toegewezen persoon ziet: per toewijzing één rij, met precies de velden van haar doel.

De rij wordt uit haar bronnen berekend, nooit aangevuld: dezelfde bronnen geven dezelfde rij (test). Zij verandert in de
transactie die een bron wijzigt. Van een toewijzing die voorbij is, blijft alleen de envelop staan.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol
from uuid import UUID

import msgspec

from core.fouten import Gebrek
from core.law import toewijzen
from core.law.groepen import groep_van
from core.law.recht import Grond
from core.law.retourpost import is_onjuist
from core.law.termijn_tonen import toon_termijn
from core.law.toewijzen import Zaakstand
from core.platform.db.tabel import Tabel
from core.platform.db.uow import Tx
from core.platform.tenancy import Doel
from core.process.toewijzing.rijen import BegeleideRij, Bron, Envelop, LeerlingRij
from core.process.toewijzing.tables import Leerlingstatus, Toewijzingsdoel, Toewijzingstatus
from core.process.verandering.actions import zeg
from core.process.verandering.tables import Verandersoort

LOPEND = frozenset({Toewijzingstatus.AANGEBODEN, Toewijzingstatus.AANVAARD})
SLEUTEL = ("gemeente_id", "id")
_GEEN_ADRES: Mapping[str, None] = MappingProxyType({"adresregel1": None, "adresregel2": None, "adresregel3": None})


class Toets(Protocol):
    """Of een zaak voor dit doel kan worden toegewezen."""

    def __call__(self, zaak: Zaakstand, *, peildatum: date) -> tuple[Gebrek, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Projectie:
    """Voor één doel: haar rij en hoe die uit de bron volgt, waarop zij rust, en wanneer er toegewezen mag worden."""

    soort: type[Envelop]
    van: Callable[[Bron], Envelop]
    grond: Grond
    toets: Toets
    met_dienst: bool = False
    """Of bij het aanbieden gezegd moet worden om welke dienst het gaat."""

    @property
    def tabel(self) -> type[Tabel]:
        if self.soort.tabel is None:
            raise LookupError(f"{self.soort.__name__} noemt geen tabel")
        return self.soort.tabel


def leerling(bron: Bron) -> LeerlingRij:
    """De leerling zoals zijn taalschool hem ziet; wie op de bekendmaking van zijn PIP wacht, ziet zij nog niet."""
    if _loopt(bron) and toewijzen.school_wacht(
        aanvaard=bron.status is Toewijzingstatus.AANVAARD, pip_bekend=bron.pip_bekend, pip_terug=bron.pip_terug
    ):
        rij = msgspec.convert(zonder_persoon(bron), LeerlingRij, from_attributes=True)
        return msgspec.structs.replace(rij, status=Leerlingstatus.WACHT)
    uren = toewijzen.intensiteit_voor_school(bron.intensiteit, groep_van(bron.doelgroep, bron.fijne_doelgroep))
    termijn = toon_termijn(bron.termijn_van, bron.termijn_tot, bron.termijn_oude_van)
    bron = msgspec.structs.replace(
        bron,
        intensiteit=uren,
        termijn_van=termijn.van,
        termijn_tot=termijn.tot,
        termijn_wordt_bijgewerkt=termijn.wordt_bijgewerkt,
    )
    return msgspec.convert(zichtbaar(bron), LeerlingRij, from_attributes=True)


def begeleide(bron: Bron) -> BegeleideRij:
    """De persoon zoals zijn maatschappelijke partner hem ziet."""
    return msgspec.convert(zichtbaar(bron), BegeleideRij, from_attributes=True)


def zichtbaar(bron: Bron) -> Bron:
    """Wat er voor wie dan ook te zien is: van een toewijzing die voorbij is niets, en geen adres bij geheimhouding, of
    als bleek dat de persoon daar niet is."""
    if not _loopt(bron):
        return zonder_persoon(bron)
    zonder_adres = bron.geheimhouding or is_onjuist(bron.adresregels, bron.adres_vanaf, bron.fout_gebleken)
    return msgspec.structs.replace(bron, **_GEEN_ADRES) if zonder_adres else bron


def _loopt(bron: Bron) -> bool:
    return bron.status in LOPEND and bron.ingetrokken_op is None


def zonder_persoon(bron: Bron) -> Bron:
    """Alleen de envelop: niets van de persoon en niets van zijn traject."""
    geen_naam = {"kenmerk": "", "eigen_nummer": "", "naam": "", "geheimhouding": False}
    geen_termijn = {"termijn_van": None, "termijn_tot": None, "termijn_wordt_bijgewerkt": False}
    return msgspec.structs.replace(bron, **geen_naam, **_GEEN_ADRES, leerroute=None, intensiteit=None, **geen_termijn)


PROJECTIES: Mapping[Toewijzingsdoel, Projectie] = MappingProxyType(
    {
        Toewijzingsdoel.LESGEVEN: Projectie(
            soort=LeerlingRij, van=leerling, grond=toewijzen.LESGEVEN, toets=toewijzen.toets_lesgeven
        ),
        Toewijzingsdoel.BEGELEIDING: Projectie(
            soort=BegeleideRij,
            van=begeleide,
            grond=toewijzen.BEGELEIDING,
            toets=toewijzen.toets_begeleiding,
            met_dienst=True,
        ),
    }
)
_NEEM = """
select id from meedoen.toewijzing where gemeente_id = $1 and dossier_id = $2 order by id for no key update"""
_BRON = """
select t.gemeente_id, t.id, t.dossier_id, t.organisatie_id, t.doel, t.dienst, t.grond, t.status, t.vanaf, t.tot,
       t.ingetrokken_op, t.aangeboden_op, t.versie, d.kenmerk, t.eigen_nummer, d.doelgroep, d.fijne_doelgroep,
       coalesce(nog.leerroute, d.leerroute) as leerroute,
       case when nog.leerroute is null then d.intensiteit else nog.intensiteit end as intensiteit,
       d.termijn_van, d.termijn_tot, d.termijn_oude_van, p.naam, p.geheimhouding, p.in_onderzoek,
       p.adresregel1, p.adresregel2, p.adresregel3, p.adres_vanaf,
       (select coalesce(jsonb_agg(jsonb_build_object('adres', v.adres, 'terug_op', r.terug_op)), '[]')
        from meedoen.retourpost r
        join meedoen.brief b on b.gemeente_id = $1 and b.id = r.brief_id and b.aan = 'persoon'
        join meedoen.brief_verzending v on v.gemeente_id = $1 and v.brief_id = r.brief_id
        where r.gemeente_id = $1 and r.dossier_id = $2 and r.oordeel = 'FOUT_ADRES'
          and r.reden <> 'VERKEERD_GERICHT') as fout_gebleken,
       exists (select from meedoen.retourpost r
         join meedoen.brief b on b.gemeente_id = $1 and b.id = r.brief_id
         join meedoen.besluit o on o.gemeente_id = $1 and o.id = b.onderwerp_id and o.soort = 'B04'
         where r.gemeente_id = $1 and r.dossier_id = $2 and r.oordeel = 'TE_BEOORDELEN' and not exists (
           select from meedoen.besluit n where n.gemeente_id = $1 and n.vervangt = o.id
             and (n.soort <> 'INTREKKING' or n.bekendgemaakt_op is not null))) as pip_terug,
       nog.leerroute is not null or d.eigen_pip_op is not null or exists (select from meedoen.besluit b
         where b.gemeente_id = $1 and b.dossier_id = $2 and b.soort = 'B04' and b.bekendgemaakt_op is not null
         and not exists (select from meedoen.besluit n where n.gemeente_id = $1 and n.vervangt = b.id)) as pip_bekend
from meedoen.toewijzing t
join meedoen.dossier d on d.gemeente_id = t.gemeente_id and d.id = t.dossier_id
join meedoen.persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id
left join lateral (
  select n.nog_leerroute as leerroute, n.nog_intensiteit as intensiteit from meedoen.besluit b
  join meedoen.besluit n on n.gemeente_id = $1 and n.vervangt = b.id and n.soort = 'INTREKKING'
    and n.bekendgemaakt_op is null
  where b.gemeente_id = $1 and b.dossier_id = $2 and b.soort = 'B04' and b.bekendgemaakt_op is not null
    and not exists (select from meedoen.besluit g where g.gemeente_id = $1 and g.dossier_id = $2 and g.soort = 'B04'
      and g.bekendgemaakt_op is not null and not exists (
        select from meedoen.besluit v where v.gemeente_id = $1 and v.vervangt = g.id))
  order by b.dagtekening desc limit 1) nog on true
where t.gemeente_id = $1 and t.dossier_id = $2"""
"""`nog` is het PIP dat is ingetrokken zonder dat de persoon dat al weet: tot dan werkt het (art. 3:40 Awb)."""


def projectie_voor(doel: Doel) -> Projectie:
    """De projectie waarmee een soort organisatie met dit doel werkt."""
    return PROJECTIES[Toewijzingsdoel(doel)]


async def ververs(tx: Tx, dossier_id: UUID) -> tuple[str, ...]:
    """Reken de projecties van dit dossier opnieuw uit, nadat er iets aan een bron veranderde; geeft welke kolommen
    daardoor veranderden.

    De toewijzingen worden eerst genomen en pas dan gelezen: wie tegelijk antwoordt of een andere bron wijzigt is dan
    klaar, en zijn wijziging wordt gezien. Een toewijzing die voorbij is, is niet te nemen (het beleid laat haar niet
    meer wijzigen) en verandert ook niet meer; haar rij wordt wel opnieuw uitgerekend.
    """
    await tx.fetch(_NEEM, tx.gemeente_id, dossier_id)
    nieuw = bereken(await tx.fetch_als(Bron, _BRON, tx.gemeente_id, dossier_id))
    staand: dict[UUID, Envelop] = {}
    for soort in {type(rij) for rij in nieuw}:
        tabel: Any = soort.tabel
        waar = (tabel.gemeente_id == tx.gemeente_id) & (tabel.dossier_id == dossier_id)
        staand |= {rij.id: rij for rij in await tx.lees_als(soort, soort.select().where(waar))}
    gewijzigd: set[str] = set()
    for rij in nieuw:
        if (oud := staand.get(rij.id)) != rij:
            await _zet(tx, rij)
            if (wat := _verandering(oud, rij)) is not None:
                await zeg(tx, wat, organisatie_id=rij.organisatie_id, toewijzing_id=rij.id)
            gewijzigd |= {
                f"{rij.tabel._meta.tablename}.{veld}"
                for veld in rij.__struct_fields__
                if rij.tabel is not None and (oud is None or getattr(oud, veld) != getattr(rij, veld))
            }
    return tuple(sorted(gewijzigd))


def bereken(bronnen: Iterable[Bron]) -> list[Envelop]:
    """De rijen die uit deze bronnen volgen."""
    return [PROJECTIES[bron.doel].van(bron) for bron in bronnen]


def _verandering(oud: Envelop | None, rij: Envelop) -> Verandersoort | None:
    """Wat de organisatie hoort; van wie zij nog niet aanvaardde hoort zij niet dat er iets aan hem wijzigde."""
    if oud is None or oud.status != rij.status:
        return Verandersoort(str(rij.status))
    return Verandersoort.GEWIJZIGD if rij.status == Toewijzingstatus.AANVAARD else None


async def _zet(tx: Tx, rij: Envelop) -> None:
    tabel: Any = rij.tabel
    rest = [kolom for kolom in tabel._meta.columns if kolom._meta.name not in SLEUTEL]
    invoegen = tabel.insert(tabel(**msgspec.structs.asdict(rij)))
    await tx.schrijf(invoegen.on_conflict(target=(tabel.gemeente_id, tabel.id), action="DO UPDATE", values=rest))
