"""De simulator als fixture."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.wereld import Klok, Ontvanger, StartWereld, Wereld, draai_wereld


@pytest.fixture
async def start_wereld(tmp_path: Path) -> AsyncIterator[StartWereld]:
    """Start een simulator; geeft de test de hand in de instellingen."""
    stop = asyncio.Event()
    taken: list[asyncio.Task[None]] = []

    async def start(*, klok: Klok | None = None, meedoen: Ontvanger | None = None, **anders: object) -> Wereld:
        klaar: asyncio.Future[Wereld] = asyncio.get_running_loop().create_future()
        # pytest-asyncio sets up and tears down in different tasks; Litestar's lifespan must stay in one.
        taken.append(asyncio.create_task(_houd_draaiend(klaar, stop, tmp_path, klok or Klok(), meedoen, anders)))
        eerste: list[asyncio.Future[Any]] = [klaar, taken[-1]]
        await asyncio.wait(eerste, return_when=asyncio.FIRST_COMPLETED)
        if not klaar.done():
            await taken.pop()
        return klaar.result()

    yield start
    stop.set()
    await asyncio.gather(*taken)


async def _houd_draaiend(
    klaar: asyncio.Future[Wereld],
    stop: asyncio.Event,
    pad: Path,
    klok: Klok,
    meedoen: Ontvanger | None,
    anders: dict[str, object],
) -> None:
    async with draai_wereld(pad, klok=klok, meedoen=meedoen, **anders) as wereld:
        klaar.set_result(wereld)
        await stop.wait()


@pytest.fixture
async def wereld(start_wereld: StartWereld) -> Wereld:
    """Een simulator waarin iedereen is aangemeld."""
    wereld = await start_wereld()
    await wereld.meld_allen_aan()
    return wereld
