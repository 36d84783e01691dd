"""Elke opdracht blijft bij één gemeente, volgens PostgreSQL zelf: op een kopie waarin elke tabel van een gemeente in
vier delen is gesplitst, leest zij één deel, en het beleid is één vraag vooraf.

De opdrachten komen uit een verhaal dat op die kopie echt gespeeld is. Waarden staan in het plan als waarden: zo plant
een verdeelde database. Citus zelf draait hier niet.
"""

import ast
import asyncio
import inspect
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import pytest

from core.bootstrap import maak_huis
from core.instellingen.config import lees_config
from core.platform.partijen import PARTIJEN, VAN_ACTOR, Partij
from core.platform.telemetry import logboek
from core.platform.tenancy import Actor
from core.process.toewijzing.projecties import projectie_voor
from tests.architecture.bron import aanroepen, bestanden, teksten
from tests.process.opbouw import vul_mandaten
from tests.process.wereld import BEGIN
from tests.process.wereldbouw import bouw
from tests.security.opname import Opdracht, Opname, neem_op
from tests.security.partities import AANTAL, DEEL, VAN_GEMEENTEN, beeld_van, maak_kopie
from tests.security.plannen import (
    GEMEENTE,
    ORGANISATIE,
    Plan,
    context,
    elders,
    gebreken,
    met_andere_gemeente,
    plan_van,
)
from tests.security.verhaal import speel
from tests.voorbeelden.beheer import TweeGemeenten, maak_twee_gemeenten
from tests.voorbeelden.cluster import Cluster, nieuwe_naam
from tests.voorbeelden.omgeving import omgeving

pytestmark = [pytest.mark.lang, pytest.mark.timeout(180)]

OVER_GEMEENTEN_HEEN = {
    ("core/platform/outbox/relay.py", "_KIES"): "de relay biedt van alle gemeenten enveloppen aan, zonder inhoud",
    ("core/platform/outbox/relay.py", "_ACHTERSTAND"): "de relay telt van alle gemeenten samen wat er wacht",
    ("core/platform/outbox/relay.py", "gemeente_van"): "een taakbericht noemt geen gemeente, alleen een id",
}
"""De nagekeken opdrachten die niet bij één gemeente horen, op de lijsten van organisaties na.

Wat de deur `toegang_van` vanbinnen leest staat in geen plan: zij is er voor wie nog geen gemeente heeft."""

SLEUTELS = "de opdrachtregel wisselt en vernietigt sleutels, gemeente voor gemeente, met een eigen rol"
NIET_IN_HET_VERHAAL = {
    r"core/platform/http/peil\.py|core/api\.py": "/ready leest alleen het nummer van de migratie",
    r"core/ontwikkeling/demo/speel\.py": "de demonstratie",
    r"core/ontwikkeling/opstelling\.py": "de ontwikkelopstelling, als eigenaar",
    r"core/platform/audit/(?!logboek).+": "zegelen en nalezen gaat over alle gemeenten (ADR 0012)",
    r"core/platform/sleutelbeheer/.+": SLEUTELS,
    r"core/process/\w+/cijferteksten\.py": SLEUTELS,
    r"core/productie/.+": "de opdrachtregel kijkt na wat er staat: de server, en welke gemeenten er zijn",
    r"core/process/aanmelding/geweigerd\.py": "de ontvanger telt, de opdrachtregel leest en ruimt op",
    r"core/platform/http/(bezoek|inloggen/machinedeur)\.py": "de deur vraagt wie er klopt; nog is er geen gemeente",
    r"core/process/leden/deur\.py": "de deur vraagt of een link open is, voordat er een medewerker bekend is",
    r"core/platform/db/.+": "de unit of work zelf, de migraties en de opdrachtregel",
}
"""Bestanden met opdrachten die geen medewerker en geen taak van een gemeente doet."""

SLECHT = {
    "alleen het beleid noemt de gemeente": "select id from meedoen.dossier where gemeente_id = meedoen.gemeente_nu()",
    "een deelvraag die bij de rij blijft": "select exists (select from meedoen.termijn t where t.gemeente_id ="
    " d.gemeente_id and t.dossier_id = d.id) from meedoen.dossier d where d.gemeente_id = $1",
    "een wijziging zonder gemeente": "update meedoen.dossier set let_op = '' where $1::uuid is not null",
    "een berekening op gemeente_id": "select id from meedoen.dossier where gemeente_id::text = $1::uuid::text",
}
SLECHT_ZONDER_BELEID = SLECHT | {
    "een tabel erbij zonder gemeente": "select d.id from meedoen.dossier d join meedoen.termijn t"
    " on t.dossier_id = d.id where d.gemeente_id = $1",
}

