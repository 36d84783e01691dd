"""Eén volle database voor de hele map: elke test draait terug wat zij deed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import asyncpg
import pytest
import pytest_asyncio
import sentry_sdk

from core.instellingen.config import Config
from core.platform.telemetry import logboek, sentry
from tests.security.context import Toneel
from tests.security.opvang import Opvang
from tests.voorbeelden.alle import maak_volle_database
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.cluster import Cluster, nieuwe_naam


@dataclass(frozen=True, slots=True)
class Volle:
    naam: str
    twee: TweeGemeenten


@pytest.fixture(scope="session")
def volle(cluster: Cluster) -> Iterator[Volle]:
    naam = nieuwe_naam()
    yield Volle(naam, asyncio.run(maak_volle_database(cluster, naam)))
    asyncio.run(cluster.verwijder(naam))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def toneel(cluster: Cluster, volle: Volle) -> AsyncIterator[Toneel]:
    async with contextlib.AsyncExitStack() as stapel:
        rollen = {}
        for actor, dsn in cluster.dsns(volle.naam).items():
            rollen[actor] = await asyncpg.connect(dsn)
            stapel.push_async_callback(rollen[actor].close)
        alziend = await stapel.enter_async_context(cluster.alziend(volle.naam))
        yield Toneel(volle.twee, rollen, alziend)


@pytest.fixture
def opvang(config: Config) -> Iterator[Opvang]:
    """Sentry staat aan en stuurt hierheen."""
    opvang = Opvang()
    logboek.richt_in("INFO")
    sentry.richt_in(config, transport=opvang)
    yield opvang
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)
