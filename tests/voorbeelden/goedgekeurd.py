"""Goedgekeurde tekst: een mens heeft haar gelezen; een verschil laat de test zakken tot een mens het goedkeurt."""

import os
from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[2]


def vergelijk_map(map_: Path, teksten: Mapping[str, str]) -> None:
    """Als `vergelijk`, met een bestand per stap: een nieuwe stap is een nieuw bestand, geen verschil in een ander."""
    staand = {bestand.name for bestand in map_.iterdir() if bestand.is_file()} if map_.exists() else set()
    over = staand - teksten.keys()
    if os.environ.get("GOEDKEUREN") == "1":
        map_.mkdir(parents=True, exist_ok=True)
        for naam in over:
            (map_ / naam).unlink()
        over = set()
    for naam, tekst in teksten.items():
        vergelijk(map_ / naam, tekst)
    assert not over, f"in {map_.name} staat wat er niet meer is; GOEDKEUREN=1 haalt het weg: {sorted(over)}"


def vergelijk(bestand: Path, tekst: str) -> None:
    """Zak met de verschillen als `tekst` niet is wat in `bestand` staat; met GOEDKEUREN=1 wordt zij de nieuwe."""
    tekst = tekst.rstrip() + "\n"
    if os.environ.get("GOEDKEUREN") == "1":
        bestand.write_text(tekst, encoding="utf-8")
    bekend = bestand.read_text(encoding="utf-8") if bestand.exists() else ""
    if bekend == tekst:
        return
    verschil = "\n".join(unified_diff(bekend.splitlines(), tekst.splitlines(), "goedgekeurd", "nu", lineterm="", n=1))
    map_ = _tests_van(bestand).relative_to(WORTEL)
    pytest.fail(
        f"Dit wijkt af van {bestand.name}, dat iemand heeft goedgekeurd:\n{verschil}\n\n"
        f"Klopt het verschil? Keur het goed met GOEDKEUREN=1 .venv/bin/pytest {map_} "
        "en laat een ander het verschil in het bestand nakijken.",
        pytrace=False,
    )


def _tests_van(bestand: Path) -> Path:
    """De map met de tests waar een goedgekeurd bestand bij hoort: die waar `goedgekeurd` in staat."""
    return next(map_.parent for map_ in bestand.parents if map_.name == "goedgekeurd")