T = TypeVar("T")
LAAT_LANGSKOMEN = "laat `_verhaal` in tests/voorbeelden/<stap>.py hier langskomen:\n"


@dataclass(frozen=True, slots=True)
class Spel:
    """Het gespeelde verhaal: de kopie, wat er de database in ging, en van elke opdracht het plan."""

    cluster: Cluster
    database: str
    twee: TweeGemeenten
    opname: Opname
    plannen: tuple[Plan, ...]
    zonder_beleid: tuple[Plan, ...]
    """Dezelfde opdrachten door wie geen beleid heeft: wat overblijft is wat de opdracht zelf zegt."""
    deel: int

    def van(self, actor: Actor, *, handelend: bool) -> list[Plan]:
        """De plannen van een rol, handelend in een gemeente of niet."""
        return [
            plan
            for plan in self.plannen
            if plan.opdracht.toegang.actor is actor and (plan.opdracht.toegang.gemeente_id is not None) is handelend
        ]

    def vraag(self, actor: Actor, doe: Callable[[Any], Awaitable[T]]) -> T:
        """Doe iets op de kopie, als deze rol."""

        async def met_verbinding() -> T:
            verbinding = await asyncpg.connect(self.cluster.dsns(self.database)[actor])
            try:
                return await doe(verbinding)
            finally:
                await verbinding.close()

        return asyncio.run(met_verbinding())


@pytest.fixture(scope="module")
def spel(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spel]:
    # The log of the real process: the default of structlog prints whole traces, values and all.
    logboek.richt_in("INFO")
    naam = nieuwe_naam()
    yield asyncio.run(_speel(cluster, naam, tmp_path_factory.mktemp("plannen")))
    asyncio.run(cluster.verwijder(naam))


async def _speel(cluster: Cluster, naam: str, map_: Path) -> Spel:
    migraties = map_ / "migraties"
    migraties.mkdir()
    await maak_kopie(cluster, naam, migraties)
    huis = maak_huis(lees_config(omgeving(cluster.dsns(naam), valkey="redis://127.0.0.1:9", db_verbindingen="4")))
    opname = neem_op(huis.databank)
    await huis.databank.open()
    async with cluster.eigenaar(naam) as eigenaar, cluster.alziend(naam) as alziend:
        twee = await maak_twee_gemeenten(eigenaar)
        wereld = bouw(huis, twee, eigenaar=eigenaar, alziend=alziend, map_=map_, aantal=300)
        await wereld.zet_klok(BEGIN)
        await vul_mandaten(wereld)
        await speel(wereld)
        await wereld.http.aclose()
        await wereld.duo.aclose()
        await wereld.buren.sluit()
        delen = {r["nummer"] for r in await alziend.fetch(DEEL, AANTAL, twee.a.id) if r["hier"]}
        zonder_beleid = [await plan_van(alziend, o, uitvoeren=False) for o in opname.opdrachten.values()]
    await huis.databank.sluit()
    (deel,) = delen
    plannen = []
    for actor, dsn in cluster.dsns(naam).items():
        verbinding = await asyncpg.connect(dsn)
        plannen += [await plan_van(verbinding, o) for o in opname.opdrachten.values() if o.toegang.actor is actor]
        await verbinding.close()
    return Spel(cluster, naam, twee, opname, tuple(plannen), tuple(zonder_beleid), deel)


def test_de_kopie_is_op_het_splitsen_na_dezelfde_database(cluster: Cluster, spel: Spel) -> None:
    async def vergelijk() -> None:
        gewoon = nieuwe_naam()
        await cluster.kopieer(gewoon)
        async with cluster.alziend(gewoon) as origineel, cluster.alziend(spel.database) as kopie:
            assert await beeld_van(origineel) == await beeld_van(kopie)
            tabellen = {r["relname"] for r in await origineel.fetch(VAN_GEMEENTEN)}
            delen = await kopie.fetch(
                "select inhparent::regclass::text as tabel, count(*) from pg_inherits"
                " join pg_class c on c.oid = inhrelid and c.relkind = 'r' group by 1"
            )
        assert {r["tabel"].removeprefix("meedoen."): r["count"] for r in delen} == dict.fromkeys(tabellen, AANTAL)
        await cluster.verwijder(gewoon)

    asyncio.run(vergelijk())


