"""Searching by name in one large gemeente: what PostgreSQL needs for the statement of Meedoen, under its policies.

60 000 people is more than any gemeente has. The names are made of syllables, drawn as names are: a few are very common
(the first word of the list has three in a hundred people), most are rare. A search is for the name of somebody drawn at
random, so common names are searched for as often as they occur.
"""

import asyncio
import json
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

import asyncpg

from benchmarks import gegevens
from benchmarks.belasting import in_lus
from benchmarks.gegevens import NU, PARTIJ
from benchmarks.proefstand import Proefstand, proefstand
from benchmarks.verslag import Doel, Grens, Tabel, Verslag
from core.law.fasen import Fase
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.platform.db.context import opening
from core.platform.ids import nieuw_id, nieuw_kenmerk
from core.platform.tenancy import Doel as Waarvoor
from core.platform.tenancy import toegang_taak
from core.process.dossier.namen import zoeknaam
from core.process.dossier.zoeken import _EERSTE, _HOOGSTE, _OP_BEGIN, _OP_NAAM, PAGINA

PERSONEN, ELDERS = 60_000, 3_000
RUNS = 5
GRENS_BEGIN, GRENS_KLANK = 1.0, 5.0
_LETTERGREPEN = (
    *(
        "a",
        "ab",
        "al",
        "am",
        "ba",
        "ber",
        "bo",
        "cha",
        "da",
        "de",
        "di",
        "el",
        "fa",
        "fi",
        "gha",
        "ha",
        "he",
        "hi",
        "ib",
    ),
    *(
        "ja",
        "jo",
        "ka",
        "khe",
        "kho",
        "la",
        "le",
        "li",
        "ma",
        "me",
        "mi",
        "mo",
        "mu",
        "na",
        "no",
        "nu",
        "oe",
        "ol",
        "ra",
    ),
    *("re", "ri", "sa", "sha", "sje", "so", "ta", "te", "tes", "ti", "tsje", "va", "vo", "wa", "ya", "ye", "yo", "yu"),
    *("za", "ze", "zha"),
)
_SLOT = ("b", "d", "f", "h", "j", "k", "l", "m", "n", "r", "s", "sh", "t", "v")
_KAAL = "select id, geslachtsnaam from meedoen.persoon where gemeente_id = $1 and id = $2"
_SLEUTELS = """
insert into meedoen.persoon_zoek (gemeente_id, persoon_id, soort, nr, sleutel, naam)
select p.gemeente_id, p.id, z.soort, z.nr, z.sleutel, p.naam_zoek
from meedoen.persoon p cross join lateral meedoen.zoeksleutels(p.naam_zoek) z"""
_OMVANG = """
select to_char(count(*), 'FM9999999'), pg_size_pretty(pg_relation_size('meedoen.persoon_zoek')),
       pg_size_pretty(pg_relation_size('meedoen.persoon_zoek_sleutel')),
       pg_size_pretty(pg_relation_size('meedoen.persoon_zoek_pkey')) from meedoen.persoon_zoek"""


@dataclass(frozen=True, slots=True)
class Iemand:
    """Who is searched for: the normalised words of his name, family name first."""

    id: UUID
    woorden: tuple[str, ...]

    @property
    def lang(self) -> str:
        return max(self.woorden, key=len)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """One way of searching: what is typed for somebody, and whether sound counts."""

    naam: str
    tekst: Callable[[Iemand], str]
    klank: bool = False
    grens: float | None = None


KAAL = "één persoon op sleutel"
VRAGEN = (
    Vraag(naam="begin, 2 letters", tekst=lambda i: i.lang[:2]),
    Vraag(naam="begin, 4 letters", tekst=lambda i: i.lang[:4], grens=GRENS_BEGIN),
    Vraag(naam="begin, een heel woord", tekst=lambda i: i.lang, grens=GRENS_BEGIN),
    Vraag(naam="begin, twee woorden", tekst=lambda i: f"{i.woorden[-1]} {i.woorden[0]}"),
    Vraag(naam="klank, een woord", tekst=lambda i: i.lang, klank=True, grens=GRENS_KLANK),
    Vraag(naam="klank, twee woorden", tekst=lambda i: f"{i.woorden[-1]} {i.woorden[0]}", klank=True),
)


@dataclass(frozen=True, slots=True)
class Tijd:
    """Milliseconds: executing in the server, and from question to answer over the connection; and the rows."""

    server: float
    heen_en_terug: float
    rijen: int


Tijden = dict[str, list[list[Tijd]]]  # per way of searching, per run


