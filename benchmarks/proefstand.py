"""The bench on which everything is measured: servers of its own in a temporary folder, gone afterwards.

The processes are those of `meedoen run`, under the same supervisor; only the clock is the one of production.
"""

import asyncio
import contextlib
import os
import secrets
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import asyncpg
import uvicorn

from benchmarks.gegevens import Proefgemeente, laad_gemeenten
from benchmarks.verslag import MetingMislukt
from core.instellingen.config import lees_config
from core.ontwikkeling.embedded.bestanden import maak_map
from core.ontwikkeling.embedded.geheimen import DATABASE, ROLLEN, Geheimen, Poorten
from core.ontwikkeling.embedded.poorten import ADRES, antwoordt, vrije_poort
from core.ontwikkeling.embedded.postgres import EmbeddedPostgres
from core.ontwikkeling.embedded.processen import STOPSIGNALEN, bepaal_eigenaar, stopsein_als_ctrl_c
from core.ontwikkeling.embedded.sleutels import lees_of_maak_sleutels
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.ontwikkeling.embedded.werkmap import Werkmap, tijdelijke_map
from core.ontwikkeling.opstelling import CHECKOUT, Opstelling, zaai_medewerkers
from core.ontwikkeling.supervisor import Kind, Supervisor
from core.platform.db import beheer, migreren
from core.platform.tenants import lees_tenants

T = TypeVar("T")
ZONDER_RLS = "meting_zonder_rls"
_RECHTEN = f"""
do $$ begin execute format('grant connect on database %I to {ZONDER_RLS}', current_database()); end $$;
grant usage on schema meedoen to {ZONDER_RLS};
grant select, insert on all tables in schema meedoen to {ZONDER_RLS};
grant execute on all functions in schema meedoen to {ZONDER_RLS};
grant execute on function pg_advisory_xact_lock(bigint) to meedoen_gemeente"""
# The last one is for the variant that is not ours: a chain of audit lines under one lock per gemeente.

