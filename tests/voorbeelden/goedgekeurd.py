"""Goedgekeurde tekst: een mens heeft haar gelezen; een verschil laat de test zakken tot een mens het goedkeurt."""

import os
from difflib import unified_diff
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[2]


def vergelijk(bestand: Path, tekst: str) -> None:
    """Zak met de verschillen als `tekst` niet is wat in `bestand` staat; met GOEDKEUREN=1 wordt zij de nieuwe."""
    tekst = tekst.rstrip() + "\n"
    if os.environ.get("GOEDKEUREN") == "1":
        bestand.write_text(tekst, encoding="utf-8")
    bekend = bestand.read_text(encoding="utf-8") if bestand.exists() else ""
    if bekend == tekst:
        return
    verschil = "\n".join(unified_diff(bekend.splitlines(), tekst.splitlines(), "goedgekeurd", "nu", lineterm="", n=1))
    pytest.fail(
        f"Dit wijkt af van {bestand.name}, dat iemand heeft goedgekeurd:\n{verschil}\n\n"
        f"Klopt het verschil? Keur het goed met GOEDKEUREN=1 .venv/bin/pytest {bestand.parents[1].relative_to(WORTEL)} "
        "en laat een ander het verschil in het bestand nakijken.",
        pytrace=False,
    )
