"""`make install` op een dag waarop de index nieuwere uitgaven heeft dan het slot: het slot alleen beslist.

Het slot is klein en van dezelfde vorm als het echte; de Makefile is de echte. Met de oudste pip die de README toelaat
(die van Python 3.11) en de nieuwste van de index, als root en als gewone gebruiker.
"""

import os
import pwd
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest

from core.ontwikkeling.bouw.slot import WORTEL
from core.ontwikkeling.embedded.werkmap import tijdelijke_map
from tests.pakket.index import Index

pytestmark = [pytest.mark.lang, pytest.mark.timeout(600)]

PYPROJECT = """
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"
[project]
name = "proef"
version = "1"
dependencies = ["alfa", "delta", "setuptools"]
[tool.setuptools]
py-modules = []
"""
OUDSTE_PIP = "23.2"
PYTHONS = (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3")
"""Deze, en anders die van het systeem: een gewone gebruiker kan niet overal bij."""
VAST = {"alfa": "1.0", "beta": "2.0", "delta": "1.0", "gamma": "1.0"}
NIEUWER = {"alfa": "1.1", "beta": "2.1", "gamma": "1.1"}


@dataclass(frozen=True, slots=True)
class Opstelling:
    """Een checkout met de echte Makefile en een klein slot, en een index die sindsdien verder is gegaan."""

    checkout: Path
    index: Index
    pips: dict[str, Path]

    def omgeving(self) -> dict[str, str]:
        """Alleen deze index, wat er op deze machine ook is ingesteld."""
        schoon = {n: w for n, w in os.environ.items() if not n.startswith(("PIP_", "UV_", "MAKE"))}
        return {**schoon, "PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": self.index.adres, "PIP_NO_CACHE_DIR": "1"}


def _haal(map_: Path, eis: str) -> Path:
    """Een wheel van de ingestelde index: het enige wat deze test van buiten nodig heeft."""
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
        "-d",
        map_,
        eis,
    ]
    subprocess.run(pip, check=True, timeout=300)
    (wheel,) = map_.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def opstelling() -> Iterator[Opstelling]:
    with tijdelijke_map() as map_:
        for naam in ("oudste", "nieuwste", "setuptools", "checkout"):
            (map_ / naam).mkdir()
        index = Index(map_ / "index")
        index.zet_erbij(_haal(map_ / "setuptools", f"setuptools=={version('setuptools')}"))
        index.voeg_toe("alfa", "1.0", "gamma>=1")
        index.voeg_toe("beta", "2.0", "gamma>=1; extra == 'post'", extras=("post",))
        index.voeg_toe("gamma", "1.0")
        index.voeg_toe("delta", "1.0", "beta[post]==2.*")
        (map_ / "checkout" / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
        shutil.copy(WORTEL / "Makefile", map_ / "checkout")
        opstelling = Opstelling(
            map_ / "checkout",
            index,
            {"oudste": _haal(map_ / "oudste", f"pip=={OUDSTE_PIP}"), "nieuwste": _haal(map_ / "nieuwste", "pip")},
        )
        _maak_slot(opstelling)
        for naam, nieuwer in NIEUWER.items():
            index.voeg_toe(naam, nieuwer, extras=("post",) if naam == "beta" else ())
        yield opstelling


def _maak_slot(opstelling: Opstelling) -> None:
    """Zoals `make lock`: voor elke Python en machine, met hashes en zonder adres."""
    uv: list[str | Path] = [
        Path(sys.executable).with_name("uv"),
        "pip",
        "compile",
        "pyproject.toml",
        "--universal",
        "--python-version=3.11",
    ]
    uv += ["--generate-hashes", "--no-emit-index-url", "--quiet", "--output-file", "requirements.lock", "--no-cache"]
    uv += ["--default-index", opstelling.index.adres]
    subprocess.run(uv, cwd=opstelling.checkout, env=opstelling.omgeving(), check=True, timeout=60)
    slot = (opstelling.checkout / "requirements.lock").read_text(encoding="utf-8")
    assert dict(re.findall(r"^(\w+)==(\S+)", slot, re.MULTILINE)) == VAST | {"setuptools": version("setuptools")}


def _gewone_gebruiker() -> tuple[list[str], str]:
    """Het voorvoegsel waarmee een opdracht als gewone gebruiker loopt, en een Python waar die bij kan."""
    if os.geteuid() != 0:
        return [], sys.executable
    wie = pwd.getpwnam("nobody")
    als = ["setpriv", f"--reuid={wie.pw_uid}", f"--regid={wie.pw_gid}", "--clear-groups"]
    vraag = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"
    for python in PYTHONS:
        # Through a shell, as make does: what the first program may reach says nothing about the second.
        if subprocess.run([*als, "sh", "-c", f"{python} -c '{vraag}'"], cwd="/", capture_output=True).returncode == 0:
            return als, python
    pytest.skip("een gewone gebruiker kan hier bij geen enkele Python 3.11 of nieuwer")


@pytest.mark.parametrize("pip", ["oudste", "nieuwste"])
@pytest.mark.parametrize("wie", ["root", "gebruiker"])
def test_c24_het_slot_alleen_beslist(opstelling: Opstelling, tmp_path: Path, pip: str, wie: str) -> None:
    if wie == "root" and os.geteuid() != 0:
        pytest.skip("gaat over root")
    als, python = _gewone_gebruiker() if wie == "gebruiker" else ([], sys.executable)
    checkout = opstelling.checkout.parent / f"{wie}-{pip}"
    shutil.copytree(opstelling.checkout, checkout)
    if als:
        subprocess.run(["chown", "-R", "nobody", checkout], check=True)
    bin_ = checkout / ".venv" / "bin"
    omgeving = opstelling.omgeving() | {"HOME": str(checkout)}
    wheel = opstelling.pips[pip]

    def loop(*opdracht: str | Path, **erbij: str) -> str:
        klaar = subprocess.run(
            [*als, *opdracht],
            cwd=checkout,
            env=omgeving | erbij,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        log = checkout / ".venv" / "install.log"
        assert klaar.returncode == 0, klaar.stdout + (log.read_text(encoding="utf-8") if log.exists() else "")
        return klaar.stdout

    loop(python, "-m", "venv", "--without-pip", ".venv")
    loop(bin_ / "python", "-m", "pip", "install", "--no-index", "--no-deps", wheel, PYTHONPATH=str(wheel))
    loop("make", "install", f"PYTHON={python}")
    vraag = "import importlib.metadata as m, sys; print(*(f'{n}=={m.version(n)}' for n in sys.argv[1:]))"
    *gevonden, pipversie = loop(bin_ / "python", "-c", vraag, *VAST, "pip").split()
    assert gevonden == [f"{naam}=={versie}" for naam, versie in VAST.items()]
    assert pipversie == f"pip=={wheel.name.split('-')[1]}"
