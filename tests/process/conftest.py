"""Elke test krijgt een lege wereld: twee gemeenten met hun mensen, DUO en de BRP, en een klok op 2 maart 2026."""

from pathlib import Path

import pytest

from tests.process.opbouw import deel_de_lus, staande_wereld, wereld

__all__ = ["staande_wereld", "wereld"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    deel_de_lus(items, Path(__file__).parent)
