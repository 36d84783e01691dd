"""Een echte worker op een echte Valkey, met een taak die alleen onthoudt wat zij deed, en iemand die erin knoeit."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from core.instellingen.config import Config, lees_config
from core.instellingen.tabel import Proces
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.ids import nieuw_id
from core.platform.queue.aanbod import Aanbod
from core.platform.queue.alarm import Alarm
from core.platform.queue.bericht import WACHTRIJ
from core.platform.queue.valkey import maak_valkey
from core.platform.queue.werker import Werker
from core.platform.tenancy import Actor
from tests.geduld import GEDULD
from tests.voorbeelden.omgeving import omgeving

NERGENS = dict.fromkeys(Actor, "postgresql://wie:wat@127.0.0.1:9/nergens")
TYPEN = ("string", "list", "hash", "set", "zset", "stream")


def config_van(valkey: EmbeddedValkey) -> Config:
    """De instellingen van de relay; met een database heeft de wachtrij niets te maken."""
    return lees_config(omgeving(NERGENS, valkey=valkey.url), proces=Proces.RELAY)


async def zet_type(client: Any, sleutel: bytes | str, soort: str, waarde: bytes = b"x") -> None:
    """Een sleutel van dit type, in plaats van wat er stond; in één keer, want de relay kan er net iets bij zetten."""
    async with client.pipeline(transaction=True) as samen:
        samen.delete(sleutel)
        match soort:
            case "string":
                samen.set(sleutel, waarde)
            case "list":
                samen.rpush(sleutel, waarde)
            case "hash":
                samen.hset(sleutel, waarde, waarde)
            case "set":
                samen.sadd(sleutel, waarde)
            case "zset":
                samen.zadd(sleutel, {waarde: 1})
            case "stream":
                samen.xadd(sleutel, {waarde: waarde})
            case _:
                raise ValueError(soort)
        await samen.execute()


@dataclass(slots=True)
class Proef:
    """De draaiende worker, en de client van wie erin knoeit."""

    client: Any
    werker: Werker
    alarm: Alarm
    aanbod: Aanbod
    draait: asyncio.Task[None]
    gedaan: set[UUID] = field(default_factory=set)
    iets_gedaan: asyncio.Event = field(default_factory=asyncio.Event)

    async def doe(self, _: dict[str, Any], outbox_id: UUID) -> None:
        self.gedaan.add(outbox_id)
        self.iets_gedaan.set()

    async def goed(self) -> None:
        """Een goed bericht wordt gedaan, en de worker leeft nog.

        Raakt de wachtrij onderweg leeg, dan biedt de relay opnieuw aan; dat is hier na te doen door te blijven vragen.
        """
        id_ = nieuw_id()
        await self.aanbod.is_leeg()
        await self.aanbod.bied_aan(id_, 1)
        async with asyncio.timeout(GEDULD):
            while id_ not in self.gedaan:
                assert not self.draait.done(), self.draait
                self.iets_gedaan.clear()
                if await self.aanbod.is_leeg():
                    await self.aanbod.bied_aan(id_, 2)
                try:
                    await asyncio.wait_for(self.iets_gedaan.wait(), 0.02)
                except TimeoutError:
                    continue
        assert not self.draait.done(), self.draait

    async def raakt_leeg(self) -> None:
        """Er staat niets meer in de wachtrij; faalt als dat er niet van komt."""
        async with asyncio.timeout(GEDULD):
            while await self.client.exists(WACHTRIJ):  # noqa: ASYNC110 - Valkey roept niet
                await asyncio.sleep(0)


@asynccontextmanager
async def draaiende_worker(valkey: EmbeddedValkey, *vooraf: Callable[[Any], Awaitable[None]]) -> AsyncIterator[Proef]:
    """Een worker op een Valkey die leeg is, op wat `vooraf` erin zet na; aan het eind stopt hij zoals bij SIGTERM."""
    config = config_van(valkey)
    client = maak_valkey(config)
    await client.flushall()
    for knoei in vooraf:
        await knoei(client)
    alarm, stop = Alarm(), asyncio.Event()

    async def niets(ctx: dict[Any, Any]) -> None:
        return

    async def doe(ctx: dict[str, Any], outbox_id: UUID) -> None:
        await proef.doe(ctx, outbox_id)

    werker = Werker(
        maak_valkey(config), doe, alarm=alarm, start=niets, stop=niets, tijdslimiet=30, uitloop=5, gelijktijdig=3,
        rust=0.005,
    )  # fmt: skip
    proef = Proef(
        client=client,
        werker=werker,
        alarm=alarm,
        aanbod=Aanbod(client, Alarm()),
        draait=asyncio.create_task(werker.draai(stop)),
    )
    try:
        yield proef
        stop.set()
        await asyncio.wait_for(proef.draait, GEDULD)
    finally:
        proef.draait.cancel()
        await asyncio.wait({proef.draait})
        await client.aclose(close_connection_pool=True)
