"""De worker van arq, die blijft staan: wat er ook in Valkey gezet wordt, hij haalt het weg en doet het volgende.

arq krijgt nauwelijks nog onderhoud; alleen deze map kent hem. Wat hier anders is dan bij hem: elk id wordt gekeurd
voordat er iets mee gebeurt (`start_jobs`), niets dat een taak of haar afronding oplevert komt bij de hoofdlus
(`run_job`), en een opdracht die Valkey weigert leidt tot herstel (`_poll_iteration`). Alleen zonder Valkey stopt hij.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import structlog
from arq.connections import ArqRedis
from arq.constants import in_progress_key_prefix
from arq.typing import StartupShutdown
from arq.worker import Worker, func
from redis.exceptions import ConnectionError as ValkeyWeg
from redis.exceptions import RedisError, ResponseError
from redis.exceptions import TimeoutError as ValkeyTraag

from core.platform.queue.alarm import Alarm
from core.platform.queue.bericht import FUNCTIE, WACHTRIJ
from core.platform.queue.herstel import herstel, nu_ms
from core.platform.queue.keuring import Oordeel, Vreemd, keur, sleutels_van, vraag_op
from core.platform.queue.valkey import wacht_op_valkey

PARTIJ = 25
"""Zoveel ids worden in één keer gekeurd; er zijn er hooguit tien te starten."""
KIJK_ELKE_SECONDEN = 15
RUST_NA_WEIGERING = 1.0
logboek = structlog.get_logger("meedoen.wachtrij")

Doe = Callable[[dict[str, Any], UUID], Awaitable[None]]


class Werker(Worker):
    """Voert `doe(ctx, outbox_id)` uit voor elk taakbericht; `doe` vangt zelf alles wat een taak kan opleveren."""

    def __init__(
        self,
        valkey: ArqRedis,
        doe: Doe,
        *,
        alarm: Alarm,
        start: StartupShutdown,
        stop: StartupShutdown,
        tijdslimiet: float,
        uitloop: float,
        gelijktijdig: int,
        rust: float = 0.05,
    ) -> None:
        async def voer_uit(ctx: dict[str, Any], outbox_id: str) -> None:
            await doe(ctx, UUID(outbox_id))

        super().__init__(
            functions=[func(voer_uit, name=FUNCTIE, timeout=tijdslimiet, keep_result=0, max_tries=1)],
            queue_name=WACHTRIJ,
            redis_pool=valkey,
            on_startup=start,
            on_shutdown=stop,
            max_jobs=gelijktijdig,
            keep_result=0,
            poll_delay=rust,
            job_completion_wait=int(uitloop),
            health_check_interval=KIJK_ELKE_SECONDEN,
            log_results=False,
            handle_signals=False,
            job_serializer=valkey.job_serializer,
            job_deserializer=valkey.job_deserializer,
        )
        self.alarm = alarm
        self._uitloop = uitloop
        self._gekeken = -float(KIJK_ELKE_SECONDEN)
        self._weigeringen = 0

    async def draai(self, stop: asyncio.Event) -> None:
        """Tot `stop`; lopende taken krijgen daarna `uitloop` seconden om af te maken."""
        taak = asyncio.create_task(self.async_run())
        einde = asyncio.create_task(stop.wait())
        await asyncio.wait({taak, einde}, return_when=asyncio.FIRST_COMPLETED)
        einde.cancel()
        self.allow_pick_jobs = False
        lopend = [t for t in self.tasks.values() if not t.done()]
        if lopend:
            await asyncio.wait(lopend, timeout=self._uitloop)
        await self.close()
        if not taak.done():
            taak.cancel()
        try:
            await taak
        except asyncio.CancelledError:
            return

    async def main(self) -> None:
        await wacht_op_valkey(self.pool)
        await super().main()

    async def _poll_iteration(self) -> None:
        try:
            if time.monotonic() - self._gekeken >= KIJK_ELKE_SECONDEN:
                self._gekeken = time.monotonic()
                await herstel(self.pool, self.alarm)
            await super()._poll_iteration()
            self._weigeringen = 0
        except ResponseError as fout:
            await self._na_weigering(fout)

    async def _na_weigering(self, fout: ResponseError) -> None:
        """Herstel wat te herstellen is; blijft Valkey weigeren, dan is dat een alarm, en wachten wij even."""
        self._weigeringen += 1
        try:
            if await herstel(self.pool, self.alarm) or self._weigeringen == 1:
                return  # of een ander herstelde het net
        except ResponseError as ook:
            fout = ook
        self.alarm.geweigerd(fout)
        await asyncio.sleep(RUST_NA_WEIGERING)

    async def start_jobs(self, job_ids: Sequence[bytes]) -> None:
        """Keur deze ids, verwijder wat niet van ons is, en start zoveel als er plaats is."""
        for begin in range(0, len(job_ids), PARTIJ):
            if self.job_counter >= self.max_jobs:
                return
            te_starten: list[bytes] = []
            vreemd: dict[Vreemd, list[bytes]] = {}
            for opgave in await vraag_op(self.pool, WACHTRIJ, job_ids[begin : begin + PARTIJ]):
                match keur(opgave, nu_ms=nu_ms(), langste_slot_ms=self._slot_ms):
                    case Oordeel.START:
                        te_starten.append(opgave.id)
                    case Vreemd() as soort:
                        vreemd.setdefault(soort, []).append(opgave.id)
            for soort, ids in vreemd.items():
                await self._verwijder(ids)
                self.alarm.verwijderd(soort, len(ids))
            await self._start(te_starten[: self.max_jobs - self.job_counter])

    async def run_job(self, job_id: str, score: int) -> None:
        """Als bij arq, maar zonder dat er iets uit komt: de hoofdlus zou eraan sterven."""
        try:
            await super().run_job(job_id, score)
        except asyncio.CancelledError:
            logboek.warning("taakbericht afgebroken")  # alleen bij het stoppen; de pacht in de outbox loopt af
        except (ValkeyWeg, ValkeyTraag, OSError) as fout:
            logboek.warning("taakbericht niet afgerond", fout=type(fout).__name__)  # de hoofdlus merkt het ook
        except Exception as fout:  # noqa: BLE001 - wat arq ook tegenkomt, het bericht gaat weg en de worker blijft
            self.alarm.verwijderd(Vreemd.TAAK, fout=fout)
            try:
                await herstel(self.pool, self.alarm)
                await self._verwijder([job_id.encode()])
            except RedisError as ook:
                logboek.warning("taakbericht niet verwijderd", fout=type(ook).__name__)

    @property
    def _slot_ms(self) -> int:
        return int(self.in_progress_timeout_s * 1000)

    async def _start(self, ids: Sequence[bytes]) -> None:
        """Neem van elk id het slot, als niemand anders het heeft en het er nog staat, en start de taak."""
        if not ids:
            return
        vraag = self.pool.pipeline(transaction=True)
        for id_ in ids:
            vraag.set(f"{in_progress_key_prefix}{id_.decode()}", b"1", px=self._slot_ms, nx=True)
            vraag.zscore(WACHTRIJ, id_)
        antwoord = iter(await vraag.execute())
        for id_, gekregen, score in zip(ids, antwoord, antwoord, strict=True):
            if gekregen and score is None:
                await self.pool.delete(f"{in_progress_key_prefix}{id_.decode()}")  # intussen elders gedaan
            elif gekregen:
                await self.sem.acquire()
                self.job_counter += 1
                taak = self.loop.create_task(self.run_job(id_.decode(), int(score)))
                taak.add_done_callback(lambda _: self._release_sem_dec_counter_on_complete())
                self.tasks[id_.decode()] = taak

    async def _verwijder(self, ids: Sequence[bytes]) -> None:
        opdracht = self.pool.pipeline(transaction=False)
        for id_ in ids:
            opdracht.zrem(WACHTRIJ, id_)
            opdracht.delete(*sleutels_van(id_))
        await opdracht.execute()
