"""Wat de relay met de wachtrij doet: aanbieden, en merken dat zij leeg geraakt is.

Niets hiervan mag de relay stoppen zolang Valkey antwoordt: een rij die niet aangeboden kon worden, staat in de outbox
als aangeboden en komt vanzelf opnieuw langs.
"""

from uuid import UUID

from arq.connections import ArqRedis
from redis.exceptions import ResponseError

from core.platform.queue.alarm import Alarm
from core.platform.queue.bericht import FUNCTIE, taak_id
from core.platform.queue.herstel import MERK, herstel
from core.platform.queue.keuring import sleutels_van


class Aanbod:
    def __init__(self, valkey: ArqRedis, alarm: Alarm) -> None:
        self._valkey = valkey
        self.alarm = alarm

    async def bied_aan(self, outbox_id: UUID, nummer: int) -> None:
        """Zet één aanbieding in de wachtrij; hetzelfde paar tweemaal is hetzelfde als eenmaal.

        Raises:
            RedisError: Valkey is er niet.
        """
        try:
            try:
                await self._zet(outbox_id, nummer)
            except ResponseError:
                # Nog eens, ook als een ander net herstelde. De helft kan er al staan, en dan sloeg arq de rest over.
                await herstel(self._valkey, self.alarm)
                await self._valkey.delete(*sleutels_van(taak_id(outbox_id, nummer).encode()))
                await self._zet(outbox_id, nummer)
        except ResponseError as fout:
            self.alarm.geweigerd(fout)

    async def is_leeg(self) -> bool:
        """Of de wachtrij leeg geraakt is sinds iemand dit voor het laatst vroeg; van meer vragers hoort één het."""
        try:
            return bool(await self._valkey.set(MERK, b"1", nx=True))
        except ResponseError as fout:
            self.alarm.geweigerd(fout)
            return False

    async def _zet(self, outbox_id: UUID, nummer: int) -> None:
        await self._valkey.enqueue_job(FUNCTIE, str(outbox_id), _job_id=taak_id(outbox_id, nummer))
