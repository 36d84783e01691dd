"""De simulator en de clients delen geen regel: anders zouden zij dezelfde vergissing delen."""

import ast
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[2]
MAPPEN = {
    "simulator": {"core.ontwikkeling.simulator"},
    "duo": {"core.integrations.duo", "core.fouten", "core.platform.vorm"},
    "brp": {"core.integrations.brp", "core.fouten", "core.platform.vorm"},
}
PLAATS = {"simulator": "core/ontwikkeling/simulator", "duo": "core/integrations/duo", "brp": "core/integrations/brp"}


def ingevoerd(bestand: Path) -> set[str]:
    namen: set[str] = set()
    for knoop in ast.walk(ast.parse(bestand.read_text(encoding="utf-8"))):
        if isinstance(knoop, ast.Import):
            namen |= {a.name for a in knoop.names}
        elif isinstance(knoop, ast.ImportFrom):
            assert knoop.level == 0, bestand
            namen.add(knoop.module or "")
    return {n for n in namen if n.split(".")[0] in ("core", "plugins")}


@pytest.mark.parametrize("map_", MAPPEN)
def test_een_buur_gebruikt_van_ons_huis_alleen_zichzelf_de_fouten_en_de_vorm(map_: str) -> None:
    bestanden = list((WORTEL / PLAATS[map_]).glob("*.py"))
    assert bestanden
    for bestand in bestanden:
        for naam in ingevoerd(bestand):
            assert any(naam == m or naam.startswith(f"{m}.") for m in MAPPEN[map_]), (bestand.name, naam)