def test_elke_opdracht_van_een_gemeente_leest_een_deel_en_vraagt_het_beleid_een_keer(spel: Spel) -> None:
    gevonden = [
        (plan.opdracht.sql, gebrek)
        for plan in spel.van(Actor.GEMEENTE, handelend=True)
        for gebrek in gebreken(plan, deel=spel.deel, uit_de_context=GEMEENTE)
    ]
    assert gevonden == []


def test_ook_zonder_beleid_blijft_elke_opdracht_bij_een_gemeente(spel: Spel) -> None:
    """Het beleid helpt de planner; een verdeelde database heeft het pas op het deel zelf. Daar telt de tekst."""
    assert [
        (plan.opdracht.sql, lezing.tabel)
        for plan in spel.zonder_beleid
        if plan.opdracht.toegang.actor in (Actor.GEMEENTE, Actor.ANTWOORD, Actor.ONTVANGER, *VAN_ACTOR)
        and plan.opdracht.toegang.gemeente_id is not None
        for lezing in elders(plan, spel.deel)
    ] == []


def test_elke_tabel_die_een_gemeente_leest_komt_in_een_plan_voor(spel: Spel) -> None:
    """De proef op de som: een plan zonder lezingen zou ook geen gebreken hebben."""

    async def leesbaar(verbinding: Any) -> set[str]:
        return {
            r["relname"] for r in await verbinding.fetch(f"{VAN_GEMEENTEN} and has_table_privilege(c.oid, 'select')")
        }

    gelezen = {lezing.tabel for plan in spel.van(Actor.GEMEENTE, handelend=True) for lezing in plan.lezingen}
    assert spel.vraag(Actor.GEMEENTE, leesbaar) - gelezen == set()
    assert len(gelezen) > 15


def test_met_het_id_van_een_ander_wordt_geen_tabel_aangeraakt(spel: Spel) -> None:
    """De waarde in de opdracht is vervalst, de context niet: de vraag vooraf is onwaar en er wordt niets gelezen."""
    eigen = [plan.opdracht for plan in spel.van(Actor.GEMEENTE, handelend=True) if plan.uitgevoerd]

    async def vervals(verbinding: Any) -> list[tuple[str, str]]:
        vreemd = [await plan_van(verbinding, met_andere_gemeente(opdracht, spel.twee.b.id)) for opdracht in eigen]
        return [(plan.opdracht.sql, lezing.tabel) for plan in vreemd for lezing in plan.lezingen if lezing.gelezen]

    assert spel.vraag(Actor.GEMEENTE, vervals) == []
    assert sum(lezing.gelezen for plan in spel.van(Actor.GEMEENTE, handelend=True) for lezing in plan.lezingen) > 30


@pytest.mark.parametrize("actor", [*VAN_ACTOR, Actor.ANTWOORD])
def test_handelend_in_een_gemeente_leest_een_organisatie_een_deel(spel: Spel, actor: Actor) -> None:
    plannen = spel.van(actor, handelend=True)
    gevonden = [
        (plan.opdracht.sql, gebrek)
        for plan in plannen
        for gebrek in gebreken(plan, deel=spel.deel, uit_de_context=ORGANISATIE)
    ]
    assert gevonden == []


@pytest.mark.parametrize("partij", PARTIJEN, ids=lambda partij: partij.naam)
def test_de_lijst_van_een_organisatie_leest_haar_projectie_en_haar_aanbod_op_volgorde(
    spel: Spel, partij: Partij
) -> None:
    """Over gemeenten heen: twee tabellen, elk gezocht op organisatie in de volgorde van de lijst, en geen deelvraag."""
    [lijst] = [plan for plan in spel.van(partij.actor, handelend=False) if plan.uitgevoerd]
    assert {lezing.tabel for lezing in lijst.lezingen} == {
        "toewijzing",
        projectie_voor(partij.doel).tabel._meta.tablename,
    }
    assert {lezing.deel for lezing in lijst.lezingen} == set(range(AANTAL))
    assert all("organisatie_id = '" in lezing.index for lezing in lijst.lezingen)
    assert all(context(ORGANISATIE) in lezing.boven.eenmalig for lezing in lijst.lezingen)
    assert not [lezing for lezing in lijst.lezingen if lezing.boven.via]


def test_alleen_de_nagekeken_opdrachten_van_het_platform_gaan_over_gemeenten_heen(spel: Spel) -> None:
    over_heen = {
        plan.opdracht.sql
        for plan in spel.plannen
        if plan.opdracht.toegang.actor not in (Actor.GEMEENTE, *VAN_ACTOR)
        and len({lezing.deel for lezing in plan.lezingen}) > 1
    }
    nagekeken = {sql for plaats in OVER_GEMEENTEN_HEEN for sql in _sql_in(*plaats)}
    assert over_heen == nagekeken


