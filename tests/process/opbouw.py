"""De wereld als fixture: één keer opgebouwd per testproces, en voor elke test weer leeg.

Alle tests van deze mappen delen één event loop (zie `deel_de_lus`); daaraan hangen de verbindingen met de database.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core.bootstrap import maak_huis
from core.instellingen.config import lees_config
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.telemetry import logboek
from core.process.mandaat.opdrachten import neem_op
from tests.process.onthouden import Onthouden
from tests.process.wereld import BEGIN, Wereld
from tests.process.wereldbouw import bouw
from tests.process.zaak import Zaak
from tests.voorbeelden.alle import DOOR_DE_MIGRATIE, TABELLEN
from tests.voorbeelden.beheer import maak_twee_gemeenten
from tests.voorbeelden.cluster import Cluster, nieuwe_naam
from tests.voorbeelden.omgeving import omgeving

LEEG = sorted(TABELLEN - DOOR_DE_MIGRATIE)
LEEGMAKEN = "; ".join(f"delete from meedoen.{tabel}" for tabel in LEEG)


def deel_de_lus(items: list[pytest.Item], map_: Path) -> None:
    """Laat elke asynchrone test onder deze map in de lus van de sessie lopen."""
    for item in items:
        if item.path.is_relative_to(map_) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def staande_wereld(
    cluster: Cluster, valkey: EmbeddedValkey, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Wereld]:
    """De API, de taken en de simulator op een eigen database; gebruik `wereld`, die haar eerst leegmaakt."""
    # The log of the real process: the default of structlog prints whole traces, values and all.
    logboek.richt_in("INFO")
    naam = nieuwe_naam()
    await cluster.kopieer(naam)
    huis = maak_huis(lees_config(omgeving(cluster.dsns(naam), valkey=valkey.url, db_verbindingen="8")))
    await huis.databank.open()
    async with cluster.eigenaar(naam) as eigenaar, cluster.alziend(naam) as alziend:
        map_ = tmp_path_factory.mktemp("wereld")
        twee = await maak_twee_gemeenten(eigenaar)
        gebouwd = bouw(huis, twee, eigenaar=eigenaar, alziend=alziend, map_=map_)
        await gebouwd.zet_klok(BEGIN)
        await vul_mandaten(gebouwd)
        await _onthoud_begin(alziend)
        gebouwd.onthouden = Onthouden(LEEG)
        await _speel_vooraf(gebouwd, gebouwd.onthouden)
        yield gebouwd
        await gebouwd.http.aclose()
        await gebouwd.duo.aclose()
        await gebouwd.buren.sluit()
    await huis.databank.sluit()
    await cluster.verwijder(naam)


@pytest_asyncio.fixture(loop_scope="session")
async def wereld(staande_wereld: Wereld) -> Wereld:
    """Een wereld waarin nog niets gebeurd is: twee gemeenten met hun mensen, en een klok op 2 maart 2026."""
    return await maak_leeg(staande_wereld)


async def maak_leeg(wereld: Wereld) -> Wereld:
    """Dezelfde wereld, waarin nog niets gebeurd is."""
    await leeg_database(wereld, daarna=await _terug_naar_begin(wereld.alziend))
    nieuw = wereld.opnieuw()
    for soort in await nieuw.storingen():
        await nieuw.storing(soort, 0)
    nieuw.lijn.vergeet()
    if nieuw.onthouden is not None:
        await nieuw.onthouden.begin(nieuw)
    return nieuw


async def _speel_vooraf(wereld: Wereld, onthouden: Onthouden) -> None:
    """De verhalen waarmee de meeste tests beginnen: van wie asielstatushouder is en van wie niet."""
    for asiel, stukken in (
        (True, (Zaak.tot_opgeroepen, Zaak.tot_afwezig, Zaak.tot_traject)),
        (False, (Zaak.tot_traject,)),
    ):
        for stuk in stukken:
            leeg = await maak_leeg(wereld)
            with onthouden.bewaart():
                await stuk(await Zaak.nieuw(leeg, asiel=asiel))


async def _onthoud_begin(alziend: Any) -> None:
    """Bewaar de rijen van nu, zolang deze verbinding leeft: terugzetten is veel vlugger dan opnieuw inrichten."""
    for tabel in LEEG:
        if await alziend.fetchval(f"select exists (table meedoen.{tabel})"):
            await alziend.execute(f"create temp table begin_{tabel} as table meedoen.{tabel}")


async def _terug_naar_begin(alziend: Any) -> str:
    bewaard = await alziend.fetch(
        "select relname from pg_class where relnamespace = pg_my_temp_schema() and relname ^@ 'begin_'"
    )
    return "; ".join(f"insert into meedoen.{naam.removeprefix('begin_')} table pg_temp.{naam}" for (naam,) in bewaard)


async def vul_mandaten(wereld: Wereld) -> None:
    """Het register van beide gemeenten zoals hun tenantbestand het noemt; als een beheerder op de opdrachtregel."""
    for gemeente in (wereld.twee.a, wereld.twee.b):
        async with wereld.huis.databank.uow(gemeente.als_taak()) as tx:
            await neem_op(tx, wereld.huis.logboek, gemeente.tenant, door="B. Beheer, functioneel beheerder")


async def leeg_database(wereld: Wereld, daarna: str = "") -> None:
    """Verwijder alle rijen van alle gemeenten, als superuser: geen rol van Meedoen kan dit."""
    await wereld.alziend.execute(
        f"set session_replication_role = replica; {LEEGMAKEN}; {daarna}; set session_replication_role = default"
    )
    await wereld.zet_klok(BEGIN)


__all__ = ["deel_de_lus", "leeg_database", "maak_leeg", "staande_wereld", "vul_mandaten", "wereld"]
