"""Dezelfde wereld als in tests/process, hier bekeken vanaf de API."""

from pathlib import Path

import pytest

from tests.process.opbouw import deel_de_lus, staande_wereld, wereld

__all__ = ["staande_wereld", "wereld"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    deel_de_lus(items, Path(__file__).parent)
