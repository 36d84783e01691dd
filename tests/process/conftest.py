"""Elke test krijgt een lege wereld: twee gemeenten met hun mensen, DUO en de BRP, en een klok op 2 maart 2026.

Na elke test klopt wat organisaties van een persoon zien met zijn gegevens, hoe die in de test ook veranderden.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.process.opbouw import deel_de_lus, staande_wereld
from tests.process.opbouw import wereld as lege_wereld
from tests.process.projecties import verschillen
from tests.process.wereld import Wereld

__all__ = ["lege_wereld", "staande_wereld"]


@pytest_asyncio.fixture(loop_scope="session")
async def wereld(lege_wereld: Wereld) -> AsyncIterator[Wereld]:
    yield lege_wereld
    assert await verschillen(lege_wereld.alziend) == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    deel_de_lus(items, Path(__file__).parent)
