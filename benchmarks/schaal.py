"""Scale: the same statements with 3 and with 342 gemeenten in the tables, with and without row-level security."""

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from benchmarks import gegevens
from benchmarks.belasting import in_lus
from benchmarks.opname import Band, Opname, neem_op
from benchmarks.proefstand import Proefstand, proefstand
from benchmarks.verslag import Doel, Grens, Tabel, Verslag
from core.ontwikkeling.embedded.voortgang import Voortgang

KLEIN, GROOT = 3, 342
DOSSIERS = 292
RUNS = 5
GRENS_SCHAAL, GRENS_RLS = 1.3, 1.15
SOORTEN = ("werkvoorraad, pagina van 50", "één dossier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezetting:
    """A database with so many gemeenten, and the dossiers of each."""

    gemeenten: int
    naam: str
    dossiers: dict[UUID, list[UUID]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One connection with its prepared statements; `banden` are the transactions of `SOORTEN`."""

    bezetting: Bezetting
    rls: bool
    verbinding: Any
    banden: tuple[Band, Band]
    voorbereid: tuple[list[Any], list[Any]]

    @property
    def naam(self) -> str:
        return f"{self.bezetting.gemeenten} gemeenten, {'met' if self.rls else 'zonder'} RLS"


Tijden = dict[tuple[int, int, bool], list[float]]  # kind, gemeenten, RLS: the median of each run in milliseconds


def meet(voortgang: Voortgang, *, kort: bool) -> Verslag:
    """Measure and report; about a minute. `kort` takes fewer samples, not fewer gemeenten."""
    keren = 60 if kort else 400
    with proefstand(voortgang) as stand:
        with voortgang.stap("Opnemen wat de toepassing vraagt"):
            opname = _neem_op(stand)
        bezettingen = []
        for aantal in (KLEIN, GROOT):
            with voortgang.stap(f"{aantal} gemeenten met elk {DOSSIERS} dossiers laden"):
                bezettingen.append(asyncio.run(_bezet(stand, aantal)))
        with voortgang.stap(f"{RUNS} runs meten"):
            tijden = in_lus(_meet(stand, bezettingen, opname, keren))
    return _verslag(tijden, keren)


def _neem_op(stand: Proefstand) -> Opname:
    o = stand.opstelling()

    async def neem() -> Opname:
        dossiers = await gegevens.vul(stand.dsn_beheer(), [o.tenants[0].id], per_gemeente=1)
        return await neem_op(o.config, o.tenants[0], dossiers[o.tenants[0].id][0])

    return asyncio.run(neem())


async def _bezet(stand: Proefstand, aantal: int) -> Bezetting:
    naam = f"gemeenten_{aantal}"
    await stand.maak_database(naam)
    gemeenten = gegevens.proefgemeenten(aantal)
    await gegevens.laad_gemeenten(stand.dsn_beheer(naam), gemeenten)
    dossiers = await gegevens.vul(stand.dsn_beheer(naam), [g.id for g in gemeenten], per_gemeente=DOSSIERS)
    return Bezetting(gemeenten=aantal, naam=naam, dossiers=dossiers)


async def _meet(stand: Proefstand, bezettingen: Sequence[Bezetting], opname: Opname, keren: int) -> Tijden:
    async with AsyncExitStack() as stapel:
        varianten = [
            await _open(stapel, stand, bezetting, opname, rls=rls) for bezetting in bezettingen for rls in (True, False)
        ]
        tijden: Tijden = {}
        toeval = random.Random(2021)
        await _run(varianten, toeval, keren)  # the first run fills caches and plans
        for _ in range(RUNS):
            for sleutel, mediaan in (await _run(varianten, toeval, keren)).items():
                tijden.setdefault(sleutel, []).append(mediaan)
        return tijden


async def _open(
    stapel: AsyncExitStack, stand: Proefstand, bezetting: Bezetting, opname: Opname, *, rls: bool
) -> Variant:
    dsn = stand.dsn("gemeente", bezetting.naam) if rls else stand.dsn_zonder_rls(bezetting.naam)
    verbinding = await asyncpg.connect(dsn)
    stapel.push_async_callback(verbinding.close)
    banden = (opname.pagina, opname.dossier)
    pagina, dossier = [[await verbinding.prepare(o.sql) for o in band.lezen] for band in banden]
    return Variant(bezetting=bezetting, rls=rls, verbinding=verbinding, banden=banden, voorbereid=(pagina, dossier))


async def _run(varianten: Sequence[Variant], toeval: random.Random, keren: int) -> dict[tuple[int, int, bool], float]:
    """Each time all variants, in another order, each for a gemeente and a dossier drawn at random."""
    los: dict[tuple[int, int, bool], list[float]] = {}
    for _ in range(keren):
        for soort in range(len(SOORTEN)):
            for variant in toeval.sample(varianten, len(varianten)):
                tijd = await _een(variant, soort, toeval)
                los.setdefault((soort, variant.bezetting.gemeenten, variant.rls), []).append(tijd)
    return {sleutel: statistics.median(reeks) for sleutel, reeks in los.items()}


async def _een(variant: Variant, soort: int, toeval: random.Random) -> float:
    """Milliseconds of the statements alone; opening and ending the transaction is outside the clock."""
    band = variant.banden[soort]
    gemeente_id = toeval.choice(list(variant.bezetting.dossiers))
    vervang = band.verplaats(gemeente_id, toeval.choice(variant.bezetting.dossiers[gemeente_id]))
    waarden = [o.met(vervang) for o in band.lezen]
    await variant.verbinding.execute(band.opening.replace(str(band.gemeente_id), str(gemeente_id)))
    begin = time.perf_counter()
    for opdracht, w in zip(variant.voorbereid[soort], waarden, strict=True):
        if not await opdracht.fetch(*w):
            raise LookupError("een opdracht vond niets; dan valt er niets te meten")
    tijd = (time.perf_counter() - begin) * 1000
    await variant.verbinding.execute("commit")
    return tijd


def _verslag(tijden: Tijden, keren: int) -> Verslag:
    doelen, rijen = [], []
    for soort, naam in enumerate(SOORTEN):
        mediaan = {(g, rls): statistics.median(tijden[soort, g, rls]) for g in (KLEIN, GROOT) for rls in (True, False)}
        doelen += [
            Doel(
                naam=f"{naam}: {GROOT} t.o.v. {KLEIN} gemeenten",
                gemeten=mediaan[GROOT, True] / mediaan[KLEIN, True],
                grens=GRENS_SCHAAL,
                soort=Grens.HOOGSTENS,
            ),
            Doel(
                naam=f"{naam}: met t.o.v. zonder RLS ({GROOT} gemeenten)",
                gemeten=mediaan[GROOT, True] / mediaan[GROOT, False],
                grens=GRENS_RLS,
                soort=Grens.HOOGSTENS,
            ),
        ]
        for gemeenten in (KLEIN, GROOT):
            for rls in (True, False):
                runs = tijden[soort, gemeenten, rls]
                rijen.append(
                    (
                        naam,
                        f"{gemeenten}",
                        "ja" if rls else "nee",
                        f"{statistics.median(runs):.3f}",
                        f"{min(runs):.3f}-{max(runs):.3f}",
                        f"{statistics.median(runs) / mediaan[KLEIN, rls]:.2f}",
                        f"{statistics.median(runs) / mediaan[gemeenten, False]:.2f}",
                    )
                )
    tabel = Tabel(
        titel=f"Opdrachten op {KLEIN} en {GROOT} gemeenten met elk {DOSSIERS} dossiers",
        koppen=("lezing", "gemeenten", "RLS", "mediaan ms", "laagste-hoogste", f"t.o.v. {KLEIN}", "t.o.v. zonder RLS"),
        rijen=rijen,
        noot=f"Mediaan van {RUNS} runs van {keren} keer, alle vier door elkaar, elke keer een andere gemeente; alleen"
        " de opdrachten zelf (voorbereid, één verbinding), zoals de toepassing ze stuurt. De rijen van gemeenten liggen"
        " door elkaar in de tabellen.",
    )
    return Verslag(titel="Schaal", doelen=doelen, tabellen=[tabel])
