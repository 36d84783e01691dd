"""Wat elke dag gebeurt: per taak, gemeente en dag één outboxrij, door wie en hoe vaak ook klaargezet.

De outbox doet de rest: een worker neemt de rij, wat mislukt komt terug, en wie het opgeeft maakt er werk van.
Er is geen planner die men kan vergeten te draaien; elke worker zet het werk van vandaag klaar, en alleen de eerste keer
komt er een rij. Een gemeente die niet te bereiken is houdt de andere niet op, en is een minuut later weer aan de beurt.
"""

import asyncio
from collections.abc import Collection
from datetime import date
from uuid import UUID

import asyncpg
import structlog

from core.fouten import Fout
from core.platform.db.uow import Databank
from core.platform.ids import vast_id
from core.platform.outbox import bus
from core.platform.tenancy import Doel, toegang_taak

RUST_SECONDEN = 60.0
_STORING = (Fout, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
logboek = structlog.get_logger("meedoen.dagelijks")


class Dagwerk:
    """Zet klaar wat vandaag nog niet klaarstaat; `soorten` zijn outboxsoorten met een taak."""

    def __init__(self, databank: Databank, gemeenten: Collection[UUID], soorten: Collection[str]) -> None:
        self._databank = databank
        self._gemeenten = gemeenten
        self._soorten = soorten
        self._gedaan: dict[UUID, date] = {}
        self._mislukt: set[UUID] = set()

    async def ronde(self) -> int:
        """Zet van elke gemeente het werk van vandaag klaar; geeft hoeveel rijen er nieuw waren."""
        nieuw = 0
        for gemeente_id in self._gemeenten:
            try:
                nieuw += await self._zet_klaar(gemeente_id)
                self._mislukt.discard(gemeente_id)
            except _STORING as fout:
                if gemeente_id not in self._mislukt:
                    logboek.error("dagelijks werk later", gemeente=str(gemeente_id), fout=type(fout).__name__)
                self._mislukt.add(gemeente_id)
        return nieuw

    async def draai(self, stop: asyncio.Event) -> None:
        """Tot `stop`: elke minuut zien of er een nieuwe dag is."""
        while not stop.is_set():
            await self.ronde()
            try:
                await asyncio.wait_for(stop.wait(), RUST_SECONDEN)
            except TimeoutError:
                continue

    async def _zet_klaar(self, gemeente_id: UUID) -> int:
        toegang = toegang_taak(gemeente_id, doel=Doel.UITWISSELING_DUO, oorsprong="dagelijks")
        async with self._databank.uow(toegang) as tx:
            vandaag = await tx.vandaag()
            if self._gedaan.get(gemeente_id) == vandaag:
                return 0
            nieuw = 0
            for soort in self._soorten:
                id_ = vast_id("dagelijks", soort, str(gemeente_id), vandaag.isoformat())
                nieuw += await bus.zet_eenmaal(tx, soort, id_)
        self._gedaan[gemeente_id] = vandaag
        return nieuw
