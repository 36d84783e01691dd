"""De API doet wat haar beschrijving zegt: schemathesis maakt uit de beschrijving zelf duizenden verzoeken, goede en
foute, en houdt elk antwoord ertegen. Zonder toeval, dus steeds dezelfde verzoeken.
"""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest

from tests.api.gezaaid import Gezaaid, zaai
from tests.api.server import draaiende_api
from tests.process.wereld import Wereld

HIER = Path(__file__).parent
ST = Path(sys.executable).with_name("st")


async def _schemathesis(wereld: Wereld, gezaaid: Gezaaid, map_: Path, wie: str, *keuze: str, minstens: int) -> None:
    """Zakt met het verslag van schemathesis als er iets afwijkt."""
    async with draaiende_api(wereld.huis) as adres:
        proces = await asyncio.create_subprocess_exec(
            *(str(ST), "--no-color", "--config-file", str(HIER / "schemathesis.toml"), "run"),
            *(f"{adres}/v1/openapi.json", "--url", f"{adres}/v1", "--header"),
            f"Authorization: Bearer {wereld.mens(wie).token}",
            *("--phases", "examples,coverage,fuzzing", "--max-examples", "12", "--checks", "all"),
            *("--continue-on-failure", "--generation-deterministic", *keuze),
            cwd=map_,
            env={"PATH": os.environ["PATH"], "HOME": str(map_), "PYTHONIOENCODING": "utf-8", **gezaaid.als_omgeving()},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        uitvoer, _ = await proces.communicate()
    tekst = uitvoer.decode(errors="replace")
    if proces.returncode != 0:
        pytest.fail(f"schemathesis vond verschillen tussen de API en haar beschrijving:\n{tekst}", pytrace=False)
    gemaakt = re.search(r"(\d+) generated, (\d+) passed", tekst)
    assert gemaakt is not None, tekst
    assert int(gemaakt[1]) == int(gemaakt[2]) >= minstens, tekst


@pytest.mark.timeout(300)
async def test_als_medewerker_van_een_gemeente(wereld: Wereld, tmp_path: Path) -> None:
    """Een teamleider: die mag alles wat een klantmanager mag, en ook toedelen."""
    await _schemathesis(
        wereld, await zaai(wereld), tmp_path, "teamleider", "--exclude-tag", "taalschool", minstens=1500
    )


@pytest.mark.timeout(300)
async def test_als_medewerker_van_een_taalschool(wereld: Wereld, tmp_path: Path) -> None:
    await _schemathesis(wereld, await zaai(wereld), tmp_path, "school", "--include-tag", "taalschool", minstens=50)
