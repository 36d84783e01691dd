"""De bron houdt zich aan de regels; elke regel slaat aan op haar slechte voorbeelden en zwijgt bij de goede."""

import ast
import tomllib
from pathlib import Path

import pytest

from tests.architecture.bron import WORTEL, bestanden, tabellen
from tests.architecture.feiten import ALLE, naam
from tests.architecture.regels import REGELS, Regel

VERBODEN_NAMEN = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base", "shared"}
LANGSTE_BESTAND = 400
elke_regel = pytest.mark.parametrize("regel", REGELS, ids=lambda r: r.naam)


@elke_regel
def test_de_bron_houdt_zich_eraan(regel: Regel) -> None:
    gevonden = [
        f"{pad}:{nummer}: {tekst}"
        for pad, boom in bestanden().items()
        if pad.startswith(regel.waar) and not pad.startswith(regel.behalve) and pad not in regel.uitzonderingen
        for nummer, tekst in regel.zoek(boom)
    ]
    assert gevonden == [], f"regel: {regel.naam}"


@elke_regel
def test_de_regel_slaat_aan(regel: Regel) -> None:
    for voorbeeld in regel.slecht:
        assert list(regel.zoek(ast.parse(voorbeeld))), voorbeeld
    for voorbeeld in regel.goed:
        assert not list(regel.zoek(ast.parse(voorbeeld))), voorbeeld


@elke_regel
def test_een_uitzondering_die_niet_meer_nodig_is_gaat_weg(regel: Regel) -> None:
    for pad, reden in regel.uitzonderingen.items():
        assert reden
        assert list(regel.zoek(bestanden()[pad])), f"{pad} overtreedt '{regel.naam}' niet meer"


def _stappen_van_hoog_naar_laag() -> list[set[str]]:
    regels = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    lagen = next(r["layers"] for r in regels if r.get("containers") == ["core.process"])
    return [{naam.strip() for naam in laag.split("|")} for laag in lagen]


EIGENAAR = {naam(f): f.tabel.__module__.split(".")[1:3] for f in ALLE} | {
    "machinesleutel": ["platform", "beheer"],
    "toegang_van": ["platform", "beheer"],
    "uitnodiging_bij": ["process", "leden"],
    "medewerker_bij": ["process", "leden"],
    "zoekdelen": ["process", "dossier"],
    "zoekklanken": ["process", "dossier"],
    "zoeksleutels": ["process", "dossier"],
}


def _mag_noemen(pad: str, tabel: str) -> bool:
    laag, stap = EIGENAAR[tabel]
    delen = Path(pad).parts
    if laag == "platform":
        return True
    if delen[1] != "process":
        return False
    lager = False
    for stappen in _stappen_van_hoog_naar_laag():
        if lager and stap in stappen:
            return True
        lager = lager or delen[2] in stappen
    return delen[2] == stap


def test_sql_noemt_alleen_tabellen_van_de_eigen_stap_of_een_lagere() -> None:
    gevonden = [
        f"{pad}:{nummer}: meedoen.{tabel}"
        for pad, boom in bestanden().items()
        for nummer, tabel in tabellen(boom)
        if tabel in EIGENAAR and not _mag_noemen(pad, tabel)
    ]
    assert gevonden == []


def test_sql_noemt_geen_tabel_die_niet_bestaat() -> None:
    onbekend = {
        f"{pad}:{nummer}: meedoen.{tabel}"
        for pad, boom in bestanden().items()
        for nummer, tabel in tabellen(boom)
        if tabel not in EIGENAAR
    }
    assert onbekend == set()


@pytest.mark.parametrize(
    ("pad", "tabel", "mag"),
    [
        ("core/process/intake/actions.py", "brede_intake", True),
        ("core/process/intake/actions.py", "dossier", True),
        ("core/process/dossier/views.py", "brede_intake", False),
        ("core/process/besluit/views.py", "duo_melding", False),
        ("core/process/pip/actions.py", "audit", True),
        ("core/process/taak.py", "dossier", False),
        ("core/platform/outbox/bus.py", "outbox", True),
        ("core/platform/db/beheer.py", "dossier", False),
        ("core/worker.py", "werkitem", False),
    ],
)
def test_wie_welke_tabel_mag_noemen(pad: str, tabel: str, mag: bool) -> None:
    assert _mag_noemen(pad, tabel) is mag


def _alle_python() -> list[Path]:
    return [p for map_ in ("core", "plugins", "tests", "benchmarks") for p in (WORTEL / map_).rglob("*.py")]


def test_een_bestand_heeft_een_onderwerp() -> None:
    lang = {p.relative_to(WORTEL).as_posix(): len(p.read_text(encoding="utf-8").splitlines()) for p in _alle_python()}
    assert {p: n for p, n in lang.items() if n > LANGSTE_BESTAND} == {}
    assert len(lang) > 100


def test_een_module_zegt_waar_zij_over_gaat() -> None:
    namen = {p.relative_to(WORTEL).as_posix(): {*p.relative_to(WORTEL).parts[:-1], p.stem} for p in _alle_python()}
    assert [p for p, delen in namen.items() if delen & VERBODEN_NAMEN] == []


def test_namespace_pakketten_hebben_geen_init() -> None:
    assert [p for p in _alle_python() if p.name == "__init__.py"] == []