def _slecht(spel: Spel, sql: str) -> Opdracht:
    return Opdracht(spel.twee.a.als_klantmanager(), sql, (spel.twee.a.id,) if "$1" in sql else ())


@pytest.mark.parametrize("naam", SLECHT)
def test_een_opdracht_die_niet_bij_een_gemeente_blijft_valt_op(spel: Spel, naam: str) -> None:
    plan = spel.vraag(Actor.GEMEENTE, lambda verbinding: plan_van(verbinding, _slecht(spel, SLECHT[naam])))
    assert list(gebreken(plan, deel=spel.deel, uit_de_context=GEMEENTE))


@pytest.mark.parametrize("naam", SLECHT_ZONDER_BELEID)
def test_zonder_beleid_valt_ook_een_vergeten_gelijkstelling_op(spel: Spel, naam: str) -> None:
    async def kaal() -> Plan:
        async with spel.cluster.alziend(spel.database) as alziend:
            return await plan_van(alziend, _slecht(spel, SLECHT_ZONDER_BELEID[naam]), uitvoeren=False)

    assert elders(asyncio.run(kaal()), spel.deel)


# ── Alles kwam langs ────────────────────────────────────────────────────────────────────────────────


def _doet_mee(pad: str) -> bool:
    return pad.startswith("core/") and not any(re.fullmatch(patroon, pad) for patroon in NIET_IN_HET_VERHAAL)


def test_elke_plaats_waar_een_opdracht_de_database_in_gaat_kwam_langs(spel: Spel) -> None:
    doet = re.compile(r"\btx\.(lees|lees_een|schrijf|schrijf_een|fetch|fetchrow|voer_uit|schrijf_velen)$")
    gemist = []
    for pad, boom in bestanden().items():
        for aanroep, naam in aanroepen(boom):
            if not _doet_mee(pad) or not doet.search(naam):
                continue
            regels = range(aanroep.lineno, (aanroep.end_lineno or aanroep.lineno) + 1)
            if not any((pad, regel) in spel.opname.plaatsen for regel in regels):
                gemist.append(f"{pad}:{aanroep.lineno}")
    assert not gemist, LAAT_LANGSKOMEN + "\n".join(gemist)


def test_elke_geschreven_opdracht_kwam_langs(spel: Spel) -> None:
    gemist = [
        f"{pad}:{regel}"
        for pad, boom in bestanden().items()
        if _doet_mee(pad)
        for regel, tekst in teksten(boom)
        if _is_sql(tekst) and tekst not in spel.opname.teksten
    ]
    assert not gemist, LAAT_LANGSKOMEN + "\n".join(gemist)


def test_elke_openbare_view_kwam_langs(spel: Spel) -> None:
    """Elke functie met een transactie in `views`, `zoeken` en `werklijst` van een stap."""
    gemist, gezien = [], 0
    for pad in bestanden():
        if re.fullmatch(r"core/process/\w+/(views|zoeken|werklijst)\.py", pad):
            module = import_module(pad.removesuffix(".py").replace("/", "."))
            for naam, functie in inspect.getmembers(module, inspect.iscoroutinefunction):
                if functie.__module__ == module.__name__ and not naam.startswith("_"):
                    gezien += 1
                    gemist += [f"{pad}: {naam}"] if (pad, naam) not in spel.opname.functies else []
    assert not gemist, LAAT_LANGSKOMEN + "\n".join(gemist)
    assert gezien > 10


def test_wat_niet_in_het_verhaal_hoort_bestaat_en_voert_iets_uit() -> None:
    for patroon in NIET_IN_HET_VERHAAL:
        passend = [boom for pad, boom in bestanden().items() if re.fullmatch(patroon, pad)]
        assert any(_is_sql(tekst) for boom in passend for _, tekst in teksten(boom)), patroon


def _is_sql(tekst: str) -> bool:
    return "meedoen." in tekst and bool(re.match(r"\s*(select|insert|update|with|delete)\b", tekst, re.I))


def _sql_in(pad: str, naam: str) -> set[str]:
    """De opdracht met deze naam, of de opdrachten in de functie met deze naam."""
    for knoop in bestanden()[pad].body:
        namen = (
            [doel.id for doel in knoop.targets if isinstance(doel, ast.Name)] if isinstance(knoop, ast.Assign) else []
        )
        if naam in namen or (isinstance(knoop, ast.AsyncFunctionDef) and knoop.name == naam):
            return {tekst for _, tekst in teksten(knoop) if _is_sql(tekst)}
    raise LookupError(f"{pad} kent geen {naam}")
