"""Dossiers zoeken: op kenmerk, op naam, ook zoals hij klinkt, op V-nummer, of op precies één BSN (ADR 0015).

Nooit in een adres, altijd gelogd, met een code van de zoekterm: wie weet waarop gezocht zou zijn kan nagaan of dat zo
is, ook als er niets gevonden werd. Een naam van over de grens wordt op meer manieren geschreven: Muhammad en Mohammed,
Sjevtsjenko en Shevchenko. Op naam vindt elk woord dat zo begint; zijn dat er weinig, of vraagt iemand erom, dan ook
wat zo klinkt. Wie eerder anders heette is ook op die naam te vinden (ADR 0054).
"""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import msgspec

from core.platform.crypto.bsn import Bsn, VNummer
from core.platform.crypto.kluis import Kluis, Soort
from core.platform.db.uow import Tx
from core.platform.huis import Huis
from core.platform.ids import lees_kenmerk
from core.process.dossier.namen import sleutelnaam, zoeknaam
from core.process.dossier.personen import zoek_persoon
from core.process.dossier.rijen import Gevonden, GevondenOpNaam

WEINIG = 5
"""Minder treffers dan dit: dan is de naam misschien anders geschreven, en telt ook wat zo klinkt."""
MEESTE_WOORDEN = 6
PAGINA = 20
"""Minder dan in een lijst: wie zoekt ziet ook namen die hij niet zocht, en elke treffer komt in het auditlog."""

Waarom = Literal["kenmerk", "nummer", "heet zo", "begint zo", "klinkt als"]
_WAAROM: tuple[Waarom, ...] = ("heet zo", "begint zo", "klinkt als")


