"""De importregels van pyproject.toml houden, en elke regel zakt als men haar met opzet breekt."""

import copy
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter.application.use_cases import read_user_options
from importlinter.configuration import configure
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract

WORTEL = Path(__file__).parents[2]
# -S: zonder dat zou de geïnstalleerde checkout met de kopie samen één namespace-pakket zijn.
LINT = (sys.executable, "-S", "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")
SOORTEN: Mapping[str, Any] = {
    "forbidden": ForbiddenContract,
    "independence": IndependenceContract,
    "layers": LayersContract,
}
EIGEN = ("core", "plugins")
REGELS = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
BREUKEN = {
    "Lagen: wie mag wie gebruiken": {
        "core/law/kalender.py": "import core.instellingen.config, core.platform.ids",
        "core/fouten.py": "import core.law.kalender",
        "core/instellingen/config.py": "import core.fouten",
        "core/platform/ids.py": "import core.process.dossier.namen",
        "core/integrations/buren.py": "import core.process.taak",
        "core/plugin_api/parameters.py": "import core.standaard.plugin",
        "core/standaard/plugin.py": "import core.platform.ids",
        "core/process/taak.py": "import core.bootstrap",
        "core/bootstrap.py": "import core.worker",
        "core/worker.py": "import core.api, core.ontwikkeling.simulator.loket",
        "core/api.py": "import core.ontwikkeling.opstelling",
        "core/cli.py": "import core.ontwikkeling.opdrachten",
        "core/processen.py": "import core.ontwikkeling.supervisor",
        "core/process/aanmelding/taken.py": "import core.ontwikkeling.simulator.loket",
        "core/nieuw.py": "'''Een module die niemand een laag gaf.'''",
    },
    "Instellingen: een tabel op lezers op sleutels": {
        "core/instellingen/sleutels.py": "import core.instellingen.productie",
        "core/instellingen/lezers.py": "import core.instellingen.config",
    },
    "Platform: van deur tot klok": {
        "core/platform/db/versie.py": "import core.platform.outbox.bus",
        "core/platform/crypto/bsn.py": "import core.platform.audit.logboek",
        "core/platform/audit/logboek.py": "import core.platform.sleutelbeheer.rotatie",
        "core/platform/letters/render.py": "import core.platform.http.invoer",
        "core/platform/nieuw.py": "'''Een onderdeel dat niemand een laag gaf.'''",
    },
    "Stappen: het proces loopt omlaag naar het dossier": {
        "core/process/dossier/namen.py": "import core.process.oproep.actions",
        "core/process/besluit/views.py": "import core.process.melding.views",
        "core/process/aanmelding/taken.py": "import core.process.toewijzing.views",
        "core/process/oproep/brief.py": "import core.process.pip.brief",
        "core/process/pip/brief.py": "import core.process.begeleiding.views",
        "core/process/taak.py": "import core.process.dossier.namen",
        "core/process/nieuw/actions.py": "'''Een stap die niemand een plaats gaf.'''",
    },
    "Stappen: niemand daarbinnen leest een stap.py": {
        "core/process/besluit/actions.py": "import core.process.dossier.stap",
        "core/process/pip/concept.py": "import core.process.stap",
    },
    "Plugins: zij kennen elkaar niet": {
        "plugins/municipality_heerenveen/plugin.py": "import plugins.municipality_stichtse_vecht.plugin",
    },
    "Plugins: alleen de plugin-API": {
        "plugins/municipality_stichtse_vecht/plugin.py": "import core.law.recht",
        "plugins/municipality_heerenveen/plugin.py": "import core.platform.huis",
    },
    "Kern: zij kent geen plugin bij naam": {
        "core/bootstrap.py": "import plugins.municipality_heerenveen.plugin",
        "core/process/begeleiding/voorstel.py": "import plugins.municipality_stichtse_vecht.plugin",
    },
    "Standaard: als een plugin geschreven": {
        "core/standaard/plugin.py": "import core.law.groepen",
    },
    "Plugin-API: geen framework": {
        "core/plugin_api/beelden.py": "import httpx2",
        "plugins/municipality_heerenveen/plugin.py": "import asyncpg",
    },
    "Buren: de clients en de simulator delen niets": {
        "core/ontwikkeling/simulator/cijfers.py": "import core.integrations.duo.contract",
        "core/integrations/brp/fouten.py": "import core.integrations.duo.fouten",
    },
    "Ontwikkeling: van opdracht tot server": {
        "core/ontwikkeling/supervisor.py": "import core.ontwikkeling.simulator.app",
        "core/ontwikkeling/embedded/fout.py": "import core.ontwikkeling.supervisor",
        "core/ontwikkeling/nieuw.py": "'''Een module die niemand een laag gaf.'''",
    },
    "Recht: geen framework": {
        "core/law/kalender.py": "import piccolo",
        "core/fouten.py": "import litestar.exceptions",
    },
    "Regels: acties en views kennen geen webframework": {
        "core/process/dossier/actions.py": "import core.platform.http.probleem",
        "core/process/pip/views.py": "import litestar",
    },
}
ELKE_BREUK = [(regel, bestand) for regel, breuken in BREUKEN.items() for bestand in breuken]


