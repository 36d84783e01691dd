"""Per test een wereld: twee gemeenten met hun mensen, DUO en de BRP, en een klok op 2 maart 2026."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from core.platform.huis import Huis
from core.platform.telemetry import logboek
from tests.process.wereld import BEGIN, Wereld, bouw
from tests.voorbeelden.beheer import TweeGemeenten


@pytest.fixture(scope="session", autouse=True)
def _logboek() -> None:
    """Het logboek van het echte proces; de standaard van structlog zet er hele sporen met waarden in."""
    logboek.richt_in("INFO")


@pytest.fixture
async def wereld(
    huis: Huis, twee_gemeenten: TweeGemeenten, eigenaar: Any, alziend: Any, tmp_path: Path
) -> AsyncIterator[Wereld]:
    gebouwd = bouw(huis, twee_gemeenten, eigenaar=eigenaar, alziend=alziend, map_=tmp_path)
    await gebouwd.zet_klok(BEGIN)
    yield gebouwd
    await gebouwd.http.aclose()
    await gebouwd.buren.sluit()
