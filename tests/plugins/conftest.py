"""Een lege kast voor plugins die een test zelf schrijft."""

from pathlib import Path

import pytest

from tests.plugins.kast import Kast


@pytest.fixture
def kast(tmp_path: Path) -> Kast:
    return Kast(tmp_path / "kast")
