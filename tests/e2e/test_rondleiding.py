"""De twee opdrachten en de rondleiding uit de README, zoals een nieuwkomer ze typt: echte processen, echte bash."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from litestar.handlers import HTTPRouteHandler

from core.cli import config_tabel, main
from core.integrations.duo.gebeurtenissen import GEBEURTENISSEN
from core.ontwikkeling.embedded.poorten import vrije_poort
from core.ontwikkeling.omgeving import POORTEN
from core.ontwikkeling.opstelling import Beginstand
from core.ontwikkeling.rondleiding import wat_er_al_was
from core.ontwikkeling.simulator.besturing_api import BesturingController
from core.ontwikkeling.simulator.gebeuren import VERANDERINGEN
from core.ontwikkeling.simulator.storing import Soort
from core.platform.clock import NEDERLAND

CHECKOUT = Path(__file__).parents[2]
MEEDOEN = Path(sys.executable).with_name("meedoen")
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
SIMULATOR = (CHECKOUT / "docs" / "simulator.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def werkplaats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Een eigen werkplaats: de gegevens van wie hier ontwikkelt blijven ongemoeid."""
    map_ = tmp_path_factory.mktemp("rondleiding")
    yield map_
    subprocess.run([MEEDOEN, "--werkplaats", map_, "reset"], check=True, env=_omgeving(), stdout=subprocess.DEVNULL)


def _omgeving() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("MEEDOEN_")}


@pytest.fixture(scope="module")
def poorten() -> dict[str, str]:
    """Door de test genoemd, zoals iemand doet die 8000 al gebruikt."""
    return {poort.variabele: str(vrije_poort()) for poort in POORTEN.values()}


@pytest.fixture(scope="module")
def welkom() -> list[str]:
    """Wat er op het scherm kwam tot alles draaide; `draaiend` vult het."""
    return []


@pytest.fixture(scope="module")
def draaiend(werkplaats: Path, poorten: dict[str, str], welkom: list[str]) -> Iterator[Path]:
    proces = subprocess.Popen(
        [MEEDOEN, "--werkplaats", werkplaats, "run"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=_omgeving() | poorten,
        cwd=CHECKOUT,
    )
    assert proces.stdout is not None
    for regel in proces.stdout:
        welkom.append(regel)
        if "Ctrl-C stopt alles" in regel:
            break
    else:
        pytest.fail("meedoen run kwam niet op:\n" + "".join(welkom[-20:]))
    yield werkplaats
    proces.send_signal(signal.SIGINT)
    uit, _ = proces.communicate(timeout=40)
    assert proces.returncode == 0, "Ctrl-C stopt alles netjes"
    assert "Meedoen stopt." in uit


@pytest.mark.timeout(240)
@pytest.mark.lang
def test_de_rondleiding_in_de_readme_werkt_zoals_zij_er_staat(draaiend: Path, tmp_path: Path) -> None:
    """Daarna wat de beschrijving van de simulator erbij laat doen."""
    blokken = re.findall(r"```bash\n(.*?)```", README + SIMULATOR, flags=re.DOTALL)
    bin_ = tmp_path / ".venv" / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "python").symlink_to(sys.executable)
    meedoen = bin_ / "meedoen"
    meedoen.write_text(f'#!/bin/sh\nexec "{MEEDOEN}" --werkplaats "{draaiend}" "$@"\n', encoding="utf-8")
    meedoen.chmod(0o755)
    assert len(blokken) >= 5
    begonnen = datetime.now(NEDERLAND)
    uit = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join([*blokken, *blokken])],  # een tweede keer kan ook
        capture_output=True,
        text=True,
        env=_omgeving(),
        cwd=tmp_path,
        timeout=200,
        check=False,
    )
    assert uit.returncode == 0, uit.stdout[-2000:] + uit.stderr[-2000:]
    assert '"soort": "PIP_VASTSTELLEN"' in uit.stdout
    assert '"uitleg": [' in uit.stdout, "het dossier toont de afleiding van zijn termijn"
    assert '"ontbreekt": [' in uit.stdout
    assert "\n409\n201\n" in uit.stdout, "vier ogen: wie het vastlegde beslist niet, de tweede klantmanager wel"
    assert "\n404\n403\n" in uit.stdout, "een andere gemeente bestaat niet; een taalschool heeft hier niets te zoeken"
    assert '"verlopen": true' in uit.stdout, "de klok is verzet"
    assert '{"type":' not in uit.stdout, "geen verzoek van de rondleiding wordt ongevraagd geweigerd"
    assert '"gebeurd":1' in uit.stdout.replace(" ", ""), "er komt iemand met een PIP van elders"
    klok = [regel for regel in uit.stdout.splitlines() if regel.startswith("De klok van Meedoen")]
    dagen = {f"{moment:%d-%m-%Y}" for moment in (begonnen, datetime.now(NEDERLAND))}  # midnight may pass meanwhile
    assert klok[-1].startswith(tuple(f"De klok van Meedoen staat nu op {dag}" for dag in dagen))


