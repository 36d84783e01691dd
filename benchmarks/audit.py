"""The audit log: what writers of one gemeente notice of the sealer, and how fast sealing and verifying go.

A commit takes three milliseconds here, as on a disk with a synchronous replica: `commit_delay`, on top of the real
fsync. A transaction is what an action is: open the scope, read a dossier, change it, a row in the outbox and a line in
the audit log.
"""

import asyncio
import contextlib
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import cycle
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import asyncpg

from benchmarks import gegevens, zegels
from benchmarks.belasting import in_lus, wacht_op
from benchmarks.proefstand import Proefstand, proefstand
from benchmarks.rekentijd import Rekentijd, Teller
from benchmarks.verslag import Doel, Grens, MetingMislukt, Tabel, Verslag
from benchmarks.zegels import Tempo
from core import processen
from core.bootstrap import maak_huis
from core.instellingen.config import Config
from core.instellingen.tabel import Proces
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.ontwikkeling.opstelling import Opstelling
from core.platform import tenancy
from core.platform.huis import Huis
from core.platform.outbox import bus
from core.platform.tenancy import Actor, Rol, Toegang, toegang_gemeente
from core.process.dossier.tables import Dossier
from core.process.dossier.zaak import neem_dossier, werk_bij

SCHRIJVERS = 8
COMMIT_MS = 3
KETEN_ELKE = 3
"""In one of so many rounds the chain is measured too."""
GRENS = 0.9
DOSSIERS = 400
GEMEENTEN, REGELS = 342, 100_000
INLOOP, INHAALTIJD = 1.0, 60.0
_MEDEWERKER = "select medewerker_id from meedoen.lidmaatschap where gemeente_id = $1 and rol = 'klantmanager'"
_OPEN = """
select count(*) from meedoen.audit a join meedoen.audit_stand s on s.reeks = a.reeks where a.xid >= s.tot"""
_ZEGELS = "select count(*) from meedoen.audit_zegel"
# What a chain within the transaction asks: the next writer of this gemeente waits for this commit.
_KETENSLOT = "select pg_advisory_xact_lock(hashtextextended($1, 0)) as gemeente_id"


class Variant(StrEnum):
    """What happens beside the writers; the last is the design that was not chosen, to see that the bench sees it."""

    ZONDER = "zonder zegelaar"
    MET = "met zegelaar, elke seconde"
    KETEN = "ter vergelijking: keten per gemeente"


@dataclass(slots=True, kw_only=True)
class Run:
    """Some seconds of writing; times in milliseconds per transaction that ended after `vanaf`."""

    vanaf: float
    seconden: float = 0.0
    rekentijd: Rekentijd = field(default_factory=lambda: Rekentijd(web=0.0, database=0.0))
    zegels: int = 0
    tijden: list[float] = field(default_factory=list)

    @property
    def per_seconde(self) -> float:
        return len(self.tijden) / self.seconden


@dataclass(frozen=True, slots=True, kw_only=True)
class Schrijvers:
    """All writers of one gemeente: who they are, where they write, and their dossiers."""

    huis: Huis
    toegang: Toegang
    dossiers: Sequence[UUID]
    beheer_dsn: str
    teller: Teller


Runs = dict[Variant, list[Run]]


