"""Een lege kast voor plugins die een test zelf schrijft."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plugins.kast import Kast, lege_kast


@pytest.fixture
def kast(tmp_path: Path) -> Iterator[Kast]:
    with lege_kast(tmp_path) as open_:
        yield open_