@pytest.mark.lang
def test_de_adressen_blijven_in_beeld_en_zijn_de_genoemde(
    draaiend: Path, poorten: dict[str, str], welkom: list[str]
) -> None:
    begin = next(i for i, regel in enumerate(welkom) if regel.startswith("Meedoen draait."))
    getoond = welkom[begin:]
    assert len(getoond) < 24, "een scherm van vierentwintig regels"
    assert max(map(len, getoond)) < 140, "geen tokens"
    onderaan = "".join(getoond[-10:])
    adressen = [f"http://127.0.0.1:{poorten[naam]}" for naam in poorten if not re.search("PEIL|INLOGDIENST", naam)]
    assert [adres for adres in adressen if adres not in onderaan] == []
    assert f"{adressen[0]}/inloggen " in onderaan
    uit = subprocess.run(
        [MEEDOEN, "--werkplaats", draaiend, "omgeving"], capture_output=True, text=True, env=_omgeving(), check=True
    )
    assert uit.stdout == f"export API={adressen[0]}/v1\nexport SIMULATOR={adressen[1]}\n"


@pytest.mark.timeout(60)
@pytest.mark.lang
def test_een_tweede_start_in_dezelfde_werkmap_zegt_wat_er_is(draaiend: Path) -> None:
    tweede = subprocess.run(
        [MEEDOEN, "--werkplaats", draaiend, "run"],
        capture_output=True,
        text=True,
        env=_omgeving(),
        cwd=CHECKOUT,
        timeout=40,
        check=False,
    )
    assert tweede.returncode == 1
    assert len(tweede.stderr.strip().splitlines()) == 1, "één heldere zin, geen spoor van de code"


def test_de_tabel_met_instellingen_in_de_readme_is_die_van_de_code() -> None:
    stuk = README.split("<!-- config: meedoen config tabel -->")[1].split("<!-- /config -->")[0].strip()
    assert stuk == config_tabel(), "werk de README bij met de uitvoer van `meedoen config tabel`"


def test_de_beschrijving_van_de_simulator_noemt_elke_opdracht_gebeurtenis_en_storing() -> None:
    paden = set(re.findall(r"^\| `(?:GET|POST) (\w+)", SIMULATOR, flags=re.MULTILINE))
    handlers = [h for h in vars(BesturingController).values() if isinstance(h, HTTPRouteHandler)]
    assert paden == {pad.strip("/") for h in handlers for pad in h.paths}
    codes = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", SIMULATOR, flags=re.MULTILINE))
    assert set(codes) == {*VERANDERINGEN, *Soort}
    assert {code: codes[code] for code in VERANDERINGEN} == {c: GEBEURTENISSEN[c].omschrijving for c in VERANDERINGEN}


def test_elke_opdracht_heeft_hulp(capsys: pytest.CaptureFixture[str]) -> None:
    for opdracht in ([], ["run"], ["demo"], ["token"], ["klok"], ["db"], ["db", "migreer"], ["tenants"], ["config"]):
        with pytest.raises(SystemExit) as einde:
            main([*opdracht, "--help"])
        assert einde.value.code == 0
        assert "gebruik: meedoen" in capsys.readouterr().out


def test_wie_start_op_wat_er_al_was_hoort_het_met_de_dag_van_de_klok() -> None:
    assert wat_er_al_was(Beginstand()) == ""
    assert (
        wat_er_al_was(Beginstand(dossiers=1, verschuiving=-3)) == " Van eerder: 1 dossier; `make reset` begint opnieuw."
    )
    vooruit = wat_er_al_was(Beginstand(dossiers=12, verschuiving=184 * 86_400))
    assert vooruit.startswith(" Van eerder: 12 dossiers, en de klok staat op ")
    assert ".venv/bin/meedoen klok nu" in vooruit
    assert len(vooruit.splitlines()) == 2
