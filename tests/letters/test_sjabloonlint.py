"""Wat een sjabloon nooit mag: tekst als code lezen, iets van buiten halen, of een getal uit de wet noemen."""

import re
from pathlib import Path

import pytest

from core.platform.letters.edities import HUISSTIJLMAP
from core.process.stappen import STAPPEN

_MAPPEN = {HUISSTIJLMAP, *(soort.map_ for stap in STAPPEN for soort in stap.brieven)}
_SJABLONEN = sorted(pad for map_ in _MAPPEN for pad in map_.rglob("*"))
_VERBODEN = {
    "eval": r"\beval\b",
    "leest een bestand": r"\b(read|csv|toml|yaml|xml|cbor|image|plugin|bibliography|include)\s*\(?\s*[\"(]",
    "pakket of pad buiten de map": r"#?import\s+\"(?!huisstijl\.typ\")",
    "include": r"#include",
    "vandaag in plaats van de dagtekening": r"datetime\.today",
    "ruwe tekst of formule uit gegevens": r"\b(raw|math\.equation)\s*\(",
    "koppeling uit gegevens": r"\blink\s*\(",
    "andere invoer dan de gegevens": r"sys\.(?!inputs\.gegevens\b)",
    "bedrag": r"€|\beuro\b",
    "wettelijke termijn": r"\b(\d+|een|twee|drie|vier|zes|acht|tien|twaalf)\s+(dagen|weken|maanden|jaar)\b",
}


def _zonder_commentaar(tekst: str) -> str:
    return re.sub(r"^\s*//.*$", "", tekst, flags=re.MULTILINE)


def _overtredingen(tekst: str) -> list[str]:
    kaal = _zonder_commentaar(tekst)
    return [naam for naam, patroon in _VERBODEN.items() if re.search(patroon, kaal)]


@pytest.mark.parametrize("pad", [pad for pad in _SJABLONEN if pad.is_file()], ids=lambda pad: pad.name)
def test_sjabloon_bevat_niets_verbodens(pad: Path) -> None:
    assert pad.suffix == ".typ"
    assert _overtredingen(pad.read_text()) == []


def test_er_zijn_sjablonen_en_geen_koppelingen() -> None:
    assert sum(pad.is_file() for pad in _SJABLONEN) >= 3
    assert not any(pad.is_symlink() for pad in _SJABLONEN)


@pytest.mark.parametrize(
    ("regel", "naam"),
    [
        ('#eval("1")', "eval"),
        ("#let e = eval", "eval"),
        ('#read("x")', "leest een bestand"),
        ('#import "@preview/x:1.0.0": *', "pakket of pad buiten de map"),
        ('#include "x.typ"', "include"),
        ("#datetime.today()", "vandaag in plaats van de dagtekening"),
        ("#raw(gegevens.aanhef)", "ruwe tekst of formule uit gegevens"),
        ("#link(gegevens.briefhoofd.website)", "koppeling uit gegevens"),
        ("#sys.version", "andere invoer dan de gegevens"),
        ("een boete van € 250", "bedrag"),
        ("binnen zes weken", "wettelijke termijn"),
    ],
)
def test_de_lint_ziet_een_overtreding(regel: str, naam: str) -> None:
    assert naam in _overtredingen(regel)


def test_gegevens_komen_op_een_plek_binnen() -> None:
    for pad in _SJABLONEN:
        if pad.is_file():
            assert pad.read_text().count("sys.inputs") == (pad.name == "huisstijl.typ")