def meet(voortgang: Voortgang, *, kort: bool) -> Verslag:
    """Measure and report; about three minutes, most of it loading. `kort` takes fewer samples, not fewer people."""
    keren = 60 if kort else 300
    with proefstand(voortgang) as stand:
        with voortgang.stap(f"{PERSONEN} personen laden, en in twee andere gemeenten elk {ELDERS}"):
            gemeente_id, mensen, omvang = asyncio.run(_laad(stand))
        with voortgang.stap(f"{RUNS} runs meten"):
            tijden = in_lus(_meet(stand, gemeente_id, mensen, keren))
    return _verslag(tijden, omvang, keren)


async def _laad(stand: Proefstand) -> tuple[UUID, Sequence[Iemand], Sequence[str]]:
    await stand.maak_database("zoeken")
    gemeenten = gegevens.proefgemeenten(3)
    await gegevens.laad_gemeenten(stand.dsn_beheer("zoeken"), gemeenten)
    toeval = random.Random(2021)
    trek = _namenlijst(toeval)
    # Mixed, as after years of use: the people of one gemeente are spread over the table.
    volgorde = [g.id for g, n in zip(gemeenten, (PERSONEN, ELDERS, ELDERS), strict=True) for _ in range(n)]
    toeval.shuffle(volgorde)
    mensen: list[Iemand] = []
    verbinding = await asyncpg.connect(stand.dsn_beheer("zoeken"))
    try:
        await verbinding.execute("set session_replication_role = replica")
        wachtend = iter(volgorde)
        while partij := list(islice(wachtend, PARTIJ)):
            personen, dossiers = [], []
            for gemeente_id in partij:
                id_, (voornamen, geslachtsnaam) = nieuw_id(), trek()
                naam = zoeknaam(geslachtsnaam, voornamen)
                personen.append((gemeente_id, id_, voornamen, geslachtsnaam, naam))
                dossiers.append((gemeente_id, nieuw_id(), id_, nieuw_kenmerk(), str(Fase.PLICHT_GEMELD), NU))
                if gemeente_id == gemeenten[0].id:
                    mensen.append(Iemand(id_, tuple(naam.split())))
            for tabel, kolommen, rijen in (
                ("persoon", "gemeente_id id voornamen geslachtsnaam naam_zoek", personen),
                ("dossier", "gemeente_id id persoon_id kenmerk fase geopend_op", dossiers),
            ):
                await verbinding.copy_records_to_table(
                    tabel, schema_name="meedoen", columns=kolommen.split(), records=rijen
                )
        await verbinding.execute(_SLEUTELS)
        await verbinding.execute("vacuum (analyze)")
        await verbinding.execute("checkpoint")
        [omvang] = await verbinding.fetch(_OMVANG)
    finally:
        await verbinding.close()
    return gemeenten[0].id, mensen, tuple(omvang)


def _namenlijst(toeval: random.Random) -> Callable[[], tuple[str, str]]:
    """Draws given names and a family name; the n-th word of a list comes up as 1 / (n + a small number)."""

    def lijst(aantal: int) -> list[str]:
        woorden: dict[str, None] = {}
        while len(woorden) < aantal:
            woord = "".join(toeval.choices(_LETTERGREPEN, k=toeval.choice((2, 2, 3)))) + toeval.choice(_SLOT)
            woorden.setdefault(woord.capitalize())
        return list(woorden)

    voor, achter = lijst(2_500), lijst(6_000)
    gewicht_voor = [1 / (n + 5) for n in range(len(voor))]
    gewicht_achter = [1 / (n + 20) for n in range(len(achter))]

    def trek() -> tuple[str, str]:
        voornamen = toeval.choices(voor, gewicht_voor, k=toeval.choice((1, 1, 2)))
        achternamen = toeval.choices(achter, gewicht_achter, k=toeval.choice((1, 1, 1, 2)))
        lidwoord = ["al"] if toeval.random() < 0.1 else []
        return " ".join(voornamen), " ".join(lidwoord + achternamen)

    return trek


async def _meet(stand: Proefstand, gemeente_id: UUID, mensen: Sequence[Iemand], keren: int) -> Tijden:
    toegang = toegang_taak(gemeente_id, doel=Waarvoor.DOSSIERBEHANDELING, oorsprong="meting")
    verbinding = await asyncpg.connect(stand.dsn("gemeente", "zoeken"))
    try:
        await verbinding.execute(opening(toegang))
        opdrachten = {
            sql: (
                await verbinding.prepare(sql),
                await verbinding.prepare(f"explain (analyze, timing off, format json) {sql}"),
            )
            for sql in (_KAAL, _OP_BEGIN, _OP_NAAM)
        }
        tijden: Tijden = {}
        toeval = random.Random(2026)
        await _run(opdrachten, gemeente_id, mensen, toeval, keren)  # the first run fills caches and plans
        for _ in range(RUNS):
            for naam, los in (await _run(opdrachten, gemeente_id, mensen, toeval, keren)).items():
                tijden.setdefault(naam, []).append(los)
        await verbinding.execute("commit")
        return tijden
    finally:
        await verbinding.close()


