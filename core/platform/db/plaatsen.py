"""Hoeveel verbindingen één gemeente of organisatie tegelijk heeft: nooit allemaal, zodat er voor een ander een over is.

Zonder grens houdt een gemeente met een paar trage vragen elke verbinding bezet, en wacht iedereen op haar. Wie meer
vraagt wacht op zijn beurt, in volgorde van komst; duurt dat te lang, dan krijgt hij 503 met Retry-After.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from core.fouten import Onbereikbaar
from core.platform.tenancy import Actor, Toegang

TE_VEEL = "Uit uw organisatie wordt nu te veel tegelijk gevraagd. Er is niets vastgelegd; probeer het zo weer."


class Plaatsen:
    """De plaatsen in een pool van `verbindingen`, per soort actor verdeeld."""

    def __init__(self, verbindingen: int, *, geduld: float) -> None:
        self._hoogste = max(1, verbindingen - 1)
        self._geduld = geduld
        # One per gemeente or organisation that ever came: as many as there are, however many requests they send.
        self._per: dict[tuple[Actor, UUID], asyncio.Semaphore] = {}

    @asynccontextmanager
    async def houd(self, toegang: Toegang) -> AsyncIterator[None]:
        """Houd een plaats zolang het duurt.

        Raises:
            Onbereikbaar: wie dit vraagt heeft er al zoveel als mag, en er kwam op tijd geen vrij.
        """
        wie = _deler(toegang)
        if wie is None:
            yield
            return
        plaats = self._per.get((toegang.actor, wie))
        if plaats is None:
            plaats = self._per[toegang.actor, wie] = asyncio.Semaphore(self._hoogste)
        if plaats.locked():
            await self._wacht(plaats)
        else:
            await plaats.acquire()  # does not wait: a place is free and nobody is before us
        try:
            yield
        finally:
            plaats.release()

    async def _wacht(self, plaats: asyncio.Semaphore) -> None:
        try:
            async with asyncio.timeout(self._geduld):
                await plaats.acquire()
        except TimeoutError:
            raise Onbereikbaar(TE_VEEL) from None


def _deler(toegang: Toegang) -> UUID | None:
    """Voor wie dit telt: de gemeente, of de partner over al zijn gemeenten; een deur van het platform deelt niet."""
    return toegang.gemeente_id if toegang.actor in (Actor.GEMEENTE, Actor.LEDEN) else toegang.organisatie_id