def _lint(map_: Path) -> subprocess.CompletedProcess[str]:
    opdracht = [*LINT, "--config", str(map_ / "pyproject.toml"), "--no-cache"]
    paden = {"PYTHONPATH": f"{map_}:{sysconfig.get_path('purelib')}", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(opdracht, cwd=map_, env=paden, capture_output=True, text=True, timeout=50, check=False)


@pytest.fixture
def kopie(tmp_path: Path) -> Path:
    weg = shutil.ignore_patterns("__pycache__", "*.ttf", "*.yaml", "*.typ")
    for pakket in EIGEN:
        shutil.copytree(WORTEL / pakket, tmp_path / pakket, ignore=weg)
    shutil.copy(WORTEL / "pyproject.toml", tmp_path)
    return tmp_path


def test_alle_regels_houden(kopie: Path) -> None:
    uitslag = _lint(kopie)
    assert uitslag.returncode == 0, uitslag.stdout
    assert f"Contracts: {len(REGELS)} kept, 0 broken." in uitslag.stdout


def test_de_opdracht_noemt_de_regel_die_gebroken_is(kopie: Path) -> None:
    """Eén breuk door de opdracht zelf; de andere hieronder gaan door dezelfde regels, zonder telkens alles te lezen."""
    regel, bestand = "Lagen: wie mag wie gebruiken", "core/law/kalender.py"
    with (kopie / bestand).open("a", encoding="utf-8") as bron:
        bron.write(f"\n{BREUKEN[regel][bestand]}\n")
    uitslag = _lint(kopie)
    assert uitslag.returncode != 0
    assert f"{regel} BROKEN" in uitslag.stdout


def test_elke_regel_wordt_gebroken() -> None:
    assert set(BREUKEN) == {regel["name"] for regel in REGELS}


@pytest.fixture(scope="module")
def bron() -> grimp.ImportGraph:
    """Wie wat importeert, zoals het in de bron staat."""
    return grimp.build_graph(*EIGEN, include_external_packages=True, cache_dir=None)


@pytest.fixture(scope="module")
def regels() -> Mapping[str, Any]:
    configure()
    gelezen = read_user_options(str(WORTEL / "pyproject.toml"))
    return {
        regel["name"]: SOORTEN[regel["type"]](
            name=regel["name"], session_options=gelezen.session_options, contract_options=regel
        )
        for regel in gelezen.contracts_options
    }


def _houdt(regel: Any, bron: grimp.ImportGraph) -> bool:
    return bool(regel.check(bron, verbose=False).kept)


def _met(bron: grimp.ImportGraph, bestand: str, regel: str) -> grimp.ImportGraph:
    """De bron met deze regel erbij in dit bestand, dat ook nieuw mag zijn."""
    anders = copy.deepcopy(bron)
    delen = bestand.removesuffix(".py").split("/")
    for aantal in range(1, len(delen) + 1):
        if ".".join(delen[:aantal]) not in anders.modules:
            anders.add_module(".".join(delen[:aantal]))
    for naam in regel.removeprefix("import ").split(", ") if regel.startswith("import ") else ():
        geimporteerd = naam if naam.split(".")[0] in EIGEN else naam.split(".")[0]
        if geimporteerd not in anders.modules:
            assert naam.split(".")[0] not in EIGEN, f"{naam} bestaat niet"
            anders.add_module(geimporteerd, is_squashed=True)
        anders.add_import(importer=".".join(delen), imported=geimporteerd)
    return anders


@pytest.mark.parametrize(("regel", "bestand"), ELKE_BREUK, ids=[b for _, b in ELKE_BREUK])
def test_een_breuk_wordt_gezien(bron: grimp.ImportGraph, regels: Mapping[str, Any], regel: str, bestand: str) -> None:
    assert _houdt(regels[regel], copy.deepcopy(bron)), "zonder de breuk hield zij al niet"
    assert not _houdt(regels[regel], _met(bron, bestand, BREUKEN[regel][bestand]))
