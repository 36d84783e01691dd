"""Wat in core nog geen type heeft, wordt alleen minder: rijen als dict, en waarden waarvan niemand zegt wat zij zijn.

Per bestand staat in `goedgekeurd/ongetypt.txt` hoe vaak er `dict[str, Any]` staat, of een kale `Any` als parameter of
antwoord, of een lezing die een dict geeft (`tx.lees`, `tx.lees_een`). Meer mag niet: geef een struct (`Rij`, of een
contract). Is het minder geworden, schrijf dat dan op met
`GOEDKEUREN=1 .venv/bin/pytest tests/architecture/test_ongetypt.py`; dat schrijft nooit een hoger getal.
"""

import ast
import os
from pathlib import Path

import pytest

from tests.architecture.bron import aanroepen, bestanden

LIJST = Path(__file__).parent / "goedgekeurd" / "ongetypt.txt"
ONGETYPT = {"Any", "list[Any]", "Any | None", "Mapping[str, Any]"}


def aantal(boom: ast.AST) -> int:
    """Hoe vaak er in deze bron een waarde zonder type doorgegeven wordt."""
    gevonden = sum(isinstance(k, ast.Subscript) and ast.unparse(k) == "dict[str, Any]" for k in ast.walk(boom))
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef):
            soorten = [knoop.returns, *(arg.annotation for arg in [*knoop.args.args, *knoop.args.kwonlyargs])]
            gevonden += sum(soort is not None and ast.unparse(soort) in ONGETYPT for soort in soorten)
    return gevonden + sum(naam in ("tx.lees", "tx.lees_een") for _, naam in aanroepen(boom))


def _nu() -> dict[str, int]:
    return {pad: n for pad, boom in bestanden().items() if pad.startswith("core/") and (n := aantal(boom))}


def _toegestaan() -> dict[str, int]:
    regels = (regel.split() for regel in LIJST.read_text(encoding="utf-8").splitlines() if regel[:1] not in ("", "#"))
    return {pad: int(n) for n, pad in regels}


def test_wat_geen_type_heeft_wordt_alleen_minder() -> None:
    nu, toegestaan = _nu(), _toegestaan()
    meer = {
        pad: f"{n}, en dat waren er {toegestaan.get(pad, 0)}" for pad, n in nu.items() if n > toegestaan.get(pad, 0)
    }
    assert meer == {}, "geef een struct in plaats van een dict of Any"
    if os.environ.get("GOEDKEUREN"):
        kop = "# Per bestand: hoe vaak een waarde nog geen type heeft. Een getal wordt alleen lager.\n"
        LIJST.write_text(kop + "".join(f"{n} {pad}\n" for pad, n in sorted(nu.items())), encoding="utf-8")
        return
    assert nu == toegestaan, "het is minder geworden; schrijf dat op met GOEDKEUREN=1"


@pytest.mark.parametrize(
    ("bron", "verwacht"),
    [
        ("def f(rij: dict[str, Any]) -> None: ...", 1),
        ("async def f(tx: Tx) -> dict[str, Any] | None: ...", 1),
        ("def f(r: Any, *, s: Any) -> Any: ...", 3),
        ("def f(rijen: list[Any]) -> list[dict[str, Any]]: ...", 2),
        ("async def f(tx):\n    await tx.lees(X.select())\n    await tx.lees_een(X.select())", 2),
        ("async def f(tx: Tx) -> DossierRij:\n    return await tx.lees_een_als(DossierRij, X)", 0),
        ("def f(verzoek: Request[Any, Any, Any]) -> dict[str, str]: ...", 0),
    ],
)
def test_wat_telt(bron: str, verwacht: int) -> None:
    assert aantal(ast.parse(bron)) == verwacht
