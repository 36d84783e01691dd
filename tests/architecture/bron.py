"""De bron van core als bomen, en wat er in een boom te vinden is."""

import ast
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

WORTEL = Path(__file__).parents[2]
_TABEL = re.compile(r"\bmeedoen\.([a-z_]+)")
_OPDRACHT = re.compile(r"\b(select|insert|update|delete|from|join)\b", re.I)


@cache
def bestanden() -> dict[str, ast.Module]:
    """Elk bestand van core en plugins, met zijn pad vanaf de wortel."""
    paden = sorted([*(WORTEL / "core").rglob("*.py"), *(WORTEL / "plugins").rglob("*.py")])
    return {p.relative_to(WORTEL).as_posix(): ast.parse(p.read_text(encoding="utf-8")) for p in paden}


@lru_cache(maxsize=2000)
def knopen(boom: ast.AST) -> tuple[ast.AST, ...]:
    """Elke knoop van een boom; alle regels lopen dezelfde bomen na."""
    return tuple(ast.walk(boom))


def teksten(boom: ast.AST) -> Iterator[tuple[int, str]]:
    """Elke tekst die geen docstring is, ook de vaste delen van een f-string."""
    docs = {
        id(knoop.body[0].value)
        for knoop in knopen(boom)
        if isinstance(knoop, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and knoop.body
        and isinstance(knoop.body[0], ast.Expr)
    }
    for knoop in knopen(boom):
        if isinstance(knoop, ast.Constant) and isinstance(knoop.value, str) and id(knoop) not in docs:
            yield knoop.lineno, knoop.value


def aanroepen(boom: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Elke aanroep met haar naam met punten: `tx.fetch`, `date.today`; een onderdeel zonder naam is `?`."""
    for knoop in knopen(boom):
        if isinstance(knoop, ast.Call):
            yield knoop, naam_van(knoop.func)


def naam_van(knoop: ast.AST) -> str:
    if isinstance(knoop, ast.Name):
        return knoop.id
    if isinstance(knoop, ast.Attribute):
        return f"{naam_van(knoop.value)}.{knoop.attr}"
    return naam_van(knoop.func) if isinstance(knoop, ast.Call) else "?"


def vaste_namen(boom: ast.Module) -> set[str]:
    """De namen die op moduleniveau precies één keer een vaste tekst krijgen."""
    gezet: dict[str, list[ast.expr]] = {}
    for knoop in knopen(boom):
        if isinstance(knoop, ast.Assign):
            for doel in knoop.targets:
                gezet.setdefault(naam_van(doel), []).append(knoop.value)
        elif isinstance(knoop, ast.AnnAssign | ast.AugAssign) and knoop.value is not None:
            gezet.setdefault(naam_van(knoop.target), []).append(knoop.value)
    op_moduleniveau = {naam_van(d) for k in boom.body if isinstance(k, ast.Assign) for d in k.targets}
    return {n for n, waarden in gezet.items() if n in op_moduleniveau and len(waarden) == 1 and is_tekst(waarden[0])}


def is_tekst(knoop: ast.AST) -> bool:
    return isinstance(knoop, ast.Constant) and isinstance(knoop.value, str)


def tabellen(boom: ast.AST) -> Iterator[tuple[int, str]]:
    """Elke tabel, view of functie die met `meedoen.` in een SQL-opdracht staat."""
    for regel, tekst in teksten(boom):
        if _OPDRACHT.search(tekst):
            yield from ((regel, naam) for naam in _TABEL.findall(tekst))
