"""De relay: biedt de worker aan wat in de outbox staat, en wat onderweg verloren ging opnieuw.

Zij ziet van alle gemeenten alleen enveloppen van wat open staat. Een taakbericht is een outbox-id en niets meer, dus
een vervalst bericht doet niets. Aanbieden is minstens één keer; precies één keer volgt uit de claim en `klaar`.

Merken gaat per gemeente, in een eigen transactie: waar dat niet lukt (haar machine antwoordt niet, haar rijen zitten
vast), gaan de andere door en komt zij even later weer aan de beurt.

Raakt de wachtrij leeg, dan gaat alles wat aangeboden en nog niet begonnen was er meteen weer in.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from core.fouten import Fout, Onbereikbaar
from core.platform.db.uow import Databank
from core.platform.telemetry import metingen
from core.platform.telemetry.metingen import Achterstand
from core.platform.tenancy import Actor, Toegang, toegang_platform

PARTIJ = 200
RUST_SECONDEN = 0.1
OPNIEUW_NA_SECONDEN = 30.0
UITSTEL_SECONDEN = 10.0
"""Zo lang blijft een gemeente waar het niet lukte buiten de rondes."""
_STORING = (Fout, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
logboek = structlog.get_logger("meedoen.relay")

Aanbieder = Callable[[UUID, int], Awaitable[None]]
"""Zet (outbox-id, nummer van deze aanbieding) in de wachtrij; hetzelfde paar tweemaal is hetzelfde als eenmaal."""

_KIES = """
select o.gemeente_id, o.id from meedoen.outbox o
where (o.status = 'nieuw' and o.niet_voor <= statement_timestamp()
       or o.status = 'aangeboden'
          and o.aangeboden_op < greatest(statement_timestamp() - make_interval(secs => $1), $4::timestamptz)
       or o.status = 'bezig' and o.bezig_tot < statement_timestamp())
  and not exists (select from meedoen.outbox e where e.gemeente_id = o.gemeente_id and e.reeks = o.reeks
                  and e.buur is not distinct from o.buur
                  and e.status in ('nieuw', 'aangeboden', 'bezig') and (e.ontstaan_op, e.id) < (o.ontstaan_op, o.id))
  and not o.gemeente_id::text = any (string_to_array($3::text, ','))
order by o.niet_voor limit $2"""
_KIES_VAN = """
select o.gemeente_id, o.id from meedoen.outbox o
where (o.status = 'nieuw' and o.niet_voor <= statement_timestamp()
       or o.status = 'aangeboden'
          and o.aangeboden_op < greatest(statement_timestamp() - make_interval(secs => $1), $4::timestamptz)
       or o.status = 'bezig' and o.bezig_tot < statement_timestamp())
  and not exists (select from meedoen.outbox e where e.gemeente_id = o.gemeente_id and e.reeks = o.reeks
                  and e.buur is not distinct from o.buur
                  and e.status in ('nieuw', 'aangeboden', 'bezig') and (e.ontstaan_op, e.id) < (o.ontstaan_op, o.id))
  and o.gemeente_id = $3
order by o.niet_voor limit $2"""
_MERK = """
update meedoen.outbox set status = 'aangeboden', aangeboden_op = statement_timestamp()
where gemeente_id = $1 and id = $2
  and (status = 'aangeboden' or status = 'nieuw' and niet_voor <= statement_timestamp()
       or status = 'bezig' and bezig_tot < statement_timestamp())
returning id, aangeboden_op"""
_ALLE = "select id from meedoen.gemeente order by id"
_ACHTERSTAND = """
select coalesce(o.buur, 'geen') as buur, count(*) as open,
       extract(epoch from max(statement_timestamp()
         - case when o.pogingen = 0 then greatest(o.ontstaan_op, o.niet_voor) else o.ontstaan_op end)) as oudste
