"""The running caseload comes in: how long until everybody on a list has a dossier, and until all that DUO and the BRP
know of them is in it.

Worker, relay and simulator run as in `meedoen run`, the worker once. Nobody else works meanwhile.
"""

import datetime as dt
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import asyncpg
import msgspec

from benchmarks.belasting import in_lus, wacht_op
from benchmarks.proefstand import Proefstand, proefstand, webproces
from benchmarks.verslag import Doel, Grens, MetingMislukt, Tabel, Verslag
from core.bootstrap import maak_huis
from core.law.inlezen import Bekend
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.ontwikkeling.opstelling import Opstelling
from core.ontwikkeling.simulator.app import hoort_bij, maak_simulator
from core.ontwikkeling.simulator.berichten import Gebeurtenis
from core.ontwikkeling.simulator.bevolking import Inwoner, maak_bevolking
from core.ontwikkeling.simulator.instellingen import MEESTE_PERSONEN, SimulatorGemeente, SimulatorInstellingen
from core.ontwikkeling.simulator.opslag import Stand
from core.platform.crypto.bsn import Bsn
from core.platform.tenancy import Actor
from core.process.inlezen import opdrachten
from core.process.inlezen.lijst import Ingelezen

PERSONEN, GRENS = 900, 300.0
HOOGSTENS = 1800.0
_WACHT = "select count(*) from meedoen.inleesregel where status = 'wacht'"
_OPEN = "select count(*) from meedoen.outbox where status in ('nieuw', 'aangeboden', 'bezig')"
_TEL = """
select (select count(*) from meedoen.dossier where kennisgeving_op is not null) as gelezen,
       (select count(*) from meedoen.persoon where naam <> '') as met_naam,
       (select count(*) from meedoen.dossier) as dossiers,
       (select count(*) from meedoen.outbox) as taken,
       (select count(*) from meedoen.outbox where status = 'mislukt') as mislukt,
       (select count(*) from meedoen.duo_melding) + (select count(*) from meedoen.brief) as naar_buiten"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitkomst:
    personen: int
    klaargezet: float
    geopend: float
    gelezen: float
    telling: dict[str, int]


def meet(voortgang: Voortgang, *, kort: bool) -> Verslag:
    """Measure and report; `kort` takes a tenth of the people, and holds them against a tenth of the time."""
    personen = PERSONEN // 10 if kort else PERSONEN
    with proefstand(voortgang) as stand:
        with voortgang.stap("Database inrichten"):
            o = stand.opstelling()
            instellingen = _simulator(o)
            mensen = _bevolk(instellingen)[:personen]
        kinderen = [
            *(kind for kind in o.processen() if kind.naam in ("worker", "relay")),
            webproces(
                "simulator",
                lambda: maak_simulator(instellingen, nu=_nu),
                o.poorten.simulator,
                gereed="/_besturing/stand",
            ),
        ]
        uitkomst = stand.draai(kinderen, lambda: in_lus(_meet(stand, o, mensen)))
    return _verslag(uitkomst, GRENS * personen / PERSONEN)


async def _nu() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _simulator(o: Opstelling) -> SimulatorInstellingen:
    """All people with a valid test number, in one gemeente."""
    tenant = o.tenants[0]
    return SimulatorInstellingen(
        bestand=o.werkmap.map / "simulator.sqlite",
        meedoen=o.ontvanger,
        duo_oin=o.config.duo_oin,
        gemeenten=(SimulatorGemeente(code=tenant.code[2:], naam=tenant.naam, oin=tenant.oin),),
        aantal=MEESTE_PERSONEN,
    )


def _bevolk(instellingen: SimulatorInstellingen) -> list[Inwoner]:
    """Everybody known to DUO before the simulator starts, so that she reports nobody."""
    if not hoort_bij(instellingen):
        raise MetingMislukt("het bestand van de simulator is van een andere bevolking")
    mensen = maak_bevolking(instellingen.zaad, instellingen.gemeenten, aantal=instellingen.aantal)
    stand = msgspec.json.encode(_stand())
    with closing(sqlite3.connect(instellingen.bestand)) as db:
        db.executemany("insert into stand values (?, ?)", [(inwoner.bsn, stand) for inwoner in mensen])
        db.commit()
    return list(mensen)


def _stand() -> Stand:
    """Somebody whom DUO reported half a year ago."""
    toen = dt.date.today() - dt.timedelta(days=180)  # noqa: DTZ011 - of the machine, as the simulator's own clock
    return Stand(
        plicht=True,
        plicht_begin=toen,
        kennisgeving=toen,
        wijziging=toen,
        bsn_bekend=True,
        ingeschreven=toen,
        gevestigd=toen,
        gebeurtenissen=[Gebeurtenis(id="SS139", omschrijving="Inburgeringsplichtig", datum=toen)],
    )


async def _meet(stand: Proefstand, o: Opstelling, mensen: list[Inwoner]) -> Uitkomst:
    huis = maak_huis(o.config, actoren=frozenset({Actor.GEMEENTE}))
    db = await asyncpg.connect(stand.dsn_beheer())
    await huis.databank.open()
    try:
        lijst = [
            Ingelezen(rij=rij, bsn=Bsn(i.bsn), vnummer=None, bekend=Bekend()) for rij, i in enumerate(mensen, start=2)
        ]
        begin = time.perf_counter()
        await opdrachten.begin(huis, o.tenants[0], lijst, door="de meting")
        klaargezet = time.perf_counter() - begin
        await wacht_op(lambda: _is_nul(db, _WACHT), hoogstens=HOOGSTENS, waarop="iedereen op de lijst gelezen")
        geopend = time.perf_counter() - begin
        stand.voortgang.meld("  iedereen heeft een dossier")
        await wacht_op(lambda: _is_nul(db, _OPEN), hoogstens=HOOGSTENS, waarop="de wachtrij van de worker leeg")
        gelezen = time.perf_counter() - begin
        rij = await db.fetchrow(_TEL)
        if rij is None:
            raise MetingMislukt("de telling gaf niets")
        return Uitkomst(
            personen=len(mensen), klaargezet=klaargezet, geopend=geopend, gelezen=gelezen, telling=dict(rij)
        )
    finally:
        await db.close()
        await huis.databank.sluit()


async def _is_nul(db: Any, vraag: str) -> bool:
    return int(await db.fetchval(vraag)) == 0


def _verslag(u: Uitkomst, grens: float) -> Verslag:
    niet_gelezen = u.personen - u.telling["gelezen"]
    doelen = [
        Doel(
            naam=f"seconden tot {u.personen} personen bij DUO en in de BRP gelezen zijn",
            gemeten=u.gelezen,
            grens=grens,
            soort=Grens.HOOGSTENS,
            eenheid="",
        ),
        Doel(naam="personen niet of half gelezen", gemeten=niet_gelezen, grens=0, soort=Grens.HOOGSTENS, eenheid=""),
        Doel(
            naam="brieven en meldingen die de deur uit gaan",
            gemeten=u.telling["naar_buiten"],
            grens=0,
            soort=Grens.HOOGSTENS,
            eenheid="",
        ),
    ]
    rijen = [
        ("seconden tot de lijst klaarstond", f"{u.klaargezet:.1f}"),
        ("seconden tot iedereen een dossier had", f"{u.geopend:.1f}"),
        ("seconden tot alles gelezen was", f"{u.gelezen:.1f}"),
        *((naam.replace("_", " "), str(aantal)) for naam, aantal in u.telling.items()),
    ]
    tabel = Tabel(titel="Wat er van terechtkwam", koppen=("wat", "aantal"), rijen=rijen)
    return Verslag(titel="De lopende zaken inlezen", doelen=doelen, tabellen=[tabel])
