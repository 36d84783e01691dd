"""Elk geval dat misging en elke waarborg van §18 heeft een test of een rij in een tabel die zijn naam draagt.

`tests/law/gevallen.yaml` zegt wat er nog geen heeft, en waarop dat wacht.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.yamlezer import lees_yaml

TESTS = Path(__file__).parents[1]
GEVALLEN = {*(f"C{nr}" for nr in range(1, 26)), *(f"PG-{nr}" for nr in range(1, 21))}
IN_EEN_NAAM = re.compile(r"(?<![a-z0-9])(c|pg_?)(\d{1,2})(?=_)")
IN_EEN_TABEL = re.compile(r"\b(PG-|C)(\d{1,2})\b")


def _in_namen(bron: str) -> Iterator[str]:
    for knoop in ast.walk(ast.parse(bron)):
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef) and knoop.name.startswith("test_"):
            for soort, nr in IN_EEN_NAAM.findall(knoop.name):
                yield f"{'C' if soort == 'c' else 'PG-'}{nr}"


def _in_rijen(tabel: object) -> Iterator[str]:
    """De gevallen waar een rij naar heet, of waarop zij rust."""
    if isinstance(tabel, dict):
        for sleutel, waarde in tabel.items():
            if sleutel in ("nr", "grond") and isinstance(waarde, str):
                yield from (soort + nr for soort, nr in IN_EEN_TABEL.findall(waarde))
            yield from _in_rijen(waarde)
    elif isinstance(tabel, list):
        for rij in tabel:
            yield from _in_rijen(rij)


def _getoetst() -> set[str]:
    gevonden = {geval for pad in TESTS.rglob("test_*.py") for geval in _in_namen(pad.read_text(encoding="utf-8"))}
    for pad in (TESTS / "law").glob("*.yaml"):
        gevonden |= set(_in_rijen(lees_yaml(pad)))
    return gevonden


def test_elk_geval_heeft_een_test_met_zijn_naam_of_wacht_op_iets() -> None:
    bekend = lees_yaml(TESTS / "law" / "gevallen.yaml")
    zonder, deels, getoetst = set(bekend["zonder_test"]), set(bekend["deels"]), _getoetst()
    assert (zonder | deels) <= GEVALLEN
    assert GEVALLEN - getoetst - zonder == set(), "zonder test, en zonder dat gevallen.yaml zegt waarop het wacht"
    assert zonder & getoetst == set(), "deze hebben nu een test; haal ze uit `zonder_test`"
    assert deels <= getoetst, "wat deels getoetst heet heeft een test"


def test_een_naam_telt_alleen_als_het_geval_er_heel_in_staat() -> None:
    bron = "def test_pg_2_een(): ...\nasync def test_c12_twee(): ...\ndef test_abc3_x(): ...\ndef hulp_c4_(): ..."
    assert set(_in_namen(bron)) == {"PG-2", "C12"}
    assert set(_in_rijen({"gevallen": [{"nr": "PG-16-map", "grond": "PG-11, PG-13"}]})) == {"PG-16", "PG-11", "PG-13"}
