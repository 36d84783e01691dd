"""Elke waarborg van §18 wordt in de demonstratie één keer geprobeerd, of er staat waarom dat niet kan."""

import ast
import inspect

from core.ontwikkeling.demo import onwettig
from core.ontwikkeling.demo.onwettig import POGINGEN, ZONDER_POGING
from tests.architecture.test_gevallen import GEVALLEN

WAARBORGEN = {geval for geval in GEVALLEN if geval.startswith("PG-")}


def _geprobeerd() -> list[object]:
    aanroepen = [
        knoop
        for knoop in ast.walk(ast.parse(inspect.getsource(onwettig)))
        if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Attribute) and knoop.func.attr == "_probeer"
    ]
    return [ast.literal_eval(aanroep.args[0]) for aanroep in aanroepen]


def test_elke_waarborg_heeft_een_poging_of_een_reden() -> None:
    assert POGINGEN.keys() | ZONDER_POGING.keys() == WAARBORGEN
    assert POGINGEN.keys() & ZONDER_POGING.keys() == set()


def test_elke_poging_wordt_gedaan() -> None:
    assert sorted(map(str, _geprobeerd())) == sorted(POGINGEN)