from meedoen.outbox o
where o.status in ('nieuw', 'aangeboden', 'bezig') and (o.niet_voor <= statement_timestamp() or o.pogingen > 0)
group by 1"""
"""Wat al gedaan kon zijn. Wat voor later gepland is telt niet mee tot zijn tijd er is; wat al eens niet lukte telt
vanaf het ontstaan, hoe vaak het ook uitgesteld werd."""
METEN_SECONDEN = 15.0
BUREN = ("duo", "brp", "geen")


async def _nooit() -> bool:
    return False


class Relay:
    """`is_leeg` zegt of de wachtrij haar inhoud verloor sinds de vorige vraag."""

    def __init__(
        self, databank: Databank, bied_aan: Aanbieder, *, is_leeg: Callable[[], Awaitable[bool]] = _nooit
    ) -> None:
        self._databank = databank
        self._bied_aan = bied_aan
        self._is_leeg = is_leeg
        self._verloren_op: datetime | None = None
        self._weer_om: dict[UUID, float] = {}

    async def ronde(self) -> int:
        """Bied één partij aan; geeft het aantal. Eerst merken en committen, dan aanbieden: valt de relay ertussen
        om, dan biedt de veger de rij na `OPNIEUW_NA_SECONDEN` opnieuw aan."""
        if await self._is_leeg():
            async with self._databank.uow(_toegang()) as tx:
                self._verloren_op = (await tx.fetch("select statement_timestamp() as nu"))[0]["nu"]
            logboek.warning("de wachtrij was leeg; wat aangeboden was gaat er opnieuw in")
        aantal = 0
        gekozen = sorted(await self._kies(), key=lambda rij: rij["gemeente_id"])
        for gemeente_id, rijen in groupby(gekozen, key=lambda rij: rij["gemeente_id"]):
            try:
                gemerkt = await self._merk(gemeente_id, [rij["id"] for rij in rijen])
            except _STORING as fout:
                self._stel_uit(gemeente_id, fout)
                continue
            for rij in gemerkt:
                # Elke aanbieding heeft een eigen nummer: een taak waarvan de worker omviel houdt de volgende niet op.
                await self._bied_aan(rij["id"], int(rij["aangeboden_op"].timestamp() * 1000))
                aantal += 1
        return aantal

    async def meet(self) -> Mapping[str, Achterstand]:
        """Hoeveel er wacht en hoe lang al, per buur; ook voor de metingen van dit proces.

        Raises:
            Onbereikbaar: de database antwoordt niet.
        """
        async with self._databank.uow(_toegang()) as tx:
            rijen = await tx.fetch(_ACHTERSTAND)
        gevonden = {rij["buur"]: Achterstand(open=rij["open"], oudste=float(rij["oudste"])) for rij in rijen}
        stand = {buur: gevonden.get(buur, Achterstand()) for buur in BUREN}
        metingen.achterstand(stand)
        return stand

    async def draai(self, stop: asyncio.Event) -> None:
        """Tot `stop`: ronde na ronde, met rust als er niets was."""
        lus = asyncio.get_running_loop()
        meten_om = lus.time()
        while not stop.is_set():
            if lus.time() >= meten_om:
                meten_om = lus.time() + METEN_SECONDEN
                try:
                    await self.meet()
                except Onbereikbaar:
                    logboek.warning("de achterstand is nu niet te tellen")
            if await self.ronde() == 0:
                try:
                    await asyncio.wait_for(stop.wait(), RUST_SECONDEN)
                except TimeoutError:
                    continue

    async def _kies(self) -> Sequence[Any]:
        """Wat aan de beurt is, over alle gemeenten; kan de database dat niet, dan gemeente voor gemeente."""
        overslaan = self._overslaan()
        try:
            async with self._databank.uow(_toegang()) as tx:
                zonder = ",".join(map(str, overslaan))
                return await tx.fetch(_KIES, OPNIEUW_NA_SECONDEN, PARTIJ, zonder, self._verloren_op)
        except Onbereikbaar:
            async with self._databank.uow(_toegang()) as tx:
                gemeenten = [rij["id"] for rij in await tx.fetch(_ALLE)]
        gekozen: list[Any] = []
        for gemeente_id in gemeenten:
            if gemeente_id in overslaan:
                continue
            try:
                async with self._databank.uow(_toegang()) as tx:
                    gekozen += await tx.fetch(_KIES_VAN, OPNIEUW_NA_SECONDEN, PARTIJ, gemeente_id, self._verloren_op)
            except _STORING as fout:
                self._stel_uit(gemeente_id, fout)
        return gekozen

    async def _merk(self, gemeente_id: UUID, ids: Sequence[UUID]) -> list[Any]:
        async with self._databank.uow(_toegang()) as tx:
            gemerkt = [await tx.fetchrow(_MERK, gemeente_id, id_) for id_ in ids]
        return [rij for rij in gemerkt if rij is not None]

    def _overslaan(self) -> set[UUID]:
        nu = asyncio.get_running_loop().time()
        self._weer_om = {id_: om for id_, om in self._weer_om.items() if om > nu}
        return set(self._weer_om)

    def _stel_uit(self, gemeente_id: UUID, fout: Exception) -> None:
        logboek.error("aanbieden lukt niet", gemeente=str(gemeente_id), fout=type(fout).__name__)
        self._weer_om[gemeente_id] = asyncio.get_running_loop().time() + UITSTEL_SECONDEN


async def gemeente_van(databank: Databank, outbox_id: UUID) -> UUID | None:
    """De gemeente van een outboxrij, uit de envelop; None als de rij er niet is of al af is (een vervalst of oud
    bericht)."""
    async with databank.uow(toegang_platform(Actor.RELAY, oorsprong="worker")) as tx:
        rij = await tx.fetchrow("select gemeente_id from meedoen.outbox where id = $1", outbox_id)
    return None if rij is None else rij["gemeente_id"]


def _toegang() -> Toegang:
    return toegang_platform(Actor.RELAY, oorsprong="relay")
