"""Leest de bron van een plugin voordat er iets van wordt uitgevoerd: wat zij invoert, en of zij zuiver kan zijn.

Dit vangt vergissingen, geen kwade wil: wie code mag installeren, mag code uitvoeren (docs/plugins.md). Het geldt
voor plugins van hier en van buiten gelijk.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from core.platform.pluginhost.problemen import Probleem

PLUGIN_API = "core.plugin_api"
ZUIVER = frozenset(
    {
        *("__future__", "abc", "bisect", "calendar", "collections", "dataclasses", "datetime", "decimal", "enum"),
        *("fractions", "functools", "heapq", "itertools", "math", "operator", "re", "statistics", "string"),
        *("textwrap", "types", "typing", "unicodedata", "zoneinfo"),
    }
)
"""De modules van Python zonder bestand, netwerk, proces, klok of toeval."""
_DOET_IETS = frozenset(
    {
        *("open", "exec", "eval", "compile", "input", "print", "breakpoint", "exit", "quit", "globals"),
        *("__import__", "__builtins__", "__globals__", "__subclasses__", "__loader__"),
    }
)
_KLOK = frozenset({"today", "now", "utcnow"})


@dataclass(frozen=True, slots=True)
class Keuring:
    """Wat er mis is, en welke namen de bron achter een punt leest."""

    problemen: tuple[Probleem, ...]
    gelezen: frozenset[str]


def keur(bron: bytes, bestand: str, *, eigen: str) -> Keuring:
    """Keur één bestand. `eigen` is het pakket van de plugin, dat zij zelf mag invoeren.

    Raises:
        SyntaxError: het is geen Python.
    """
    boom = ast.parse(bron, filename=bestand)
    problemen = tuple(
        Probleem(wat=wat, herstel=herstel, bestand=bestand, regel=regel)
        for regel, wat, herstel in sorted([*_invoer(boom, eigen), *_onzuiver(boom), *_vangt_alles(boom)])
    )
    gelezen = frozenset(knoop.attr for knoop in ast.walk(boom) if isinstance(knoop, ast.Attribute))
    return Keuring(problemen, gelezen)


_Vondst = tuple[int, str, str]


def _invoer(boom: ast.Module, eigen: str) -> Iterator[_Vondst]:
    boven = {id(knoop) for knoop in boom.body}
    for knoop in ast.walk(boom):
        if not isinstance(knoop, ast.Import | ast.ImportFrom):
            continue
        if id(knoop) not in boven:
            yield knoop.lineno, "een import staat niet bovenaan", "zet hem bovenaan het bestand, buiten elke functie"
        namen = [a.name for a in knoop.names] if isinstance(knoop, ast.Import) else [knoop.module or ""]
        if isinstance(knoop, ast.ImportFrom) and knoop.level:
            namen = [eigen] if knoop.level == 1 else ["een map hoger"]
        for naam in namen:
            if not _mag(naam, eigen):
                yield knoop.lineno, f"import van {naam}", f"gebruik alleen {PLUGIN_API}, eigen modules en rekenmodules"


def _mag(naam: str, eigen: str) -> bool:
    return naam.partition(".")[0] in ZUIVER or any(naam == p or naam.startswith(f"{p}.") for p in (PLUGIN_API, eigen))


def _onzuiver(boom: ast.Module) -> Iterator[_Vondst]:
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.AsyncFunctionDef):
            yield knoop.lineno, f"{knoop.name} is asynchroon", "een hook is een gewone functie"
        naam = knoop.id if isinstance(knoop, ast.Name) else knoop.attr if isinstance(knoop, ast.Attribute) else ""
        regel = getattr(knoop, "lineno", 0)
        if naam in _DOET_IETS:
            yield regel, f"{naam} doet iets met de buitenwereld", "een plugin rekent alleen; de kern bewaart en leest"
        elif isinstance(knoop, ast.Attribute) and naam in _KLOK:
            yield regel, f".{naam} leest de klok", "gebruik de peildatum die de hook krijgt"


def _vangt_alles(boom: ast.Module) -> Iterator[_Vondst]:
    for knoop in ast.walk(boom):
        kaal = isinstance(knoop, ast.ExceptHandler) and knoop.type is None
        if kaal or (isinstance(knoop, ast.Name) and knoop.id == "BaseException"):
            yield (
                getattr(knoop, "lineno", 0),
                "vangt alles, ook het afbreken van een hook die te lang duurt",
                "vang de fout die u verwacht, bijvoorbeeld `except LookupError`",
            )
