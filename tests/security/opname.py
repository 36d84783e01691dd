"""Elke opdracht die door een unit of work de database in gaat, met wie er handelde en vanaf welke plaats in de bron."""

import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from core.law.recht import Recht
from core.platform.db.uow import Databank, Tx
from core.platform.tenancy import Toegang
from tests.architecture.bron import WORTEL

KERN = f"{WORTEL}/core/"


@dataclass(frozen=True, slots=True)
class Opdracht:
    toegang: Toegang
    sql: str
    waarden: tuple[object, ...]


@dataclass(slots=True)
class Opname:
    """Van elke soort toegang elke opdracht één keer; van elke opdracht alle plaatsen waar zij vandaan kwam."""

    opdrachten: dict[tuple[object, ...], Opdracht] = field(default_factory=dict)
    plaatsen: set[tuple[str, int]] = field(default_factory=set)
    """Bestand en regel van elke aanroep die op dat moment liep."""
    functies: set[tuple[str, str]] = field(default_factory=set)

    @property
    def teksten(self) -> set[str]:
        return {opdracht.sql for opdracht in self.opdrachten.values()}

    def noteer(self, toegang: Toegang, sql: str, waarden: tuple[object, ...], frame: FrameType | None) -> None:
        sleutel = (toegang.actor, toegang.doel, toegang.gemeente_id is None, sql)
        self.opdrachten.setdefault(sleutel, Opdracht(toegang, sql, waarden))
        while frame is not None:
            if frame.f_code.co_filename.startswith(KERN):
                bestand = frame.f_code.co_filename.removeprefix(f"{WORTEL}/")
                self.plaatsen.add((bestand, frame.f_lineno))
                self.functies.add((bestand, frame.f_code.co_name))
            frame = frame.f_back


def neem_op(databank: Databank) -> Opname:
    """Laat vanaf nu elke unit of work van deze databank opnemen wat zij uitvoert."""
    opname = Opname()

    class Neemt(Tx):
        __slots__ = ()

        async def fetch(self, sql: str, *waarden: object) -> list[Any]:
            opname.noteer(self.toegang, sql, waarden, sys._getframe())
            return await super().fetch(sql, *waarden)

        async def voer_uit(self, sql: str, *waarden: object) -> int:
            opname.noteer(self.toegang, sql, waarden, sys._getframe())
            return await super().voer_uit(sql, *waarden)

        async def schrijf_velen(self, sql: str, rijen: Sequence[Sequence[object]]) -> None:
            for waarden in rijen:
                opname.noteer(self.toegang, sql, tuple(waarden), sys._getframe())
            await super().schrijf_velen(sql, rijen)

    class Opnemend(Databank):
        @asynccontextmanager
        async def uow(self, toegang: Toegang, *, recht: Recht | None = None) -> AsyncIterator[Tx]:
            async with super().uow(toegang, recht=recht) as tx:
                tx.__class__ = Neemt
                yield tx

    databank.__class__ = Opnemend
    return opname
