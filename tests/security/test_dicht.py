"""Wat een inlogrol probeert naast de tabellen: bestanden, sloten, berichten, andere databases, alle verbindingen."""

import contextlib
from collections.abc import AsyncIterator

import asyncpg
import pytest

from core.platform.tenancy import Actor
from tests.security.conftest import Volle
from tests.voorbeelden.cluster import Cluster

OPDRACHTEN = {
    "een groot object maken": "select lo_creat(-1)",
    "een groot object vullen": "select lo_from_bytea(0, 'x')",
    "een groot object lezen": "select lo_get(16384)",
    "een bestand van de server inlezen": "select lo_import('/etc/passwd')",
    "een slot van een ander nemen": "select pg_advisory_lock(70212022)",
    "een slot voor een transactie": "select pg_try_advisory_xact_lock(1, 2)",
    "alle sloten loslaten": "select pg_advisory_unlock_all()",
    "een bericht versturen vanuit een expressie": "select pg_notify('kanaal', 'gemeente 8 dossier 12')",
    "iets in het WAL zetten": "select pg_logical_emit_message(false, 'x', 'y')",
    "een momentopname vasthouden": "select pg_export_snapshot()",
    "een opdracht van een ander afbreken": "select pg_cancel_backend(1)",
    "een verbinding van een ander verbreken": "select pg_terminate_backend(1)",
    "een opdracht in een expressie": "select query_to_xml('select 1', true, false, '')",
    "een tabel in een expressie": "select table_to_xml('pg_class', true, false, '')",
    "een instelling vanuit een expressie": "select set_config('meedoen.gemeente_id', '', false)",
    "een tijdelijke tabel": "create temporary table t (x integer)",
    "een eigen tabel": "create table public.t (x integer)",
    "een bestand lezen": "select pg_read_file('/etc/passwd')",
    "een programma draaien": "copy (select 1) to program 'true'",
    "een andere rol worden": "set role meedoen_eigenaar",
}
elke_rol = pytest.mark.parametrize("actor", list(Actor))


@elke_rol
async def test_naast_de_tabellen_is_er_niets(cluster: Cluster, volle: Volle, actor: Actor) -> None:
    verbinding = await asyncpg.connect(cluster.dsn(f"meedoen_{actor}", volle.naam))
    try:
        for wat, opdracht in OPDRACHTEN.items():
            try:
                await verbinding.execute(opdracht)
            except (asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError):
                continue
            pytest.fail(f"{actor}: {wat}")
    finally:
        await verbinding.close()


@elke_rol
@pytest.mark.parametrize("database", ["postgres", "template1"])
async def test_een_andere_database_van_het_cluster_is_dicht(cluster: Cluster, actor: Actor, database: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for database"):
        await asyncpg.connect(cluster.dsn(f"meedoen_{actor}", database))


async def test_een_rol_neemt_niet_alle_verbindingen_in(cluster: Cluster, volle: Volle) -> None:
    """De kleinste rol loopt tegen haar grens, en een ander kan er dan nog in."""
    async with contextlib.AsyncExitStack() as stapel:
        grens = await stapel.enter_async_context(_telt(cluster, volle))
        for _ in range(grens):
            verbinding = await asyncpg.connect(cluster.dsn("meedoen_sleutels", volle.naam))
            stapel.push_async_callback(verbinding.close)
        with pytest.raises(asyncpg.TooManyConnectionsError):
            await asyncpg.connect(cluster.dsn("meedoen_sleutels", volle.naam))
        ander = await asyncpg.connect(cluster.dsn("meedoen_gemeente", volle.naam))
        await ander.close()


@contextlib.asynccontextmanager
async def _telt(cluster: Cluster, volle: Volle) -> AsyncIterator[int]:
    """Hoeveel verbindingen de sleutelbeheerder er nog bij mag hebben."""
    async with cluster.alziend(volle.naam) as alziend:
        yield await alziend.fetchval(
            "select rolconnlimit - (select count(*)::integer from pg_stat_activity where usename = rolname)"
            " from pg_roles where rolname = 'meedoen_sleutels'"
        )


async def test_de_migratie_houdt_haar_eigen_slot(cluster: Cluster, volle: Volle) -> None:
    verbinding = await asyncpg.connect(cluster.dsn("meedoen_migratie", volle.naam))
    try:
        await verbinding.execute("select pg_advisory_lock(1)")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await verbinding.execute("select pg_advisory_xact_lock(1)")
    finally:
        await verbinding.close()
