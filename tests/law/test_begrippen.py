"""De begrippenlijst, en de publieke namen van core/ en plugins/ die zich eraan houden."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.law.lezen import OnjuistRecht, lees_begrippen

WORTEL = Path(__file__).parents[2]
EERSTE_LIJN = {"werkvoorraad", "dossier", "toewijzing", "oproep", "dagtekening", "bekendmaking", "pip", "termijn"}


def test_de_begrippen_van_de_eerste_lijn_staan_erin() -> None:
    begrippen = lees_begrippen()
    assert len(begrippen) >= 40
    assert {b.term for b in begrippen} >= EERSTE_LIJN
    assert all(b.betekenis and b.english for b in begrippen)


@pytest.mark.parametrize(
    ("inhoud", "woord"),
    [
        ("- {term: a, betekenis: b, artikel: '', english: e, extra: 1}", "extra"),
        (
            "- {term: a, betekenis: b, artikel: '', english: e}\n- {term: a, betekenis: b, artikel: '', english: e}",
            "a ",
        ),
        ("- {term: a, betekenis: b, artikel: '', english: e, verboden: [a]}", "verboden"),
        ("- {term: a, artikel: '', english: e}", "betekenis"),
    ],
)
def test_een_onjuiste_lijst_wordt_geweigerd(inhoud: str, woord: str, tmp_path: Path) -> None:
    pad = tmp_path / "begrippen.yaml"
    pad.write_text(inhoud, encoding="utf-8")
    with pytest.raises(OnjuistRecht) as fout:
        lees_begrippen(pad)
    assert woord in fout.value.fouten[0]


def _publieke_namen(boom: ast.AST) -> Iterator[tuple[str, int]]:
    """Klassen, functies, parameters en velden; wat met een streepje begint, is niet publiek."""
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield knoop.name, knoop.lineno
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef) and not knoop.name.startswith("_"):
            yield from ((a.arg, a.lineno) for a in (*knoop.args.args, *knoop.args.kwonlyargs))
        if isinstance(knoop, ast.ClassDef):
            for deel in knoop.body:
                doelen = deel.targets if isinstance(deel, ast.Assign) else [getattr(deel, "target", None)]
                yield from ((d.id, deel.lineno) for d in doelen if isinstance(d, ast.Name))


def _woorden(naam: str) -> str:
    """DossierOverzicht, dossier_overzicht en DOSSIER_OVERZICHT geven allemaal _dossier_overzicht_."""
    los = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", naam)
    return f"_{los.lower()}_"


def _overtredingen(bron: str, verboden: dict[str, str]) -> list[str]:
    return [
        f"{regel}: {naam} (zeg {term}, niet {woord})"
        for naam, regel in _publieke_namen(ast.parse(bron))
        if not naam.startswith("_")
        for woord, term in verboden.items()
        if f"_{woord}_" in _woorden(naam)
    ]


VERBODEN = {woord: b.term for b in lees_begrippen() for woord in b.verboden}


def test_de_toets_ziet_een_verboden_woord() -> None:
    bron = "class KlantdossierLijst:\n    tekendatum: int\ndef toon(inburgeraar): ...\ndef _vrij(inburgeraar): ...\n"
    assert [o.split(" (")[0] for o in _overtredingen(bron, VERBODEN)] == [
        "1: KlantdossierLijst",
        "2: tekendatum",
        "3: inburgeraar",
    ]


def test_publieke_namen_gebruiken_de_woorden_van_de_lijst() -> None:
    bestanden = [pad for naam in ("core", "plugins") for pad in sorted((WORTEL / naam).rglob("*.py"))]
    assert bestanden
    gevonden = [
        f"{pad.relative_to(WORTEL)}:{overtreding}"
        for pad in bestanden
        for overtreding in _overtredingen(pad.read_text(encoding="utf-8"), VERBODEN)
    ]
    assert not gevonden, "\n".join(gevonden)