def meet(voortgang: Voortgang, *, kort: bool) -> Verslag:
    """Measure and report; four minutes. `kort` takes fewer and shorter runs, and fewer lines."""
    rondes, seconden = (6, 2.0) if kort else (24, 3.0)
    regels = REGELS // 5 if kort else REGELS
    gemeenten = gegevens.proefgemeenten(GEMEENTEN)
    runs: Runs = {variant: [] for variant in Variant}
    with proefstand(voortgang) as stand:
        with voortgang.stap("Database inrichten"):
            o = stand.opstelling(erbij=gemeenten)
            schrijvers = in_lus(_stel_op(stand, o))
        with voortgang.stap(f"{regels} auditregels van {GEMEENTEN} gemeenten schrijven en verzegelen"):
            verzegeld = in_lus(zegels.verzegel(stand, o.config, [g.id for g in gemeenten], regels))
        in_lus(_vertraag(stand))
        toeval = random.Random(2021)
        for ronde in range(rondes):
            varianten = list(Variant) if ronde % KETEN_ELKE == 0 else [Variant.ZONDER, Variant.MET]
            for variant in toeval.sample(varianten, len(varianten)):
                with _zegelaar(o.config, aan=variant is Variant.MET):
                    runs[variant].append(in_lus(_schrijf(schrijvers, variant, seconden)))
                voortgang.meld(f"  {variant}: {runs[variant][-1].per_seconde:.0f} transacties/s")
        with voortgang.stap("Alles nalezen"):
            nagelezen = in_lus(zegels.verifieer(o.config))
    return _verslag(runs, verzegeld, nagelezen, seconden)


async def _stel_op(stand: Proefstand, o: Opstelling) -> Schrijvers:
    gemeente_id = o.tenants[0].id
    dossiers = await gegevens.vul(stand.dsn_beheer(), [gemeente_id], per_gemeente=DOSSIERS)
    db = await asyncpg.connect(stand.dsn_beheer())
    try:
        medewerker_id = await db.fetchval(_MEDEWERKER, gemeente_id)
    finally:
        await db.close()
    return Schrijvers(
        huis=maak_huis(replace(o.config, db_verbindingen=SCHRIJVERS), actoren=frozenset({Actor.GEMEENTE})),
        toegang=toegang_gemeente(
            gemeente_id,
            medewerker_id=medewerker_id,
            rollen=frozenset({Rol.KLANTMANAGER}),
            doel=tenancy.Doel.DOSSIERBEHANDELING,
            oorsprong="meting",
        ),
        dossiers=dossiers[gemeente_id],
        beheer_dsn=stand.dsn_beheer(),
        teller=Teller.eigen(stand.werkmap.postgres),
    )


@contextlib.contextmanager
def _zegelaar(config: Config, *, aan: bool) -> Iterator[None]:
    """The sealer as it runs in production: a process of its own, a round each second."""
    if not aan:
        yield
        return
    proces = get_context("fork").Process(target=processen.draai, args=(Proces.ZEGEL, config), daemon=True)
    proces.start()
    try:
        yield
    finally:
        proces.terminate()
        proces.join()


async def _vertraag(stand: Proefstand) -> None:
    db = await asyncpg.connect(stand.dsn_beheer())
    try:
        await db.execute(f"alter system set commit_delay = {COMMIT_MS * 1000}")
        await db.execute("alter system set commit_siblings = 0")
        await db.execute("select pg_reload_conf()")
    finally:
        await db.close()
    db = await asyncpg.connect(stand.dsn_beheer())
    try:
        if await db.fetchval("show commit_delay") != str(COMMIT_MS * 1000):
            raise MetingMislukt("de vertraging van een commit is niet ingesteld")
    finally:
        await db.close()


async def _schrijf(s: Schrijvers, variant: Variant, seconden: float) -> Run:
    """All writers for `seconden`, after a run-up; with a sealer once it has caught up with the runs before."""
    db = await asyncpg.connect(s.beheer_dsn)
    await s.huis.databank.open()
    try:
        if variant is Variant.MET:
            await wacht_op(lambda: _is_ingehaald(db), hoogstens=INHAALTIJD, waarop="alle regels verzegeld")
        zegels = await db.fetchval(_ZEGELS)
        run = Run(vanaf=time.perf_counter() + INLOOP)
        einde = run.vanaf + seconden
        schrijvers = asyncio.gather(*(_schrijver(s, nr, variant, run, einde) for nr in range(SCHRIJVERS)))
        await asyncio.sleep(INLOOP)
        begonnen = s.teller.lees()
        await schrijvers
        run.rekentijd = s.teller.lees().sinds(begonnen)
        run.seconden = time.perf_counter() - run.vanaf
        run.zegels = await db.fetchval(_ZEGELS) - zegels
    finally:
        await s.huis.databank.sluit()
        await db.close()
    if (run.zegels > 0) != (variant is Variant.MET):
        raise MetingMislukt(f"er kwamen {run.zegels} zegels bij in een run met zegelaar: {variant}")
    return run


