"""De databank inrichten: rollen eenmalig door een superuser, daarna migraties door `meedoen_migratie`.

Een migratie is een SQL-bestand `migrations/NNNN_naam.sql` dat een mens gelezen heeft. Zij loopt als
`meedoen_eigenaar`, onder een advisory lock (twee tegelijk wachten op elkaar), in één transactie met haar eigen regel
in `schema_migratie`: half toegepast bestaat niet. Een toegepast bestand mag niet meer veranderen (ADR 0004).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import asyncpg

from core.fouten import Onbereikbaar
from core.platform.db.rollen import ROLLEN_SQL

MIGRATIES = Path(__file__).with_name("migraties")
"""De migraties van deze versie: in een checkout een verwijzing naar `migrations/`, in het wheel een map."""
SLOT = 7_021_2021
OUDSTE_VERSIE = 160_000


class OnjuisteMigratie(Exception):
    """De migraties en de database passen niet bij elkaar; de boodschap zegt wat er moet gebeuren."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migratie:
    nummer: int
    naam: str
    sql: str

    @property
    def hash(self) -> str:
        return sha256(self.sql.encode()).hexdigest()


def lees_migraties(map_: Path) -> tuple[Migratie, ...]:
    """De migraties op volgorde.

    Raises:
        OnjuisteMigratie: er zijn er geen, een nummer ontbreekt of komt dubbel voor, of een naam heeft geen nummer.
    """
    if not map_.is_dir():
        raise OnjuisteMigratie(f"de map met migraties ({map_}) is er niet; installeer Meedoen opnieuw")
    gevonden = []
    for pad in sorted(map_.glob("*.sql")):
        nummer, _, naam = pad.stem.partition("_")
        if not nummer.isdigit():
            raise OnjuisteMigratie(f"{pad.name}: verwacht NNNN_naam.sql")
        gevonden.append(Migratie(nummer=int(nummer), naam=naam, sql=pad.read_text(encoding="utf-8")))
    if not gevonden:
        raise OnjuisteMigratie(f"de map met migraties ({map_}) is leeg; installeer Meedoen opnieuw")
    if [m.nummer for m in gevonden] != list(range(1, len(gevonden) + 1)):
        raise OnjuisteMigratie("de nummers van de migraties lopen niet door vanaf 0001")
    return tuple(gevonden)


async def bereid_voor(
    dsn: str, wachtwoorden: Mapping[str, str], *, knoop: tuple[str, int] | None = None
) -> tuple[str, ...]:
    """Maak de rollen en het schema, en zet de wachtwoorden. `dsn` is van een superuser; herhalen mag.

    Geeft wat deze server niet toeliet: een beheerde PostgreSQL laat niet elke functie intrekken. `knoop` is een andere
    machine van een verdeelde database: rechten op functies en schema's gaan daar niet vanzelf heen.

    Raises:
        OnjuisteMigratie: PostgreSQL is ouder dan 16.
        Onbereikbaar: de database antwoordt niet.
    """
    verbinding = await verbind(dsn, knoop)
    gemeld: list[str] = []
    verbinding.add_log_listener(lambda _, bericht: gemeld.append(bericht.message))
    try:
        if int(await verbinding.fetchval("show server_version_num")) < OUDSTE_VERSIE:
            raise OnjuisteMigratie("Meedoen vraagt PostgreSQL 16 of nieuwer")
        await verbinding.execute("set client_min_messages = warning")
        # Only a distributed PostgreSQL knows this one; what this machine does here is not for the others.
        await verbinding.execute("set citus.enable_ddl_propagation = off")
        # Rollen zijn van het hele cluster: twee databases tegelijk voorbereiden wacht op elkaar.
        await verbinding.execute("select pg_advisory_lock($1)", SLOT)
        async with verbinding.transaction():
            await verbinding.execute(ROLLEN_SQL.read_text(encoding="utf-8"))
            for rol, wachtwoord in wachtwoorden.items():
                opdracht = await verbinding.fetchval(
                    "select format('alter role %I password %L', $1::text, $2::text)", rol, wachtwoord
                )
                await verbinding.execute(opdracht)
        return tuple(gemeld)
    finally:
        await verbinding.close()


async def migreer(dsn: str, map_: Path, *, meld: Callable[[str], None] = lambda _: None) -> int:
    """Pas alle migraties toe die nog ontbreken; geeft het nummer van de laatste.

    Raises:
        OnjuisteMigratie: een toegepaste migratie is veranderd, of de database is nieuwer dan deze versie.
        Onbereikbaar: de database antwoordt niet.
    """
    migraties = lees_migraties(map_)
    verbinding = await verbind(dsn)
    try:
        # Before the change of role: the lock is granted to the one who logs in, not to the owner.
        await verbinding.execute("select pg_advisory_lock($1)", SLOT)
        await verbinding.execute("set role meedoen_eigenaar")
        await verbinding.execute("set search_path = meedoen, pg_catalog")
        await verbinding.execute(
            "create table if not exists schema_migratie (nummer integer primary key, naam text not null,"
            " hash text not null, toegepast_op timestamptz not null default statement_timestamp())"
        )
        toegepast = {r["nummer"]: r["hash"] for r in await verbinding.fetch("select nummer, hash from schema_migratie")}
        if toegepast and max(toegepast) > len(migraties):
            raise OnjuisteMigratie("de database is nieuwer dan deze versie van Meedoen; installeer de nieuwere versie")
        for migratie in migraties:
            if migratie.nummer in toegepast:
                if toegepast[migratie.nummer] != migratie.hash:
                    raise OnjuisteMigratie(
                        f"migratie {migratie.nummer:04} is veranderd nadat zij was toegepast;"
                        " zet het bestand terug en maak een nieuwe"
                    )
                continue
            meld(f"migratie {migratie.nummer:04} {migratie.naam}")
            async with verbinding.transaction():
                await verbinding.execute(migratie.sql)
                await verbinding.execute(
                    "insert into schema_migratie (nummer, naam, hash) values ($1, $2, $3)",
                    migratie.nummer,
                    migratie.naam,
                    migratie.hash,
                )
        return len(migraties)
    finally:
        await verbinding.close()


async def verbind(dsn: str, knoop: tuple[str, int] | None = None) -> Any:
    """Een verbinding voor een opdracht van de beheerder.

    Raises:
        Onbereikbaar: de database antwoordt niet, of met deze DSN is er geen verbinding te maken.
    """
    host, poort = knoop or (None, None)
    try:
        return await asyncpg.connect(dsn, host=host, port=poort, timeout=10)
    except asyncpg.ClientConfigurationError:  # its own words may hold pieces of the DSN
        raise Onbereikbaar(
            "Met deze DSN is geen verbinding te maken. Bij sslmode=verify-full hoort de CA van de server: zet"
            " &sslrootcert=/pad/naar/ca.crt erachter, of zet PGSSLROOTCERT, en kijk na of dat bestand er is."
        ) from None
    except (OSError, asyncpg.PostgresError, TimeoutError):
        raise Onbereikbaar("De database is niet bereikbaar met deze gegevens.") from None