async def _run(
    opdrachten: Mapping[str, tuple[Any, Any]],
    gemeente_id: UUID,
    mensen: Sequence[Iemand],
    toeval: random.Random,
    keren: int,
) -> dict[str, list[Tijd]]:
    """Each time all ways of searching, in another order, each for somebody else."""
    los: dict[str, list[Tijd]] = {}
    for _ in range(keren):
        for vraag in toeval.sample((None, *VRAGEN), len(VRAGEN) + 1):
            iemand = toeval.choice(mensen)
            if vraag is None:
                tijd = await _een(opdrachten[_KAAL], (gemeente_id, iemand.id))
            else:
                sql, waarden = _opdracht(vraag, vraag.tekst(iemand))
                tijd = await _een(opdrachten[sql], (gemeente_id, *waarden))
            los.setdefault(vraag.naam if vraag else KAAL, []).append(tijd)
    return los


def _opdracht(vraag: Vraag, tekst: str) -> tuple[str, tuple[object, ...]]:
    """The statement and the values with which `zoeken.op_naam` reads the first page."""
    if vraag.klank or " " in tekst:
        return _OP_NAAM, (tekst, vraag.klank, _EERSTE.rang, _EERSTE.id, PAGINA + 1)
    return _OP_BEGIN, (tekst, tekst + _HOOGSTE, _EERSTE.id, PAGINA + 1)


async def _een(opdracht: tuple[Any, Any], waarden: tuple[object, ...]) -> Tijd:
    voorbereid, verklaard = opdracht
    [[tekst]] = await verklaard.fetch(*waarden)
    begin = time.perf_counter()
    rijen = await voorbereid.fetch(*waarden)
    heen_en_terug = (time.perf_counter() - begin) * 1000
    if not rijen:
        raise LookupError("wie er staat werd niet gevonden; dan valt er niets te meten")
    return Tijd(json.loads(tekst)[0]["Execution Time"], heen_en_terug, len(rijen))


def _verslag(tijden: Tijden, omvang: Sequence[str], keren: int) -> Verslag:
    def mediaan(naam: str, wat: Callable[[Tijd], float]) -> list[float]:
        return [statistics.median(wat(t) for t in run) for run in tijden[naam]]

    kaal = statistics.median(mediaan(KAAL, lambda t: t.server))
    doelen, rijen = [], []
    for naam, grens in ((KAAL, None), *((v.naam, v.grens) for v in VRAGEN)):
        server = mediaan(naam, lambda t: t.server)
        alle = sorted(t.server for run in tijden[naam] for t in run)
        if grens is not None:
            doel = f"{naam}: mediaan in de server"
            doelen.append(
                Doel(naam=doel, gemeten=statistics.median(server), grens=grens, soort=Grens.HOOGSTENS, eenheid="ms")
            )
        rijen.append(
            (
                naam,
                f"{statistics.median(server):.3f}",
                f"{min(server):.3f}-{max(server):.3f}",
                f"{alle[int(len(alle) * 0.95)]:.2f}",
                f"{statistics.median(server) / kaal:.0f}",
                f"{statistics.median(mediaan(naam, lambda t: t.heen_en_terug)):.2f}",
                f"{statistics.median(mediaan(naam, lambda t: t.rijen)):.0f}",
            )
        )
    zoeken = Tabel(
        titel=f"Zoeken op naam onder {PERSONEN} personen, met rijbeveiliging",
        koppen=("vraag", "server ms", "laagste-hoogste", "p95", f"t.o.v. {KAAL}", "heen en terug ms", "rijen"),
        rijen=rijen,
        noot=f"Mediaan van {RUNS} runs van {keren} keer als meedoen_gemeente, alle vragen door elkaar, elke keer een"
        " ander mens; de eerste pagina met naam, geboortedatum en dossier. Server is Execution Time van EXPLAIN"
        " (ANALYZE); heen en terug is dezelfde vraag voorbereid over de verbinding.",
    )
    sleutels = Tabel(
        titel="De zoeksleutels",
        koppen=("rijen", "tabel", "index om te zoeken", "primaire sleutel"),
        rijen=[tuple(omvang)],
    )
    return Verslag(titel="Zoeken", doelen=doelen, tabellen=[zoeken, sleutels])
