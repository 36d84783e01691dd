"""Piccolo als vragenbouwer: tabellen zonder verbinding, zodat geen vraag buiten een unit of work kan lopen.

Piccolo's eigen motor lekt transacties (ADR 0003). Wij gebruiken van Piccolo de kolommen en de vragen, en laten
alleen `Tx` ze uitvoeren. `await Dossier.select()` is daarom altijd een fout.
"""

from typing import Any, NoReturn

from piccolo.engine.base import Engine
from piccolo.table import Table

SCHEMA = "meedoen"


class QueryBuitenUnitOfWork(RuntimeError):
    """Er werd een Piccolo-vraag uitgevoerd zonder `Tx`; gebruik `tx.lees(...)` of `tx.schrijf(...)`."""


def _weiger(*_: object, **__: object) -> NoReturn:
    raise QueryBuitenUnitOfWork("voer de vraag uit met tx.lees(...) of tx.schrijf(...)")


class GeenVerbinding(Engine[Any]):
    """Zegt Piccolo dat het PostgreSQL is, en weigert al het andere."""

    __slots__ = ()

    def __init__(self) -> None:
        # Niet super().__init__: dat maakt bij het importeren verbinding met een database.
        self.engine_type = "postgres"
        self.min_version_number = 16
        self.log_queries = self.log_responses = False
        self.query_id = 0

    async def get_version(self) -> float:
        return 16.0

    def get_version_sync(self) -> float:
        return 16.0

    async def prep_database(self) -> None:
        return

    async def batch(self, *_: Any, **__: Any) -> Any:
        _weiger()

    async def run_querystring(self, *_: Any, **__: Any) -> Any:
        _weiger()

    async def run_ddl(self, *_: Any, **__: Any) -> Any:
        _weiger()

    def atomic(self) -> Any:
        _weiger()

    def transaction(self, *_: Any, **__: Any) -> Any:
        _weiger()


MOTOR = GeenVerbinding()


class Tabel(Table, db=MOTOR, schema=SCHEMA):
    """Basis van elke tabel. De kolommen zijn voor de vragen; het schema staat in `migrations/`."""

    def __init_subclass__(cls, *, tablename: str) -> None:
        # Piccolo erft de motor en het schema niet; zonder deze regel zou elke tabel ze moeten herhalen.
        super().__init_subclass__(tablename=tablename, db=MOTOR, schema=SCHEMA)


# Piccolo gives a table without a primary key a column `id`, and that one would be inherited by tables that have none.
del Tabel.id  # type: ignore[attr-defined]