# Only the policies may differ: what the role of a gemeente has as settings, the role without policies gets too.
_INSTELLINGEN = """
select format('alter role %I set %s to %L', $1::text, split_part(i, '=', 1), substr(i, strpos(i, '=') + 1)) as opdracht
from pg_roles, unnest(rolconfig) as i where rolname = 'meedoen_gemeente'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proefstand:
    werkmap: Werkmap
    postgres: EmbeddedPostgres
    valkey: EmbeddedValkey
    voortgang: Voortgang
    geheimen: Geheimen = field(default_factory=Geheimen)
    wachtwoord_zonder_rls: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    def dsn(self, rol: str, database: str = DATABASE) -> str:
        """The door of `meedoen_<rol>`, for which row-level security holds."""
        return self.postgres.dsn(f"meedoen_{rol}", self.geheimen.wachtwoorden[rol], database)

    def dsn_zonder_rls(self, database: str = DATABASE) -> str:
        """The door of a role that exists on this bench only and for which no policy holds (BYPASSRLS)."""
        return self.postgres.dsn(ZONDER_RLS, self.wachtwoord_zonder_rls, database)

    def dsn_beheer(self, database: str = DATABASE) -> str:
        """The superuser's door: to load and to count, never to measure."""
        return self.postgres.beheer_dsn.removesuffix("/postgres") + f"/{database}"

    async def maak_database(self, naam: str = DATABASE) -> None:
        """A migrated, empty database with the role without policies beside those of Meedoen."""
        await _voer_uit(self.postgres.beheer_dsn, f"create database {naam}")
        wachtwoorden = {f"meedoen_{rol}": self.geheimen.wachtwoorden[rol] for rol in ROLLEN}
        await migreren.bereid_voor(self.dsn_beheer(naam), wachtwoorden)
        await migreren.migreer(self.dsn("migratie", naam), migreren.MIGRATIES)
        verbinding = await asyncpg.connect(self.dsn_beheer(naam))
        try:
            if not await verbinding.fetchval("select 1 from pg_roles where rolname = $1", ZONDER_RLS):
                opdracht = "select format('create role %I login bypassrls password %L', $1::text, $2::text)"
                await verbinding.execute(await verbinding.fetchval(opdracht, ZONDER_RLS, self.wachtwoord_zonder_rls))
            await verbinding.execute(_RECHTEN)
            for regel in await verbinding.fetch(_INSTELLINGEN, ZONDER_RLS):
                await verbinding.execute(regel["opdracht"])
        finally:
            await verbinding.close()

    def opstelling(self, *, erbij: Sequence[Proefgemeente] = ()) -> Opstelling:
        """The development set-up on this bench, with its database made, filled with tenants and employees.

        `erbij` are gemeenten of the bench: in the database and with a salt of their own, without a tenant file.
        """
        poorten = Poorten(api=vrije_poort(), simulator=vrije_poort(), ontvanger=vrije_poort(), peil=vrije_poort())
        omgeving = self.geheimen.naar_omgeving(self.postgres, self.valkey, poorten)
        omgeving |= {"MEEDOEN_KLOK": "systeem", "MEEDOEN_TENANTS": str(CHECKOUT / "tenants")}
        omgeving |= {"MEEDOEN_AUDIT_ANKER": str(self.werkmap.map / "audit-anker.jsonl")}
        tenants = tuple(lees_tenants(CHECKOUT / "tenants").values())
        omgeving |= _sleutels(self.werkmap, [*(t.id for t in tenants), *(g.id for g in erbij)])
        config = lees_config(omgeving)
        eigenaar = self.dsn("migratie")

        async def richt_in() -> None:
            await self.maak_database()
            await beheer.laad_tenants(eigenaar, tenants)
            await laad_gemeenten(self.dsn_beheer(), erbij)
            await zaai_medewerkers(eigenaar, tenants, uitgever=config.token_uitgever)

        asyncio.run(richt_in())
        return Opstelling(
            werkmap=self.werkmap,
            config=config,
            eigenaar_dsn=eigenaar,
            poorten=poorten,
            tenants=tenants,
            omgeving=omgeving,
            servers=(self.postgres, self.valkey),
        )

    def draai(self, kinderen: Sequence[Kind], meet: Callable[[], T]) -> T:
        """Start `kinderen`, measure when all answer, stop them.

        Raises:
            MetingMislukt: they did not start, or something stopped the run from outside.
        """
        uitkomst: list[T] = []

        def meting() -> None:
            # The supervisor holds the stop signals back; while measuring, Ctrl-C must work.
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPSIGNALEN)
            try:
                uitkomst.append(meet())
            finally:
                signal.pthread_sigmask(signal.SIG_BLOCK, STOPSIGNALEN)
            # The supervisor waits for a stop signal; there is nothing more to do.
            os.kill(os.getpid(), signal.SIGTERM)

        Supervisor(
            [self._met_nummer(kind) for kind in kinderen],
            logmap=self.werkmap.logs,
            voortgang=self.voortgang,
            servers=(self.postgres, self.valkey),
            bij_gereed=meting,
        ).draai()
        if not uitkomst:
            raise MetingMislukt("de processen van de meting zijn niet gestart; zie de regels hierboven")
        return uitkomst[0]

    def pidbestand(self, naam: str) -> Path:
        """Where the process with this name wrote its number."""
        return self.werkmap.map / f"{naam}.pid"

    def _met_nummer(self, kind: Kind) -> Kind:
        def start() -> None:
            self.pidbestand(kind.naam).write_text(str(os.getpid()), encoding="ascii")
            kind.start()

        return replace(kind, start=start)


@contextlib.contextmanager
def proefstand(voortgang: Voortgang) -> Iterator[Proefstand]:
    """Servers in a temporary folder; whatever happens, they are stopped and the folder is removed."""
    with stopsein_als_ctrl_c(), tijdelijke_map(op_schijf=True) as map_:
        werkmap = Werkmap(checkout=CHECKOUT, map=map_, eigenaar=bepaal_eigenaar())
        maak_map(werkmap.logs, mode=0o700)
        with (
            EmbeddedPostgres(werkmap.postgres, meld=voortgang.meld) as postgres,
            EmbeddedValkey(werkmap.valkey, meld=voortgang.meld) as valkey,
        ):
            yield Proefstand(werkmap=werkmap, postgres=postgres, valkey=valkey, voortgang=voortgang)


def _sleutels(werkmap: Werkmap, gemeenten: Iterable[UUID]) -> dict[str, str]:
    """New key files, with a salt for each gemeente; nothing on this bench is older than its keys."""
    return lees_of_maak_sleutels(werkmap.sleutels, gegevens=werkmap.map / "eerder", gemeenten=gemeenten)


def webproces(naam: str, maak_app: Callable[[], Any], poort: int, *, gereed: str) -> Kind:
    """A process that serves an app exactly as the API is served; `gereed` is the path that answers when it is up."""

    def start() -> None:
        uvicorn.run(
            maak_app(),
            host=ADRES,
            port=poort,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=5,
        )

    return Kind(naam=naam, start=start, gereed=lambda: antwoordt(poort, gereed))


async def _voer_uit(dsn: str, opdracht: str) -> None:
    verbinding = await asyncpg.connect(dsn)
    try:
        await verbinding.execute(opdracht)
    finally:
        await verbinding.close()
