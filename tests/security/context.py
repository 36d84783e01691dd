"""Handelen als een databaserol in een gekozen context, en zien of het lukt, niets raakt, of geweigerd wordt."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import asyncpg

from core.platform.partijen import PARTIJEN, VAN_ACTOR, Partij
from core.platform.tenancy import Actor, Doel
from tests.voorbeelden.alle import TABELLEN
from tests.voorbeelden.beheer import Gemeente, TweeGemeenten

CONTEXT = ("gemeente_id", "organisatie_id", "medewerker_id", "doel", "gemeenten")
"""De delen van de context, in hun volgorde."""
PLATFORM = frozenset(
    {"gemeente", "organisatie", "medewerker", "klok", "duo_geweigerd", "schema_migratie", "audit_stand"}
)
"""De nagekeken lijst van tabellen die van geen gemeente zijn. Al het andere heeft gemeente_id (test)."""
VAN_GEMEENTEN = sorted(TABELLEN - PLATFORM)
OVER_GEMEENTEN_HEEN = frozenset(
    {(Actor.RELAY, "outbox"), (Actor.ZEGEL, "audit"), (Actor.ZEGEL, "audit_zegel"), (Actor.ZEGEL, "audit_erkenning")}
)
"""De enige rollen die van meer gemeenten iets zien: enveloppen, en wie wat deed zonder waarden."""


class Uitslag(Enum):
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True)
class Toneel:
    """De volle database met twee gemeenten, een verbinding per rol, en een die alles ziet."""

    twee: TweeGemeenten
    rollen: Mapping[Actor, Any]
    alziend: Any


def volledig(
    actor: Actor, gemeente: Gemeente, doel: Doel = Doel.BREDE_INTAKE, *, voor: Partij = PARTIJEN[0]
) -> dict[str, str]:
    """De hele context, zoals deze actor haar in deze gemeente zou hebben; wie antwoordt doet dat voor een organisatie
    van de soort `voor`."""
    if actor is Actor.LEDEN:  # for the gemeente itself: her id is also the organisation
        return {
            "gemeente_id": str(gemeente.id),
            "organisatie_id": str(gemeente.id),
            "medewerker_id": str(gemeente.beheerder),
            "doel": str(Doel.BEVEILIGING),
            "gemeenten": "",
        }
    partij = VAN_ACTOR.get(actor, voor)
    lid = gemeente.leden[partij.naam]
    namens = actor in VAN_ACTOR or actor is Actor.ANTWOORD
    return {
        "gemeente_id": str(gemeente.id),
        "organisatie_id": str(lid.organisatie),
        "medewerker_id": str(lid.medewerker if namens else gemeente.klantmanager),
        "doel": str(doel),
        "gemeenten": str(gemeente.id),
    }


def contexttekst(context: Mapping[str, str]) -> str:
    """De context zoals zij in de instelling staat; wat er niet is, is leeg."""
    return " ".join(context.get(naam, "") for naam in CONTEXT)


@contextlib.asynccontextmanager
async def binnen(verbinding: Any, context: Mapping[str, str]) -> AsyncIterator[Any]:
    """Een transactie met precies deze delen van de context, die altijd wordt teruggedraaid."""
    transactie = verbinding.transaction()
    await transactie.start()
    try:
        if context:
            await verbinding.execute(f"set local meedoen.context = '{contexttekst(context)}'")
        yield verbinding
    finally:
        await transactie.rollback()


async def probeer(verbinding: Any, sql: str, *waarden: object) -> int | Uitslag:
    """Het aantal rijen dat de opdracht las of raakte, of GEWEIGERD; de transactie blijft bruikbaar."""
    try:
        async with verbinding.transaction():
            opdracht = await verbinding.prepare(sql)
            rijen = await opdracht.fetch(*waarden)
            return len(rijen) if sql.startswith("select") else int(opdracht.get_statusmsg().rsplit(" ", 1)[-1])
    except (asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError):
        return Uitslag.GEWEIGERD


async def kolommen_met(alziend: Any, actor: Actor, tabel: str, recht: str) -> list[str]:
    """De kolommen waarop de rol dit recht heeft (SELECT, INSERT of UPDATE)."""
    rijen = await alziend.fetch(
        "select attname from pg_attribute where attrelid = ('meedoen.' || $2)::regclass and attnum > 0"
        " and not attisdropped and has_column_privilege($1, attrelid, attnum, $3) order by attnum",
        f"meedoen_{actor}",
        tabel,
        recht,
    )
    return [r["attname"] for r in rijen]


def als_tekst(kolommen: list[str]) -> str:
    """De kolommen om te lezen; als tekst, want voor een lijst zoekt asyncpg het type op met set_config."""
    return ", ".join(k if k == "gemeente_id" else f"{k}::text" for k in kolommen)


async def rij_van(alziend: Any, tabel: str, gemeente: Gemeente) -> Any:
    """Een bestaande rij van deze gemeente."""
    rij = await alziend.fetchrow(f"select * from meedoen.{tabel} where gemeente_id = $1 limit 1", gemeente.id)
    assert rij is not None, f"{tabel}: de proefdatabase heeft geen rij van {gemeente.code}"
    return rij


async def voeg_rij_in(verbinding: Any, tabel: str, rij: Any, kolommen: list[str]) -> int | Uitslag:
    """Probeer een rij na te maken met deze kolommen. Een dubbele sleutel telt als 1: de beveiliging liet haar door.

    Lijsten blijven weg (zij hebben een standaard): asyncpg zoekt hun type op met set_config, en dat mag niemand.
    """
    kolommen = [k for k in kolommen if not isinstance(rij[k], list)]
    plaatsen = ", ".join(f"${n}" for n in range(1, len(kolommen) + 1))
    try:
        return await probeer(
            verbinding,
            f"insert into meedoen.{tabel} ({', '.join(kolommen)}) values ({plaatsen})",
            *(rij[k] for k in kolommen),
        )
    except (asyncpg.UniqueViolationError, asyncpg.NotNullViolationError):
        return 1
