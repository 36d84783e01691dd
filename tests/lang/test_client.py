"""C4: een client die openapi-python-client uit de beschrijving maakt heeft elke handeling, en werkt.

De generator staat in een eigen omgeving, met een eigen slot (`client/requirements.lock`): wat hij nodig heeft bepaalt
niets voor Meedoen zelf. Maak dat slot opnieuw met `uv pip compile tests/lang/client/requirements.in --universal
--python-version 3.11 --generate-hashes --no-emit-index-url`.
"""

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.api.server import draaiende_api
from tests.process.opbouw import staande_wereld, wereld
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak

__all__ = ["staande_wereld", "wereld"]
pytestmark = [pytest.mark.lang, pytest.mark.timeout(600), pytest.mark.asyncio(loop_scope="session")]
CLIENT = Path(__file__).parent / "client"
_HANDELING = re.compile(r'"method": "(\w+)",\s*"url": "([^"]+)"')
_IN_PAD = re.compile(r"\{[^}]*\}")
AANROEPEN = """
import importlib, pkgutil, sys
from uuid import UUID
import gemaakt.api
from gemaakt import AuthenticatedClient
from gemaakt.models import HandelingUit, Probleem

for module in pkgutil.walk_packages(gemaakt.api.__path__, "gemaakt.api."):
    importlib.import_module(module.name)


def vind(methode, pad):
    for module in pkgutil.walk_packages(gemaakt.api.__path__, "gemaakt.api."):
        bron = importlib.import_module(module.name)
        tekst = open(bron.__file__, encoding="utf-8").read()
        if f'"method": "{methode}"' in tekst and f'"url": "{pad}' in tekst:
            return bron
    raise LookupError(pad)


adres, token, code, dossier = sys.argv[1:]
client = AuthenticatedClient(base_url=adres, token=token)
DOSSIER = "/gemeenten/{gemeentecode}/dossiers/{dossier_id}"
lijst = vind("get", DOSSIER + "/handelingen").sync(code, UUID(dossier), client=client)
assert all(isinstance(handeling, HandelingUit) for handeling in lijst)
assert {h.handeling for h in lijst if h.mag} >= {"OPROEP_OPSTELLEN"}
antwoord = vind("get", DOSSIER + "/oproepen/voorstel").sync_detailed(code, UUID(int=0), client=client)
assert antwoord.status_code == 404 and isinstance(antwoord.parsed, Probleem), antwoord
print(len(lijst))
"""


async def _doe(*opdracht: object, waar: Path) -> str:
    proces = await asyncio.create_subprocess_exec(
        *map(str, opdracht), cwd=waar, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    uitvoer, _ = await proces.communicate()
    assert proces.returncode == 0, uitvoer.decode()
    return uitvoer.decode()


def _handelingen(beschrijving: dict[str, Any]) -> set[tuple[str, str]]:
    methoden = {"get", "post", "put", "delete", "patch"}
    return {
        (methode, _IN_PAD.sub("{}", pad))
        for pad, handelingen in beschrijving["paths"].items()
        for methode in handelingen
        if methode in methoden
    }


async def test_c4_een_gemaakte_client_heeft_elke_handeling_en_werkt(wereld: Wereld, tmp_path: Path) -> None:
    zaak = await Zaak.nieuw(wereld)
    beschrijving = (await wereld.http.get("/v1/openapi.json")).json()
    (tmp_path / "openapi.json").write_text(json.dumps(beschrijving), encoding="utf-8")
    python = tmp_path / "omgeving" / "bin" / "python"
    await _doe(sys.executable, "-m", "venv", tmp_path / "omgeving", waar=tmp_path)
    pip = (python, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", "install")
    await _doe(*pip, "--no-deps", "--require-hashes", "-r", CLIENT / "requirements.lock", waar=tmp_path)
    generator = (python, "-m", "openapi_python_client", "generate", "--fail-on-warning", "--meta", "none")
    waarheen = ("--config", CLIENT / "instellingen.yaml", "--path", "openapi.json", "--output-path", "gemaakt")
    await _doe(*generator, *waarheen, waar=tmp_path)

    bronnen = [pad.read_text(encoding="utf-8") for pad in (tmp_path / "gemaakt" / "api").rglob("*.py")]
    gemaakt = [(methode, _IN_PAD.sub("{}", pad)) for bron in bronnen for methode, pad in _HANDELING.findall(bron)]
    assert len(gemaakt) == len(set(gemaakt))
    assert set(gemaakt) == _handelingen(beschrijving)

    async with draaiende_api(wereld.huis) as adres:
        basis = f"{adres}/v1"
        gelezen = await _doe(
            python, "-c", AANROEPEN, basis, wereld.km.token, wereld.twee.a.code, zaak.id, waar=tmp_path
        )
    assert int(gelezen) == len(await zaak.lees("/handelingen"))