async def _schrijver(s: Schrijvers, nr: int, variant: Variant, run: Run, einde: float) -> None:
    """One writer, on dossiers of its own: two who change the same dossier wait for each other, sealer or not."""
    dossiers = cycle(s.dossiers[nr::SCHRIJVERS])
    while (begin := time.perf_counter()) < einde:
        dossier_id = next(dossiers)
        async with s.huis.databank.uow(s.toegang) as tx:
            zaak = await neem_dossier(tx, dossier_id)
            await werk_bij(tx, zaak, {Dossier.let_op: f"gelezen als versie {zaak.rij.versie}"})
            await bus.zet(tx, "meting", onderwerp_id=dossier_id, reeks=dossier_id)
            if variant is Variant.KETEN:
                await tx.fetch(_KETENSLOT, str(tx.gemeente_id))
            await s.huis.logboek.schrijf(
                tx, "dossier.meting", "dossier", object_id=dossier_id, dossiers=[dossier_id], velden=["let_op"]
            )
        klaar = time.perf_counter()
        if klaar >= run.vanaf:
            run.tijden.append((klaar - begin) * 1000)


async def _is_ingehaald(db: Any) -> bool:
    return int(await db.fetchval(_OPEN)) == 0


def _verslag(runs: Runs, verzegeld: Tempo, nagelezen: Tempo, seconden: float) -> Verslag:
    paren = zip(runs[Variant.ZONDER], runs[Variant.MET], strict=True)
    verhoudingen = [met.per_seconde / zonder.per_seconde for zonder, met in paren]
    laag, _, hoog = statistics.quantiles(verhoudingen, n=4, method="inclusive")
    doel = Doel(
        naam=f"{SCHRIJVERS} schrijvers in één gemeente: met t.o.v. zonder zegelaar",
        gemeten=statistics.median(verhoudingen),
        grens=GRENS,
        soort=Grens.MINSTENS,
    )
    schrijven = Tabel(
        titel=f"{SCHRIJVERS} schrijvers in één gemeente, een commit duurt {COMMIT_MS} ms",
        koppen=(
            "opzet",
            "transacties/s",
            "laagste-hoogste",
            "ms p50",
            "ms p95",
            "µs schrijvers",
            "µs database",
            "zegels",
        ),
        rijen=[_runregel(variant, runs[variant]) for variant in Variant],
        noot=f"{len(verhoudingen)} paren van {seconden:g} s, om en om; de middelste helft van hun verhoudingen ligt van"
        f" {laag:.2f} tot {hoog:.2f}. µs: rekentijd per transactie, mediaan; die van de zegelaar in PostgreSQL telt mee"
        " bij de database. De keten staat er ter vergelijking: elke schrijver wacht dan op de commit van de vorige.",
    )
    lezen = zegels.tabel(verzegeld, nagelezen, gemeenten=GEMEENTEN)
    return Verslag(titel="Het auditlog", doelen=[doel], tabellen=[schrijven, lezen])


def _runregel(variant: Variant, runs: Sequence[Run]) -> tuple[str, ...]:
    tempo = [run.per_seconde for run in runs]
    tijden = statistics.quantiles([t for run in runs for t in run.tijden], n=100, method="inclusive")
    rekentijd = [run.rekentijd.gedeeld(len(run.tijden)) for run in runs]
    return (
        variant,
        f"{statistics.median(tempo):.0f}",
        f"{min(tempo):.0f}-{max(tempo):.0f}",
        *(f"{tijden[p - 1]:.1f}" for p in (50, 95)),
        f"{statistics.median(r.web for r in rekentijd):.0f}",
        f"{statistics.median(r.database for r in rekentijd):.0f}",
        str(sum(run.zegels for run in runs)),
    )
