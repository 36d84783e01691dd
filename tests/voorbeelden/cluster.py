"""A real PostgreSQL for the tests: one per test process, with a migrated template that each test gets a copy of."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from core.ontwikkeling.embedded.postgres import EmbeddedPostgres
from core.platform.db.migreren import bereid_voor, migreer
from core.platform.tenancy import Actor

WORTEL = Path(__file__).parents[2]
MIGRATIES = WORTEL / "migrations"
SJABLOON = "sjabloon"
ROLLEN = (*(f"meedoen_{actor}" for actor in Actor), "meedoen_migratie")


@dataclass(slots=True)
class Cluster:
    """The server, the passwords of its roles, and how to make and drop a database."""

    postgres: EmbeddedPostgres
    wachtwoorden: dict[str, str] = field(default_factory=lambda: {rol: secrets.token_urlsafe(24) for rol in ROLLEN})

    def dsn(self, rol: str, database: str) -> str:
        return self.postgres.dsn(rol, self.wachtwoorden[rol], database)

    def beheer_dsn(self, database: str) -> str:
        """The superuser's door: to look past row-level security, never to act as somebody."""
        return self.postgres.beheer_dsn.removesuffix("/postgres") + f"/{database}"

    def dsns(self, database: str) -> dict[Actor, str]:
        return {actor: self.dsn(f"meedoen_{actor}", database) for actor in Actor}

    async def maak_leeg(self, naam: str) -> None:
        """An empty database, with the roles and the schema but without migrations."""
        await self._beheer(f"create database {naam}")
        await bereid_voor(self.beheer_dsn(naam), self.wachtwoorden)

    async def maak_sjabloon(self) -> None:
        # The passwords live as long as this process; proving them 4 096 times over is most of the time of a connection.
        await self._beheer("alter role beheer set scram_iterations = 1")
        await self.maak_leeg(SJABLOON)
        await migreer(self.dsn("meedoen_migratie", SJABLOON), MIGRATIES)
        await self._beheer(f"alter database {SJABLOON} is_template true allow_connections false")

    async def kopieer(self, naam: str) -> None:
        """A copy of the template. PostgreSQL leaves the rights on the database itself behind, so those follow here."""
        await self._beheer(
            f"create database {naam} template {SJABLOON} strategy file_copy",
            f"do $$ declare r record; begin"
            f" if (select datacl is not null from pg_database where datname = '{SJABLOON}') then"
            f" revoke all on database {naam} from public;"
            f" for r in select a.grantee::regrole as rol, a.privilege_type as recht from pg_database d,"
            f" aclexplode(d.datacl) a where d.datname = '{SJABLOON}' and a.grantee <> d.datdba loop"
            f" execute format('grant %s on database {naam} to %s', r.recht,"
            f" case when r.rol = 0::regrole then 'public' else r.rol::text end); end loop; end if; end $$",
        )

    async def verwijder(self, naam: str) -> None:
        await self._beheer(f"drop database if exists {naam} with (force)")

    @contextlib.asynccontextmanager
    async def eigenaar(self, database: str) -> AsyncIterator[Any]:
        """A connection that acts as the owner of the schema, as `meedoen beheer` on the command line does."""
        verbinding = await asyncpg.connect(self.dsn("meedoen_migratie", database))
        try:
            await verbinding.execute("set role meedoen_eigenaar; set search_path = meedoen, pg_catalog")
            yield verbinding
        finally:
            await verbinding.close()

    @contextlib.asynccontextmanager
    async def alziend(self, database: str) -> AsyncIterator[Any]:
        """A superuser's connection: sees every row, so that a test can tell 'hidden' from 'not there'."""
        verbinding = await asyncpg.connect(self.beheer_dsn(database))
        try:
            await verbinding.execute("set search_path = meedoen, pg_catalog")
            yield verbinding
        finally:
            await verbinding.close()

    async def _beheer(self, *opdrachten: str) -> None:
        verbinding = await asyncpg.connect(self.postgres.beheer_dsn)
        try:
            for opdracht in opdrachten:
                await verbinding.execute(opdracht)
        finally:
            await verbinding.close()


@contextlib.contextmanager
def draaiend_cluster(map_: Path) -> Iterator[Cluster]:
    with EmbeddedPostgres(map_ / "postgres", duurzaam=False) as postgres:
        cluster = Cluster(postgres)
        asyncio.run(cluster.maak_sjabloon())
        yield cluster


def nieuwe_naam() -> str:
    return f"t_{secrets.token_hex(6)}"
