"""Wat alleen de eigenaar doet, vanaf de opdrachtregel: gemeenten en organisaties uit de tenantbestanden, medewerkers
en hun lidmaatschappen, en de beweegbare klok. Herhalen mag."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.platform.db.migreren import verbind
from core.platform.ids import vast_id
from core.platform.tenancy import Rol
from core.platform.tenants import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class NieuweMedewerker:
    """Een medewerker en waar hij werkt; `onderwerp` is wie hij bij de uitgever van zijn token is."""

    uitgever: str
    onderwerp: str
    naam: str
    functie: str
    email: str = ""
    telefoon: str = ""

    @property
    def id(self) -> UUID:
        return vast_id("medewerker", self.uitgever, self.onderwerp)


@asynccontextmanager
async def als_eigenaar(dsn: str) -> AsyncIterator[Any]:
    """Een transactie als meedoen_eigenaar; `dsn` is van meedoen_migratie.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    verbinding = await verbind(dsn)
    try:
        await verbinding.execute("set role meedoen_eigenaar")
        async with verbinding.transaction():
            yield verbinding
    finally:
        await verbinding.close()


async def laad_tenants(dsn: str, tenants: Iterable[Tenant]) -> None:
    """Zet elke gemeente en elke organisatie van de tenantbestanden in de database, of werk haar naam bij."""
    async with als_eigenaar(dsn) as db:
        for tenant in tenants:
            await db.execute(
                "insert into meedoen.gemeente (id, cbs_code, naam, oin) values ($1, $2, $3, $4)"
                " on conflict (id) do update set cbs_code = excluded.cbs_code, naam = excluded.naam,"
                " oin = excluded.oin",
                tenant.id,
                tenant.code,
                tenant.naam,
                tenant.oin,
            )
            for organisatie in tenant.organisaties:
                await db.execute(
                    "insert into meedoen.organisatie (id, soort, naam, nummer)"
                    " values ($1, $2, $3, $4) on conflict (id) do update set naam = excluded.naam",
                    organisatie.id,
                    organisatie.partij.naam,
                    organisatie.naam,
                    organisatie.nummer,
                )


async def neem_aan(
    dsn: str, medewerker: NieuweMedewerker, *, gemeente_id: UUID, rol: Rol, organisatie_id: UUID | None = None
) -> None:
    """Voeg een medewerker toe met een lidmaatschap; bestaat het lidmaatschap al, dan verandert er niets."""
    async with als_eigenaar(dsn) as db:
        await db.execute(
            "insert into meedoen.medewerker (id, uitgever, onderwerp) values ($1, $2, $3) on conflict (id) do nothing",
            medewerker.id,
            medewerker.uitgever,
            medewerker.onderwerp,
        )
        await db.execute(
            "insert into meedoen.collega (gemeente_id, medewerker_id, naam, functie, email, telefoon)"
            " values ($1, $2, $3, $4, $5, $6) on conflict (gemeente_id, medewerker_id) do nothing",
            gemeente_id,
            medewerker.id,
            medewerker.naam,
            medewerker.functie,
            medewerker.email,
            medewerker.telefoon,
        )
        await db.execute(
            "insert into meedoen.lidmaatschap (gemeente_id, id, medewerker_id, organisatie_id, rol, naam, email)"
            " values ($1, $2, $3, $4, $5, $6, $7) on conflict (gemeente_id, id) do nothing",
            gemeente_id,
            vast_id("lidmaatschap", str(gemeente_id), str(medewerker.id), str(organisatie_id), rol),
            medewerker.id,
            organisatie_id,
            rol,
            medewerker.naam,
            medewerker.email,
        )


async def lees_klok(dsn: str) -> int:
    """Zoveel seconden loopt de beweegbare klok voor op de echte."""
    async with als_eigenaar(dsn) as db:
        return int(await db.fetchval("select verschuiving from meedoen.klok") or 0)


async def verzet_klok(dsn: str, *, seconden: int) -> None:
    """Zet de beweegbare klok zoveel seconden voor op de echte."""
    async with als_eigenaar(dsn) as db:
        await db.execute("update meedoen.klok set verschuiving = $1", seconden)