class Treffer(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Een gevonden dossier, en waarom het gevonden is. Met `onderEerdereNaam` heet hij nu anders dan gezocht werd."""

    dossier_id: UUID
    kenmerk: str
    naam: str
    geheimhouding: bool
    geboren: str | None
    fase: str
    behandelaar_id: UUID | None
    waarom: Waarom
    onder_eerdere_naam: bool


class Zoekplaats(msgspec.Struct, frozen=True, array_like=True):
    """De laatste treffer van een pagina. Geen naam: die leest de volgende pagina zelf op bij het id."""

    klank: bool
    rang: int
    id: UUID


_HOOGSTE = "\U0010ffff"
"""Achter een woord: de grens van alles wat met dat woord begint, want geen letter komt hierna."""
_EERSTE = Zoekplaats(klank=False, rang=-1, id=UUID(int=0))

# Eén woord, zonder klank: wat iemand het meest doet, en al typend. De index staat al op volgorde (woord, naam, id), dus
# PostgreSQL leest niet meer dan een pagina, hoe gewoon de naam ook is. Wie twee zulke woorden heeft, staat er bij het
# eerste in. De pagina begint na de plaats die $4 had; `coalesce` is niet leakproof en staat daarom in `na`.
_OP_BEGIN = """
with na as (
  select coalesce(min(v.sleutel), $2) as sleutel, coalesce(min(v.naam), '') as naam
  from meedoen.persoon_zoek v
  where v.gemeente_id = $1 and v.persoon_id = $4::uuid and v.soort = 1 and v.sleutel >= $2 and v.sleutel < $3
), pagina as (
  select z.persoon_id, z.sleutel, z.naam, z.eerder
  from meedoen.persoon_zoek z
  where z.gemeente_id = $1 and z.soort = 1 and z.sleutel < $3 and z.sleutel <> ''
    and (z.sleutel, z.naam, z.persoon_id) > ((select sleutel from na), (select naam from na), $4::uuid)
    and not exists (
      select from meedoen.persoon_zoek e
      where e.gemeente_id = $1 and e.persoon_id = z.persoon_id and e.soort = 1
        and e.sleutel >= $2 and e.sleutel < z.sleutel)
  order by z.sleutel, z.naam, z.persoon_id limit $5
)
select d.id, d.kenmerk, d.fase, d.behandelaar_id, p.naam, p.geboortedatum, p.geheimhouding,
       pagina.persoon_id, case when pagina.sleutel = $2 then 0 else 1 end as rang,
       pagina.eerder and not exists (
         select from meedoen.persoon_zoek h
         where h.gemeente_id = $1 and h.persoon_id = pagina.persoon_id and h.soort = 1
           and h.sleutel >= $2 and h.sleutel < $3 and not h.eerder) as onder_eerdere_naam
from pagina
join meedoen.persoon p on p.gemeente_id = $1 and p.id = pagina.persoon_id
join meedoen.dossier d on d.gemeente_id = $1 and d.persoon_id = p.id and d.opgevolgd_op is null
order by pagina.sleutel, pagina.naam, pagina.persoon_id"""

# Meer woorden, of klank. Een persoon is gevonden als zijn sleutels samen alle plaatsen van de zoektekst dekken. Elke
# voorwaarde op persoon_zoek is gelijkheid of een grens op een kolom, en dus leakproof: de index doet het werk, ook
# onder rijbeveiliging. Rang 0: alle woorden precies zo; 1: alle woorden beginnen zo; 2: een woord klinkt zo. Zonder
# klank zijn er geen klanken om te zoeken; zo heeft de vraag één plan, dat PostgreSQL na een paar keer onthoudt.
_OP_NAAM = """
with deel as materialized (
  select plaatsen, deel, tot from meedoen.zoekdelen($2)
), gevraagd as (
  select bit_or(plaatsen) as plaatsen from deel
), raak as (
  select d.plaatsen, z.persoon_id, z.naam, z.eerder, case when z.sleutel = d.deel then 0 else 1 end as rang
  from deel d
  join meedoen.persoon_zoek z
    on z.gemeente_id = $1 and z.soort = 1 and z.sleutel >= d.deel and z.sleutel < d.tot and z.sleutel <> ''
  union all
  select d.plaatsen, z.persoon_id, z.naam, z.eerder, 2
  from deel d cross join lateral meedoen.zoekklanken(case when $3::boolean then d.deel end) as k (klank)
  join meedoen.persoon_zoek z
    on z.gemeente_id = $1 and z.soort = 2 and z.sleutel = k.klank and z.sleutel <> ''
), gevonden as (
  select r.persoon_id, r.naam,
    case g.plaatsen when bit_or(r.plaatsen) filter (where r.rang = 0) then 0
                    when bit_or(r.plaatsen) filter (where r.rang <= 1) then 1 else 2 end as rang,
    bit_or(r.plaatsen) filter (where not r.eerder) is distinct from g.plaatsen as onder_eerdere_naam
  from raak r cross join gevraagd g
  group by r.persoon_id, r.naam, g.plaatsen
  having bit_or(r.plaatsen) = g.plaatsen
), pagina as (
  select persoon_id, naam, rang, onder_eerdere_naam from gevonden
  where (rang, naam, persoon_id) > ($4::integer, coalesce(
    (select v.naam_zoek from meedoen.persoon v where v.gemeente_id = $1 and v.id = $5::uuid), ''), $5::uuid)
  order by rang, naam, persoon_id limit $6
)
select d.id, d.kenmerk, d.fase, d.behandelaar_id, p.naam, p.geboortedatum, p.geheimhouding,
       pagina.persoon_id, pagina.rang, pagina.onder_eerdere_naam
from pagina
join meedoen.persoon p on p.gemeente_id = $1 and p.id = pagina.persoon_id
join meedoen.dossier d on d.gemeente_id = $1 and d.persoon_id = p.id and d.opgevolgd_op is null
order by pagina.rang, pagina.naam, pagina.persoon_id"""
_OP_PERSOON = """
select d.id, d.kenmerk, d.fase, d.behandelaar_id, p.naam, p.geboortedatum, p.geheimhouding
from meedoen.persoon p
join meedoen.dossier d on d.gemeente_id = $1 and d.persoon_id = p.id and d.opgevolgd_op is null
where p.gemeente_id = $1 and p.id = $2"""

_OP_KENMERK = """
select d.id, d.kenmerk, d.fase, d.behandelaar_id, p.naam, p.geboortedatum, p.geheimhouding
from meedoen.dossier d
join meedoen.persoon p on p.gemeente_id = $1 and p.id = d.persoon_id
where d.gemeente_id = $1 and d.kenmerk = $2"""

# Plaatsen die niet meer nodig zijn, worden leeg; wat al zo staat, blijft ongemoeid.
_GEVRAAGD = """
with naam as (
  select $3::text as naam, false as eerder
  union all
  select e.naam, true from string_to_table($5, ',') as e (naam)
), sleutel as (
  select z.soort, z.sleutel, bool_and(n.eerder) as eerder
  from naam n cross join lateral meedoen.zoeksleutels(n.naam) z
  group by z.soort, z.sleutel
), gevraagd as (
  select s.soort, s.sleutel, s.eerder,
    (row_number() over (partition by s.soort order by s.eerder, s.sleutel))::integer as nr
  from sleutel s
)
select soort, nr, coalesce(s.sleutel, '') as sleutel, case when s.sleutel is null then '' else $4::text end as naam,
  coalesce(s.eerder, false) as eerder
from gevraagd s
full join (select o.soort, o.nr, o.sleutel, o.naam, o.eerder from meedoen.persoon_zoek o
           where o.gemeente_id = $1 and o.persoon_id = $2) staand using (soort, nr)
where (staand.sleutel, staand.naam, staand.eerder) is distinct from
  (coalesce(s.sleutel, ''), case when s.sleutel is null then '' else $4::text end, coalesce(s.eerder, false))"""
_SLEUTELS = """
insert into meedoen.persoon_zoek (gemeente_id, persoon_id, soort, nr, sleutel, naam, eerder)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (gemeente_id, persoon_id, soort, nr)
do update set sleutel = excluded.sleutel, naam = excluded.naam, eerder = excluded.eerder"""


async def leg_sleutels_vast(
    tx: Tx, persoon_id: UUID, *, voornamen: str, voorvoegsel: str, geslachtsnaam: str, eerder: Sequence[str] = ()
) -> None:
    """Maak deze persoon vindbaar op deze naam en die van eerder (elk een `sleutelnaam`), en op geen andere.

    Hoort bij elke wijziging van een naam. Wat ook in de naam van nu staat, is niet van eerder.
    """
    anders = await tx.fetch(
        _GEVRAAGD,
        tx.gemeente_id,
        persoon_id,
        sleutelnaam(voornamen=voornamen, voorvoegsel=voorvoegsel, geslachtsnaam=geslachtsnaam),
        zoeknaam(geslachtsnaam, voornamen),
        ",".join(eerder),
    )
    await tx.schrijf_velen(
        _SLEUTELS,
        [(tx.gemeente_id, persoon_id, r["soort"], r["nr"], r["sleutel"], r["naam"], r["eerder"]) for r in anders],
    )


async def op_naam(
    tx: Tx, huis: Huis, naam: str, *, klank: bool = False, na: Zoekplaats | None = None, limiet: int = PAGINA
) -> tuple[list[Treffer], Zoekplaats | None]:
    """Een pagina van wie zo heet: elk gezocht woord hoort bij de naam, in welke volgorde ook; en de volgende plaats.

    Wie precies zo heet staat voorop, dan wie zo begint, dan wie zo klinkt, en daarbinnen op naam; zoekt iemand één
    woord, dan eerst op het woord dat zo begint. Hoofdletters en accenten tellen niet.
    """
    # Genoeg lezen om te weten of er een volgende pagina is, en of het er weinig zijn.
    aantal = max(limiet + 1, WEINIG)
    klank = klank if na is None else na.klank
    rijen = await _lees(tx, naam, klank=klank, na=na or _EERSTE, aantal=aantal)
    if na is None and not klank and len(rijen) < WEINIG:
        klank = True
        rijen = await _lees(tx, naam, klank=klank, na=_EERSTE, aantal=aantal)
    getoond = rijen[:limiet]
    volgende = None
    if len(rijen) > limiet:
        volgende = Zoekplaats(klank=klank, rang=getoond[-1].rang, id=getoond[-1].persoon_id)
    treffers = [_treffer(r, _WAAROM[r.rang]) for r in getoond]
    await _log(tx, huis, treffers, ["naam", "klank"] if klank else ["naam"], zoeknaam(naam))
    return treffers, volgende


def ander_veld(naam: str) -> str | None:
    """Met welk veld dit te zoeken is, als het geen naam is; None als het er een kan zijn. De term staat er niet in."""
    kaal = "".join(teken for teken in naam if teken.isalnum()).upper()
    if kaal.isalpha() and not kaal.startswith("INB"):
        return None
    manieren = []
    if not kaal.isdigit() or lees_kenmerk(naam) is not None:
        manieren.append("een kenmerk met `kenmerk`")
    if kaal.isdigit():
        manieren.append("een V-nummer met `vNummer`")
    return f"Er is op naam gezocht, en niemand heet zo. Zoek {', en '.join(manieren)}."


async def op_nummer(tx: Tx, huis: Huis, *, bsn: Bsn | None = None, vnummer: VNummer | None = None) -> list[Treffer]:
    """Hooguit één treffer; een nummer dat hier niet voorkomt geeft hetzelfde antwoord als een dat niet bestaat."""
    persoon_id = await zoek_persoon(tx, huis, bsn=bsn, vnummer=vnummer)
    rijen = [] if persoon_id is None else await tx.fetch_als(Gevonden, _OP_PERSOON, tx.gemeente_id, persoon_id)
    treffers = [_treffer(r, "nummer") for r in rijen]
    nummer = bsn or vnummer
    await _log(tx, huis, treffers, ["bsn" if bsn else "v_nummer"], "" if nummer is None else nummer.onthul())
    return treffers


async def op_kenmerk(tx: Tx, huis: Huis, kenmerk: str) -> list[Treffer]:
    """Hooguit één treffer; `kenmerk` is zoals het op een brief staat (`ids.lees_kenmerk`)."""
    treffers = [_treffer(r, "kenmerk") for r in await tx.fetch_als(Gevonden, _OP_KENMERK, tx.gemeente_id, kenmerk)]
    await _log(tx, huis, treffers, ["kenmerk"], kenmerk)
    return treffers


def termcode(kluis: Kluis, term: str, *, gemeente_id: UUID) -> str:
    """De code van een zoekterm in de auditregel: met een sleutel gemaakt, per gemeente anders, niet terug te lezen."""
    index, versie = kluis.blinde_index(term, soort=Soort.ZOEKTERM, gemeente_id=gemeente_id)
    return f"term:{versie}:{index.hex()}"


async def _lees(tx: Tx, naam: str, *, klank: bool, na: Zoekplaats, aantal: int) -> list[GevondenOpNaam]:
    tekst = zoeknaam(naam)
    if klank or " " in tekst:
        return await tx.fetch_als(GevondenOpNaam, _OP_NAAM, tx.gemeente_id, tekst, klank, na.rang, na.id, aantal)
    return await tx.fetch_als(GevondenOpNaam, _OP_BEGIN, tx.gemeente_id, tekst, tekst + _HOOGSTE, na.id, aantal)


def _treffer(r: Gevonden, waarom: Waarom) -> Treffer:
    return Treffer(
        dossier_id=r.id,
        kenmerk=r.kenmerk,
        naam=r.naam,
        geheimhouding=r.geheimhouding,
        geboren=r.geboortedatum or None,
        fase=r.fase,
        behandelaar_id=r.behandelaar_id,
        waarom=waarom,
        onder_eerdere_naam=isinstance(r, GevondenOpNaam) and r.onder_eerdere_naam,
    )


async def _log(tx: Tx, huis: Huis, treffers: list[Treffer], velden: list[str], term: str) -> None:
    await huis.logboek.schrijf(
        tx,
        "werkvoorraad.zoeken",
        "dossier",
        dossiers=[t.dossier_id for t in treffers],
        velden=[*velden, termcode(huis.kluis, term, gemeente_id=tx.gemeente_id)],
    )
