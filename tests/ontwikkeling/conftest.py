"""A throw-away folder that the servers' user can reach."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.ontwikkeling.embedded.werkmap import tijdelijke_map


@pytest.fixture
def map_() -> Iterator[Path]:
    with tijdelijke_map() as pad:
        yield pad
