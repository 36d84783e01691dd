"""core.law blijft zuiver: geen klok, geen bestanden buiten lezen.py, en geen bibliotheken."""

import ast
import sys
from pathlib import Path

import pytest

from core.law import lezen

BESTANDEN = sorted(Path(lezen.__file__).parent.glob("*.py"))
TOEGESTAAN = {"core.fouten", "core.law"}
BUITEN = {"lezen": {"msgspec", "yaml"}}
KLOK = {"today", "now", "utcnow", "time"}
LEZERS = {"open", "read_text", "read_bytes", "glob", "iterdir"}


@pytest.mark.parametrize("pad", BESTANDEN, ids=lambda p: p.stem)
def test_alleen_de_standaardbibliotheek_en_zichzelf(pad: Path) -> None:
    for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
        if isinstance(knoop, ast.Import):
            namen = [n.name for n in knoop.names]
        elif isinstance(knoop, ast.ImportFrom):
            namen = [knoop.module or ""]
        else:
            continue
        for naam in namen:
            eigen = any(naam == t or naam.startswith(f"{t}.") for t in TOEGESTAAN)
            wortel = naam.split(".")[0]
            assert eigen or wortel in sys.stdlib_module_names or wortel in BUITEN.get(pad.stem, set()), naam


@pytest.mark.parametrize("pad", BESTANDEN, ids=lambda p: p.stem)
def test_geen_klok_en_geen_bestanden(pad: Path) -> None:
    for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
        if not isinstance(knoop, ast.Call):
            continue
        naam = knoop.func.attr if isinstance(knoop.func, ast.Attribute) else getattr(knoop.func, "id", "")
        assert naam not in KLOK, f"regel {knoop.lineno}"
        assert naam not in LEZERS or pad.stem == "lezen", f"regel {knoop.lineno}"
