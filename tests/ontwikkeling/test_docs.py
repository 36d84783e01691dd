"""Wat de documentatie tussen backticks bij naam noemt bestaat: bestanden, modules, functies en velden.

Een naam verandert en de uitleg blijft achter; dan zakt deze test. Zij kent vier vormen: een pad dat bij een map van de
bewaarplaats begint, `module:naam` of `core.module`, `Klasse.naam`, en `pad` (`naam`). Van een adr
staat alleen de regel met zijn status niet vast: die zegt door welke hij is vervangen.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.architecture.bron import WORTEL

TEKSTEN = sorted((WORTEL / "README.md", WORTEL / "CONTRIBUTING.md", *(WORTEL / "docs").glob("*.md")))
MAPPEN = ("core", "plugins", "tests", "docs", "migrations", "tenants", "helm", "benchmarks", ".ci")
VAN_DE_BEHEERDER = frozenset({"tenants/_toegelaten.yaml"})
"""Paden die pas bestaan als een beheerder ze maakt."""
_BLOK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#\s]+)[^)\s]*\)")
_PAD = re.compile(rf"(?:{'|'.join(map(re.escape, MAPPEN))})/[\w./<>*{{}}-]*")
_NAAM = re.compile(r"(?:core|tests)(?:\.\w+)+(?::\w+)?")
_VELD = re.compile(r"([A-Z]\w*[a-z]\w*)\.([a-z_]\w*)(?:\(.*\))?")
_NA_VERVANGT = re.compile(r"\b(?:Replaces|Narrows)\b")
_IN_BESTAND = re.compile(r"`([\w./-]+\.py)` \(`(\w+)(?:\(\))?`\)")


def ontbrekend(tekst: str, map_: Path) -> Iterator[str]:
    """Wat deze tekst noemt en er niet is; `map_` is waar haar links beginnen."""
    tekst = _BLOK.sub("", tekst)
    for link in _LINK.findall(tekst):
        if "://" not in link and not link.startswith("mailto:") and not (map_ / link).exists():
            yield link
    for pad, naam in _IN_BESTAND.findall(tekst):
        if (WORTEL / pad).is_file() and naam not in _namen_in(WORTEL / pad):
            yield f"{pad} ({naam})"
    for code in _CODE.findall(tekst):
        if _PAD.fullmatch(code):
            if code not in VAN_DE_BEHEERDER and not _bestaat(code):
                yield code
        elif _NAAM.fullmatch(code):
            if not _is_te_importeren(code):
                yield code
        elif (veld := _VELD.fullmatch(code)) and veld[2] not in _velden().get(veld[1], {veld[2]}):
            yield code


def _bestaat(pad: str) -> bool:
    """Of er iets aan dit pad voldoet; wat tussen <> of {} staat vult de lezer in, en ook een map van een nieuwe stap
    past dus."""
    return any(WORTEL.glob(re.sub(r"<[^>]*>|\{[^}]*\}", "*", pad.rstrip("/"))))


def _is_te_importeren(naam: str) -> bool:
    module, _, ding = naam.partition(":")
    if not ding and not _is_module(module):
        module, _, ding = module.rpartition(".")
    return _is_module(module) and (not ding or hasattr(import_module(module), ding))


def _is_module(naam: str) -> bool:
    try:
        return find_spec(naam) is not None
    except ModuleNotFoundError:
        return False


def _namen_in(bestand: Path) -> set[str]:
    boom = ast.parse(bestand.read_text(encoding="utf-8"))
    return {k.name for k in ast.walk(boom) if isinstance(k, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}


@cache
def _velden() -> dict[str, set[str]]:
    """Elke klasse van de kern met haar velden en methoden; een naam die er twee keer is, met die van allebei."""
    gevonden: dict[str, set[str]] = {}
    for bestand in (WORTEL / "core").rglob("*.py"):
        for klasse in ast.walk(ast.parse(bestand.read_text(encoding="utf-8"))):
            if isinstance(klasse, ast.ClassDef):
                gevonden.setdefault(klasse.name, set()).update(_eigen_namen(klasse))
    return gevonden


def _eigen_namen(klasse: ast.ClassDef) -> Iterator[str]:
    for deel in klasse.body:
        match deel:
            case ast.FunctionDef(name=naam) | ast.AsyncFunctionDef(name=naam) | ast.AnnAssign(target=ast.Name(id=naam)):
                yield naam
            case ast.Assign(targets=doelen):
                yield from (doel.id for doel in doelen if isinstance(doel, ast.Name))


@pytest.mark.parametrize("bestand", TEKSTEN, ids=lambda b: b.name)
def test_wat_de_documentatie_noemt_bestaat(bestand: Path) -> None:
    assert sorted(set(ontbrekend(bestand.read_text(encoding="utf-8"), bestand.parent))) == []


def test_een_adr_die_vervangen_is_zegt_door_welke() -> None:
    status = {p.name[:4]: p.read_text(encoding="utf-8").split("\n", 3)[2] for p in (WORTEL / "docs/adr").glob("*.md")}
    vervangt = {
        (ander, nummer)
        for nummer, regel in status.items()
        for ander in re.findall(r"(?<![(\d])\d{4}(?![-\d])", _NA_VERVANGT.split(regel, maxsplit=1)[-1])
        if _NA_VERVANGT.search(regel)
    }
    assert len(vervangt) >= 6
    assert sorted((ander, nummer) for ander, nummer in vervangt if f"[{nummer}]" not in status[ander]) == []


@pytest.mark.parametrize(
    "tekst",
    [
        "`core/process/bestaat_niet.py`",
        "`core/<stap>/bestaat_niet.py`",
        "`core.process.voorvallen:meldt`",
        "`core.process.bestaat_niet`",
        "`core.bestaat.niet:nergens`",
        "`Stap.bestaat_niet`",
        "`Bezoek.bestaat_niet(tx)`",
        "`core/process/pip/actions.py` (`bestaat_niet`)",
        "[een](bestaat-niet.md)",
    ],
)
def test_een_naam_die_er_niet_is_valt_op(tekst: str) -> None:
    assert len(list(ontbrekend(tekst, WORTEL / "docs"))) == 1


@pytest.mark.parametrize(
    "tekst",
    [
        "`core/process/<stap>/stap.py`",
        "`migrations/<nummer>_<naam>.sql`",
        "`core.process.voorvallen:meld` en `core.process.voorvallen`",
        "`Stap.bij` en `Bezoek.wijziging(data)`",
        "`core/process/pip/actions.py` (`stel_vast`)",
        "[een](adr/0001-the-house.md#iets), [twee](https://example.org/x)",
        "```text\ncore/bestaat_niet.py\n```",
        "`meedoen audit verify`, `MEEDOEN_POORT`, `POST /v1/x`",
    ],
)
def test_wat_er_is_of_geen_naam_is_valt_niet_op(tekst: str) -> None:
    assert list(ontbrekend(tekst, WORTEL / "docs")) == []
