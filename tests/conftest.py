"""Een echte PostgreSQL en Valkey per testproces; per test een eigen kopie van een gemigreerde database."""

import gc
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from core.bootstrap import maak_proceskaart
from core.instellingen.config import Config, lees_config
from core.law.lezen import lees_recht
from core.law.recht import Recht
from core.ontwikkeling.embedded.processen import stopsein_als_ctrl_c
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.ontwikkeling.embedded.werkmap import tijdelijke_map
from core.platform.access.bevoegdheden import Bevoegdheden
from core.platform.audit.logboek import Logboek
from core.platform.crypto.kluis import Kluis
from core.platform.db.uow import Databank
from core.platform.huis import Huis
from core.platform.pluginhost.host import bouw_plugins
from core.platform.tenants import lees_tenants
from tests.tijden import (  # noqa: F401 - hooks of pytest
    pytest_collection_modifyitems,
    pytest_runtest_logreport,
    pytest_terminal_summary,
)
from tests.voorbeelden.alle import open_databank
from tests.voorbeelden.beheer import TweeGemeenten, maak_twee_gemeenten
from tests.voorbeelden.cluster import Cluster, draaiend_cluster, nieuwe_naam
from tests.voorbeelden.omgeving import omgeving

# Collecting makes a million objects that all stay. Looking for garbage among them, again and again, is a third of it.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """PostgreSQL met een gemigreerd sjabloon; één per testproces, weg aan het eind."""
    with stopsein_als_ctrl_c(), tijdelijke_map() as map_, draaiend_cluster(map_) as draaiend:
        yield draaiend


@pytest.fixture(scope="session")
def valkey() -> Iterator[EmbeddedValkey]:
    with stopsein_als_ctrl_c(), tijdelijke_map() as map_, EmbeddedValkey(map_ / "valkey", duurzaam=False) as draaiend:
        yield draaiend


@pytest.fixture
async def database(cluster: Cluster) -> AsyncIterator[str]:
    """De naam van een verse, gemigreerde, lege database."""
    naam = nieuwe_naam()
    await cluster.kopieer(naam)
    yield naam
    await cluster.verwijder(naam)


@pytest.fixture
async def databank(cluster: Cluster, database: str) -> AsyncIterator[Databank]:
    """Die database, open voor alle actoren, met een beweegbare klok."""
    async with open_databank(cluster, database) as geopend:
        yield geopend


@pytest.fixture
async def eigenaar(cluster: Cluster, database: str) -> AsyncIterator[Any]:
    """Een verbinding als eigenaar van het schema, voor wat `meedoen` op de opdrachtregel inricht."""
    async with cluster.eigenaar(database) as verbinding:
        yield verbinding


@pytest.fixture
async def alziend(cluster: Cluster, database: str) -> AsyncIterator[Any]:
    """Een verbinding die alle rijen ziet, om 'verborgen' van 'niet aanwezig' te onderscheiden."""
    async with cluster.alziend(database) as verbinding:
        yield verbinding


@pytest.fixture
async def twee_gemeenten(eigenaar: Any) -> TweeGemeenten:
    """Stichtse Vecht en Krimpenerwaard met hun mensen en taalscholen, verder leeg."""
    return await maak_twee_gemeenten(eigenaar)


@pytest.fixture
def config(cluster: Cluster, database: str, valkey: EmbeddedValkey) -> Config:
    return lees_config(omgeving(cluster.dsns(database), valkey=valkey.url))


@pytest.fixture(scope="session")
def recht() -> Recht:
    return lees_recht()


@pytest.fixture
def huis(config: Config, databank: Databank, recht: Recht) -> Huis:
    """Een echt huis, zoals bij het starten gebouwd."""
    stand = bouw_plugins(lees_tenants(config.tenants), recht)
    return Huis(
        config=config,
        databank=databank,
        kluis=Kluis(config.sleutel_versleuteling, config.sleutel_index, config.sleutel_zout),
        logboek=Logboek(sleutels=config.sleutel_audit),
        bevoegdheden=Bevoegdheden(),
        recht=recht,
        tenants=stand.tenants,
        plugins=stand.plugins,
        uitval=stand.uitval,
        proces=maak_proceskaart(),
    )
