"""Wat `docs/beveiliging.md` als bewijs noemt, bestaat en draait mee."""

import re
from pathlib import Path

WORTEL = Path(__file__).parents[2]
TEKST = (WORTEL / "docs" / "beveiliging.md").read_text(encoding="utf-8")


def test_elke_test_die_als_bewijs_genoemd_wordt_bestaat() -> None:
    genoemd = set(re.findall(r"tests/[\w/]+(?:\.py)?", TEKST))
    assert len(genoemd) > 20
    assert {pad for pad in genoemd if not (WORTEL / pad).exists()} == set()


def test_elke_map_met_bewijs_van_de_beveiliging_wordt_genoemd() -> None:
    for pad in ("tests/security", "tests/sleutels", "tests/audit", "tests/plugins", "tests/helm"):
        tests = {p.relative_to(WORTEL).as_posix() for p in (WORTEL / pad).glob("test_*.py")}
        assert pad in TEKST or tests <= set(re.findall(r"tests/[\w/]+\.py", TEKST)), pad
