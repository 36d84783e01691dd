"""Een transactie die bij de zoveelste opdracht breekt, zoals een database die uitvalt."""

from itertools import count
from typing import Any

from core.platform.db.uow import Tx


class Breuk(Exception):
    """Hier viel het uit."""


def breek_bij(tx: Tx, nummer: int) -> None:
    """Laat opdracht `nummer` van deze transactie wel uitvoeren, en daarna breken."""
    teller = count(1)

    class Breekt(Tx):
        __slots__ = ()

        async def fetch(self, sql: str, *waarden: object) -> list[Any]:
            gevonden = await super().fetch(sql, *waarden)
            if next(teller) == nummer:
                raise Breuk
            return gevonden

        async def voer_uit(self, sql: str, *waarden: object) -> int:
            geraakt = await super().voer_uit(sql, *waarden)
            if next(teller) == nummer:
                raise Breuk
            return geraakt

    tx.__class__ = Breekt
