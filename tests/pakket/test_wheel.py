"""Het wheel: alles wat de processen nodig hebben, niets van het ontwikkelen, wat er ook in de map is blijven liggen."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from core.ontwikkeling.bouw.slot import WORTEL

VLEUGEL = "core/ontwikkeling/"
NIET_MEE = shutil.ignore_patterns("__pycache__", "*.egg-info", "build", "dist")


@pytest.fixture(scope="module")
def kopie(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """De checkout zonder wat git niet kent: bouwen laat sporen na."""
    kopie = tmp_path_factory.mktemp("wheel") / "checkout"
    kopie.mkdir()
    for naam in ("core", "plugins", "migrations", "tests", "benchmarks", "docs", "tenants"):
        shutil.copytree(WORTEL / naam, kopie / naam, symlinks=True, ignore=NIET_MEE)
    for naam in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(WORTEL / naam, kopie)
    return kopie


@pytest.fixture(scope="module")
def schoon(kopie: Path) -> set[str]:
    return _bouw(kopie, "schoon")


def _bouw(kopie: Path, doel: str) -> set[str]:
    """De paden in een wheel dat nu van `kopie` gebouwd wordt."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", doel, "."]
    klaar = subprocess.run(pip, cwd=kopie, capture_output=True, text=True, timeout=50)
    assert klaar.returncode == 0, klaar.stderr
    (wheel,) = (kopie / doel).glob("*.whl")
    with zipfile.ZipFile(wheel) as archief:
        return set(archief.namelist())


def _bronnen(kopie: Path, mappen: Iterable[str]) -> set[str]:
    return {
        (Path(map_) / naam).relative_to(kopie).as_posix()
        for wortel in mappen
        for map_, _, namen in os.walk(kopie / wortel, followlinks=True)
        for naam in namen
    }


def test_het_wheel_is_core_zonder_de_vleugel_de_plugins_en_de_migraties(kopie: Path, schoon: set[str]) -> None:
    """Elk bestand van core en plugins, van welke soort ook, en geen ander."""
    code = {pad for pad in schoon if ".dist-info/" not in pad}
    assert code == {pad for pad in _bronnen(kopie, ("core", "plugins")) if not pad.startswith(VLEUGEL)}
    migraties = {Path(pad).name for pad in code if pad.startswith("core/platform/db/migraties/")}
    assert migraties == {pad.name for pad in (kopie / "migrations").glob("*.sql")} != set()
    assert {pad.rsplit(".", 1)[-1] for pad in code} >= {"py", "sql", "yaml", "csv", "conf", "typ", "ttf", "txt"}


def test_de_licentie_en_wat_anderen_vragen_gaan_mee(schoon: set[str]) -> None:
    info = {pad.split(".dist-info/")[1] for pad in schoon if ".dist-info/" in pad}
    assert {"licenses/LICENSE", "licenses/NOTICE", "entry_points.txt"} <= info


def test_wat_er_nog_lag_komt_er_niet_in(kopie: Path, schoon: set[str]) -> None:
    """Een oude `build/` en een lijst van bestanden van een eerdere installatie: setuptools neemt beide anders mee."""
    oud = kopie / "build" / "lib" / "core" / "ontwikkeling"
    oud.mkdir(parents=True)
    (oud / "supervisor.py").write_text("oud = True\n", encoding="utf-8")
    (kopie / "build" / "lib" / "core" / "verwijderd.py").write_text("oud = True\n", encoding="utf-8")
    info = kopie / "meedoen.egg-info"
    info.mkdir(exist_ok=True)
    alles = sorted(_bronnen(kopie, ("core", "tests", "docs")))
    (info / "SOURCES.txt").write_text("".join(f"{pad}\n" for pad in alles), encoding="utf-8")
    assert _bouw(kopie, "vuil") == schoon


def test_een_sdist_is_er_niet_en_dat_is_een_zin(kopie: Path) -> None:
    vraag = (
        "import achterkant\n"
        "try: achterkant.build_sdist('.')\n"
        "except achterkant.UnsupportedOperation as fout: print(fout)"
    )
    klaar = subprocess.run(
        [sys.executable, "-c", vraag],
        cwd=kopie,
        env={"PYTHONPATH": "core/ontwikkeling/bouw"},
        capture_output=True,
        text=True,
        timeout=50,
    )
    assert klaar.stdout.strip().startswith("Meedoen heeft geen sdist; bouw een wheel met `make pakket`"), klaar.stderr
