"""De relay: biedt de worker aan wat in de outbox staat, en wat onderweg verloren ging opnieuw.

Zij ziet van alle gemeenten alleen enveloppen. Een taakbericht is een outbox-id en niets meer, dus een vervalst
bericht doet niets. Aanbieden is minstens één keer; precies één keer volgt uit de claim en `klaar` (zie `bus`).
"""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from core.platform.db.uow import Databank
from core.platform.tenancy import Actor, toegang_platform

PARTIJ = 200
RUST_SECONDEN = 0.1
OPNIEUW_NA_SECONDEN = 30.0

Aanbieder = Callable[[UUID, int], Awaitable[None]]
"""Zet (outbox-id, nummer van deze aanbieding) in de wachtrij; hetzelfde paar tweemaal is hetzelfde als eenmaal."""

_KIES = """
select o.gemeente_id, o.id from meedoen.outbox o
where (o.status = 'nieuw' and o.niet_voor <= statement_timestamp()
       or o.status = 'aangeboden' and o.aangeboden_op < statement_timestamp() - make_interval(secs => $1)
       or o.status = 'bezig' and o.bezig_tot < statement_timestamp())
  and not exists (select from meedoen.outbox e where e.gemeente_id = o.gemeente_id and e.reeks = o.reeks
                  and e.status in ('nieuw', 'aangeboden', 'bezig') and (e.ontstaan_op, e.id) < (o.ontstaan_op, o.id))
order by o.niet_voor limit $2"""
_MERK = """
update meedoen.outbox set status = 'aangeboden', aangeboden_op = statement_timestamp()
where gemeente_id = $1 and id = $2
  and (status in ('nieuw', 'aangeboden') or status = 'bezig' and bezig_tot < statement_timestamp())
returning id, (extract(epoch from aangeboden_op) * 1000)::bigint as nummer"""


class Relay:
    def __init__(self, databank: Databank, bied_aan: Aanbieder) -> None:
        self._databank = databank
        self._bied_aan = bied_aan
        self._toegang = toegang_platform(Actor.RELAY, oorsprong="relay")

    async def ronde(self) -> int:
        """Bied één partij aan; geeft het aantal. Eerst merken en committen, dan aanbieden: valt de relay ertussen
        om, dan biedt de veger de rij na `OPNIEUW_NA_SECONDEN` opnieuw aan."""
        async with self._databank.uow(self._toegang) as tx:
            gekozen = await tx.fetch(_KIES, OPNIEUW_NA_SECONDEN, PARTIJ)
            gemerkt = [await tx.fetchrow(_MERK, rij["gemeente_id"], rij["id"]) for rij in gekozen]
        for rij in gemerkt:
            if rij is not None:
                # Elke aanbieding heeft een eigen nummer: een taak waarvan de worker omviel houdt de volgende niet op.
                await self._bied_aan(rij["id"], rij["nummer"])
        return len(gekozen)

    async def draai(self, stop: asyncio.Event) -> None:
        """Tot `stop`: ronde na ronde, met rust als er niets was."""
        while not stop.is_set():
            if await self.ronde() == 0:
                try:
                    await asyncio.wait_for(stop.wait(), RUST_SECONDEN)
                except TimeoutError:
                    continue


async def gemeente_van(databank: Databank, outbox_id: UUID) -> UUID | None:
    """De gemeente van een outboxrij, uit de envelop; None als de rij niet bestaat (een vervalst bericht)."""
    async with databank.uow(toegang_platform(Actor.RELAY, oorsprong="worker")) as tx:
        rij = await tx.fetchrow("select gemeente_id from meedoen.outbox where id = $1", outbox_id)
    return None if rij is None else rij["gemeente_id"]
