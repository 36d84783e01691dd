"""What `make` itself decides: which Python, what a half-finished or moved set-up means, and clean lock files.

The Python here is a small shell script that stands for the machine's: whether pip can install is not the question.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.ontwikkeling.omstandigheden import WORTEL

_PYTHON = """#!/bin/sh
echo "$@" >>"{map}/aanroepen"
case "$*" in
  *version_info*) exit {oud} ;;
  *ensurepip*) exit {zonder_venv} ;;
  "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  *"-r requirements.lock"*) [ ! -e "{map}/geen-index" ] ;;
  *"pip "*check) [ ! -e "{map}/onvolledig" ] ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    shutil.copy(WORTEL / "Makefile", checkout)
    for naam in ("requirements.lock", "pyproject.toml"):
        (checkout / naam).touch()
    return checkout


def _python(map_: Path, *, oud: int = 0, zonder_venv: int = 0) -> Path:
    python = map_ / "python3"
    python.write_text(_PYTHON.format(map=map_, oud=oud, zonder_venv=zonder_venv), encoding="utf-8")
    python.chmod(0o755)
    return python


def _make(checkout: Path, *argumenten: str | Path) -> tuple[int, str]:
    klaar = subprocess.run(
        ["make", "--no-print-directory", "-C", checkout, *argumenten],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=30,
    )
    return klaar.returncode, klaar.stdout


def _installaties(map_: Path) -> tuple[int, int]:
    """How often a fresh environment was made, and how often packages were installed."""
    aanroepen = (map_ / "aanroepen").read_text(encoding="utf-8")
    return aanroepen.count("-m venv "), aanroepen.count("-r requirements.lock")


def test_zonder_doel_staat_elk_doel_in_de_lijst(checkout: Path) -> None:
    code, uitvoer = _make(checkout)
    assert code == 0
    makefile = (WORTEL / "Makefile").read_text(encoding="utf-8")
    (doelen,) = re.findall(r"^\.PHONY: (.*) FORCE$", makefile, re.MULTILINE)
    assert re.findall(r"^  make (\S+) +\S", uitvoer, re.MULTILINE) == doelen.split()


@pytest.mark.parametrize(
    ("gebrek", "zin"),
    [
        ({"oud": 1}, "Python 3.11 of nieuwer is niet gevonden; installeer het, of wijs het aan met: make PYTHON="),
        ({"zonder_venv": 1}, "ontbreekt de module venv; installeer die (Debian en Ubuntu: apt install python3-venv)"),
    ],
)
def test_een_ongeschikte_python_is_een_zin(tmp_path: Path, checkout: Path, gebrek: dict[str, int], zin: str) -> None:
    code, uitvoer = _make(checkout, "install", f"PYTHON={_python(tmp_path, **gebrek)}")
    assert code != 0
    assert zin in uitvoer
    assert not (checkout / ".venv").exists()


def test_een_half_afgemaakte_installatie_begint_schoon_en_daarna_is_er_niets_te_doen(
    tmp_path: Path, checkout: Path
) -> None:
    python = f"PYTHON={_python(tmp_path)}"
    (tmp_path / "geen-index").touch()
    code, uitvoer = _make(checkout, "install", python)
    assert code != 0
    assert "Het installeren is niet gelukt (log: .venv/install.log)" in uitvoer
    (checkout / ".venv" / "rommel").touch()
    (tmp_path / "geen-index").unlink()
    assert _make(checkout, "install", python)[0] == 0
    assert not (checkout / ".venv" / "rommel").exists()
    assert _installaties(tmp_path) == (2, 2)
    assert _make(checkout, "install", python) == (0, "")
    assert _installaties(tmp_path) == (2, 2)


def test_c24_het_slot_alleen_beslist_en_wat_er_staat_past_bij_elkaar(tmp_path: Path, checkout: Path) -> None:
    """Dat dit ook zo uitpakt staat in tests/pakket/test_installeren.py, met een echte pip en een nieuwere index."""
    python = f"PYTHON={_python(tmp_path)}"
    (tmp_path / "onvolledig").touch()
    code, uitvoer = _make(checkout, "install", python)
    assert code != 0
    assert "Het installeren is niet gelukt" in uitvoer
    (tmp_path / "onvolledig").unlink()
    assert _make(checkout, "install", python)[0] == 0
    aanroepen = (tmp_path / "aanroepen").read_text(encoding="utf-8")
    assert aanroepen.count("install --no-deps --require-hashes -r requirements.lock\n") == 2


def test_een_verplaatste_checkout_wordt_opnieuw_ingericht(tmp_path: Path, checkout: Path) -> None:
    python = f"PYTHON={_python(tmp_path)}"
    assert _make(checkout, "install", python)[0] == 0
    checkout = checkout.rename(tmp_path / "elders")
    assert _make(checkout, "install", python)[0] == 0
    assert _installaties(tmp_path) == (2, 2)


def test_nieuwe_afhankelijkheden_worden_bijgeplaatst(tmp_path: Path, checkout: Path) -> None:
    python = f"PYTHON={_python(tmp_path)}"
    assert _make(checkout, "install", python)[0] == 0
    klaar = (checkout / ".venv" / ".klaar").stat().st_mtime
    lock = checkout / "requirements.lock"
    lock.touch()
    while lock.stat().st_mtime <= klaar:
        lock.touch()
    assert _make(checkout, "install", python)[0] == 0
    assert _installaties(tmp_path) == (1, 2)


@pytest.mark.parametrize("antwoord", ["", "n\n"])
def test_reset_wist_niets_zonder_een_ja(tmp_path: Path, checkout: Path, antwoord: str) -> None:
    python = f"PYTHON={_python(tmp_path)}"
    assert _make(checkout, "install", python)[0] == 0
    klaar = subprocess.run(
        ["make", "-C", checkout, "reset", python], input=antwoord, capture_output=True, text=True, timeout=30
    )
    assert klaar.returncode == 0
    assert "Niets gewist." in klaar.stdout


def test_reset_vraagt_niets_buiten_ontwikkeling(tmp_path: Path, checkout: Path) -> None:
    """De opdracht zelf weigert (test_omgeving); make laat niemand eerst ja zeggen."""
    python = f"PYTHON={_python(tmp_path)}"
    assert _make(checkout, "install", python)[0] == 0
    meedoen = checkout / ".venv" / "bin" / "meedoen"
    meedoen.write_text("#!/bin/sh\necho geweigerd\nexit 1\n", encoding="utf-8")
    meedoen.chmod(0o755)
    klaar = subprocess.run(
        ["make", "--no-print-directory", "-C", checkout, "reset", python],
        env={**os.environ, "MEEDOEN_OMGEVING": "productie"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (klaar.returncode != 0, klaar.stdout) == (True, "geweigerd\n")


@pytest.mark.parametrize("naam", ["requirements.lock", "package-lock.json"])
def test_een_slotbestand_noemt_geen_adres(naam: str) -> None:
    inhoud = (WORTEL / naam).read_text(encoding="utf-8")
    assert "://" not in inhoud
    assert "--index-url" not in inhoud
    assert '"resolved"' not in inhoud


def test_ci_doet_wat_een_ontwikkelaar_ook_doet() -> None:
    script = WORTEL / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "exec make check test test-lang"
