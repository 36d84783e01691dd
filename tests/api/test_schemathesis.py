"""De API doet wat haar beschrijving zegt: schemathesis maakt uit de beschrijving zelf duizenden verzoeken, goede en
foute, en houdt elk antwoord ertegen. Zonder toeval, dus steeds dezelfde verzoeken.

Met elk voorbeeld en elke grens van elk veld groeit dat met elke stap; daarom loopt het in `make test-lang`.
"""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest

from core.platform.partijen import PARTIJEN, Partij
from tests.api.gezaaid import Gezaaid, zaai
from tests.api.routes import routes_van
from tests.api.server import draaiende_api
from tests.process.wereld import Wereld
from tests.voorbeelden.alle import PARAMETERS, PROEVEN
from tests.voorbeelden.beheer import wie_van
from tests.voorbeelden.proef import samen

ST = Path(sys.executable).with_name("st")


pytestmark = [pytest.mark.lang, pytest.mark.timeout(600)]


async def _schemathesis(wereld: Wereld, gezaaid: Gezaaid, map_: Path, wie: str, *keuze: str, minstens: int) -> None:
    """Zakt met het verslag van schemathesis als er iets afwijkt."""
    instellingen = map_ / "schemathesis.toml"
    instellingen.write_text(_instellingen(wereld, gezaaid), encoding="utf-8")
    async with draaiende_api(wereld.huis) as adres:
        proces = await asyncio.create_subprocess_exec(
            *(str(ST), "--no-color", "--config-file", str(instellingen), "run"),
            *(f"{adres}/v1/openapi.json", "--url", f"{adres}/v1", "--header"),
            f"Authorization: Bearer {wereld.mens(wie).token}",
            *("--phases", "examples,coverage,fuzzing", "--max-examples", "12", "--checks", "all"),
            *("--continue-on-failure", "--generation-deterministic", *keuze),
            cwd=map_,
            env={"PATH": os.environ["PATH"], "HOME": str(map_), "PYTHONIOENCODING": "utf-8"},
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


def _instellingen(wereld: Wereld, gezaaid: Gezaaid) -> str:
    """Hoe schemathesis de beschrijving leest: alle controles staan aan en niets is uitgezonderd.

    Elke route vindt iets om mee te werken; anders was elk antwoord 404. Invoer die niet bruikbaar is geeft 400, ook als
    een schema niet kan zeggen waarom (API Design Rules, /core/error-handling/invalid-input). Schemathesis telt 400 op
    wat bij het schema past als een fout; bij bewerkingen die wegen is het het beschreven antwoord.
    """
    ids = {"dossier_id": gezaaid.dossier_id, **gezaaid.ids}
    regels = ["[parameters]", f'"path.gemeentecode" = "{wereld.twee.a.code}"']
    regels += [f'"path.{_camel(naam)}" = "{ids[naam]}"' for naam in PARAMETERS]
    for pad, stap in sorted({(route.pad.removeprefix("/v1"), route.stap) for route in routes_van(wereld.huis)}):
        dossier = gezaaid.dossiers[PROEVEN[stap].dossier]
        if "{dossier_id}" in pad and dossier != gezaaid.dossier_id:
            beschreven = re.sub(r"\{(\w+)\}", lambda m: f"{{{_camel(m[1])}}}", pad)
            regels += ["", "[[operations]]", f'include-path = "{beschreven}"']
            regels += [f'parameters = {{ "path.dossierId" = "{dossier}" }}']
    for bewerking, statussen in samen([proef.weegt for proef in PROEVEN.values()]).items():
        mag = ", ".join(f'"{status}"' for status in ("2xx", "403", *statussen))
        regels += ["", "[[operations]]", f'include-operation-id = "{bewerking}"']
        regels += [f"checks.positive_data_acceptance.expected-statuses = [{mag}]"]
    return "\n".join(regels)


def _camel(naam: str) -> str:
    return re.sub(r"_(\w)", lambda letter: letter[1].upper(), naam)


async def test_als_medewerker_van_een_gemeente(wereld: Wereld, tmp_path: Path) -> None:
    """Een teamleider: die mag alles wat een klantmanager mag, en ook toedelen."""
    niet = [keuze for partij in PARTIJEN for keuze in ("--exclude-tag", _tag(partij))]
    await _schemathesis(wereld, await zaai(wereld), tmp_path, "teamleider", *niet, minstens=1500)


@pytest.mark.parametrize("partij", PARTIJEN, ids=lambda partij: partij.naam)
async def test_als_medewerker_van_een_organisatie(wereld: Wereld, tmp_path: Path, partij: Partij) -> None:
    wel, wie = ("--include-tag", _tag(partij)), wie_van(partij.actor)
    await _schemathesis(wereld, await zaai(wereld), tmp_path, wie, *wel, minstens=15)


def _tag(partij: Partij) -> str:
    return partij.naam.replace("_", " ")
