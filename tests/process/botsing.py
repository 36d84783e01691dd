"""Twee handelingen tegelijk op één dossier, elk stilgezet nadat zij haar eerste slot heeft.

De database wordt tussendoor teruggezet, zodat elke volgorde van dezelfde stand begint.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import asyncpg

from core.law.recht import Recht
from core.platform.db.uow import Databank, Tx
from core.platform.tenancy import Actor, Toegang
from tests.geduld import GEDULD
from tests.process.wereld import Wereld
from tests.voorbeelden.alle import DOOR_DE_MIGRATIE, TABELLEN

TABELLEN_VAN_NU = sorted(TABELLEN - DOOR_DE_MIGRATIE - {"audit", "audit_zegel"})
"""Wat bewaard en teruggezet wordt. Het auditlog groeit gewoon door: niemand leest het."""
WISSELT = frozenset(
    {
        *("id", "reeks", "termijn_id", "vorige_id", "onderwerp_id", "besluit_id", "vervangen_door", "brief_id"),
        *("opmaak_id", "sleutel", "inhoud_hash", "wijzigingen", "afdruk", "overgenomen_van", "overname_id"),
    }
)
"""Kolommen met een id of een geheim dat bij elke keer een ander is, of dat ervan afhangt."""
_WACHT = """
select count(*) from pg_stat_clear_snapshot(), pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock'"""
_STAND = " union all ".join(
    f"select '{t}' as tabel, count(*), min(xmin::text::bigint), max(xmin::text::bigint) from meedoen.{t}"
    for t in TABELLEN_VAN_NU
)
_partij: ContextVar["Partij | None"] = ContextVar("partij", default=None)


@dataclass(slots=True)
class Partij:
    """Een van de twee; zij staat stil vanaf haar eerste slot tot `door`."""

    door: asyncio.Event
    stil: asyncio.Event = field(default_factory=asyncio.Event)
    vastgelopen: bool = False


def _neemt_een_slot(sql: str) -> bool:
    opdracht = sql.lstrip().lower()
    return "for no key update" in opdracht or opdracht.startswith(("update", "insert", "delete"))


class _Stilstaand(Tx):
    """Een transactie die na haar eerste slot wacht, en onthoudt dat de database haar afbrak."""

    __slots__ = ()

    async def fetch(self, sql: str, *waarden: object) -> list[Any]:
        uit: list[Any] = await self._na_het_slot(super().fetch(sql, *waarden), sql)
        return uit

    async def voer_uit(self, sql: str, *waarden: object) -> int:
        uit: int = await self._na_het_slot(super().voer_uit(sql, *waarden), sql)
        return uit

    async def _na_het_slot(self, opdracht: Awaitable[Any], sql: str) -> Any:
        partij = _partij.get()
        try:
            uitslag = await opdracht
        except asyncpg.DeadlockDetectedError:
            if partij is not None:
                partij.vastgelopen = True
            raise
        if partij is not None and not partij.stil.is_set() and _neemt_een_slot(sql):
            partij.stil.set()
            await partij.door.wait()
        return uitslag


class _StilstaandeDatabank(Databank):
    @asynccontextmanager
    async def uow(self, toegang: Toegang, *, recht: Recht | None = None) -> AsyncIterator[Tx]:
        async with super().uow(toegang, recht=recht) as tx:
            if toegang.actor not in (Actor.TOEGANG, Actor.RELAY):
                tx.__class__ = _Stilstaand
            yield tx


@asynccontextmanager
async def stil_te_zetten(wereld: Wereld) -> AsyncIterator[None]:
    """Zolang dit duurt kan een partij stilgezet worden; andere transacties merken er niets van."""
    databank: Any = wereld.huis.databank
    was, databank.__class__ = databank.__class__, _StilstaandeDatabank
    try:
        yield
    finally:
        databank.__class__ = was


Doe = Callable[[], Awaitable[object]]
Beeld = dict[str, list[str]]
"""Per tabel haar rijen."""


async def tegelijk(wereld: Wereld, een: Doe, ander: Doe) -> list[Partij]:
    """Doe beide, met een stilstand nadat elk haar eerste slot heeft, of op dat van de ander wacht."""
    door = asyncio.Event()
    partijen = [Partij(door), Partij(door)]
    taken = [asyncio.create_task(_als(partij, doe)) for partij, doe in zip(partijen, (een, ander), strict=True)]
    async with asyncio.timeout(GEDULD):
        while not all(p.stil.is_set() or t.done() for p, t in zip(partijen, taken, strict=True)):
            if any(p.stil.is_set() for p in partijen) and await wereld.alziend.fetchval(_WACHT):
                break
            await asyncio.sleep(0)
        door.set()
        await asyncio.gather(*taken)
    return partijen


async def _als(partij: Partij, doe: Doe) -> None:
    _partij.set(partij)
    await doe()


class Bewaard:
    """De stand van de database, om naar terug te gaan.

    Wat sinds de vorige keer niet veranderde, wordt niet opnieuw teruggezet en niet opnieuw gelezen: dat is bijna alles.
    """

    def __init__(self, alziend: Any) -> None:
        self._db = alziend
        self._begin: Beeld = {}
        self._teruggezet: dict[str, object] = {}

    async def bewaar(self) -> None:
        opdrachten = ["drop schema if exists bewaard cascade", "create schema bewaard"]
        opdrachten += [f"create table bewaard.{t} as table meedoen.{t}" for t in TABELLEN_VAN_NU]
        await self._db.execute("; ".join(opdrachten))
        self._begin = {t: await self._rijen(f"bewaard.{t}") for t in TABELLEN_VAN_NU}
        self._teruggezet = {}

    async def zet_terug(self) -> None:
        opdrachten = ["set session_replication_role = replica"]
        for t in await self._veranderd():
            opdrachten += [f"delete from meedoen.{t}", f"insert into meedoen.{t} table bewaard.{t}"]
        await self._db.execute("; ".join([*opdrachten, "set session_replication_role = default"]))
        self._teruggezet = await self._stand()

    async def ruim_op(self) -> None:
        await self._db.execute("drop schema if exists bewaard cascade")

    async def beeld(self) -> Beeld:
        """Elke rij van nu, zonder tijden en zonder id's die bij elke keer anders zijn."""
        return self._begin | {t: await self._rijen(f"meedoen.{t}") for t in await self._veranderd()}

    async def _rijen(self, tabel: str) -> list[str]:
        rijen = [dict(rij) for rij in await self._db.fetch(f"select * from {tabel}")]
        return sorted(str({k: v for k, v in rij.items() if not _wisselt(k, v)}) for rij in rijen)

    async def _veranderd(self) -> list[str]:
        return [t for t, stand in (await self._stand()).items() if self._teruggezet.get(t) != stand]

    async def _stand(self) -> dict[str, object]:
        """Per tabel hoeveel rijen er zijn, en van welke transacties: die van een rij die verandert is een nieuwe."""
        return {rij["tabel"]: tuple(rij) for rij in await self._db.fetch(_STAND)}


def _wisselt(kolom: str, waarde: object) -> bool:
    return kolom in WISSELT or kolom.endswith("_hash") or isinstance(waarde, bytes | datetime)
