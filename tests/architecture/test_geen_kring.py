"""Geen module heeft zichzelf nodig, ook niet via een andere: elke module kan als eerste geladen worden."""

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


def _eis_geen_kring(bron: grimp.ImportGraph) -> None:
    TopologicalSorter({m: bron.find_modules_directly_imported_by(m) for m in bron.modules}).prepare()


@pytest.fixture
def bron() -> grimp.ImportGraph:
    return grimp.build_graph("core", "plugins", exclude_type_checking_imports=True, cache_dir=None)


def test_geen_module_heeft_zichzelf_nodig(bron: grimp.ImportGraph) -> None:
    """Wat alleen voor de types geladen wordt, telt niet mee."""
    try:
        _eis_geen_kring(bron)
    except CycleError as fout:
        pytest.fail(f"een kring: {' <- '.join(fout.args[1])}")


def test_een_kring_wordt_gezien(bron: grimp.ImportGraph) -> None:
    bron.add_import(importer="core.process.besluit.bevroren", imported="core.process.besluit.nogmaals")
    with pytest.raises(CycleError):
        _eis_geen_kring(bron)
