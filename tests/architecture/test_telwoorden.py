"""Een aantal in een tekst past bij zijn woord: nergens "1 oproepen" (`law.telwoord`)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[2]
MEERVOUD = re.compile(
    r"^ (?:[a-z]+e )?(?:oproepen|dossiers|rijen|regels|gemeenten|mandaten|zegels|tellers|uren|dagen|werkdagen|weken"
    r"|seconden|minuten|maanden|tekens|brieven|besluiten|termijnen|personen|mensen|leerlingen|meldingen|berichten|items|werkitems|velden|afspraken"
    r"|zaken|medewerkers|verschillen|wijzigingen|plugins|vragen|sleutels|woorden|stukken|taken)\b"
)
"""Een meervoud na een getal."""


def _teksten(bron: str) -> Iterator[tuple[int, str]]:
    """Elke f-string waarin een waarde staat met een meervoud erachter; een grens in HOOFDLETTERS is meer dan een."""
    for knoop in ast.walk(ast.parse(bron)):
        if not isinstance(knoop, ast.JoinedStr):
            continue
        for waarde, erna in zip(knoop.values, knoop.values[1:], strict=False):
            if (
                not isinstance(waarde, ast.FormattedValue)
                or not isinstance(erna, ast.Constant)
                or not isinstance(erna.value, str)
            ):
                continue
            naam = ast.unparse(waarde.value).rpartition(".")[2]
            if MEERVOUD.match(erna.value) and not naam.isupper():
                yield knoop.lineno, f"{naam}{erna.value}"


def test_een_aantal_staat_bij_het_goede_woord() -> None:
    gevonden = [
        f"{pad.relative_to(WORTEL)}:{regel}: {tekst}"
        for map_ in ("core", "plugins")
        for pad in sorted((WORTEL / map_).rglob("*.py"))
        for regel, tekst in _teksten(pad.read_text(encoding="utf-8"))
    ]
    assert not gevonden, "schrijf dit met `tel` (core.law.telwoord):\n" + "\n".join(gevonden)


@pytest.mark.parametrize(
    ("bron", "gevonden"),
    [
        ('f"er zijn {n} oproepen"', True),
        ('f"er zijn {len(x)} open dossiers"', False),
        ('f"er zijn {tel(n, 1, 2)}"', False),
        ('f"hooguit {HOOGSTE_AANTAL} dossiers"', False),
        ('f"hooguit {grenzen.LANGSTE} tekens"', False),
        ('f"{a.b} nieuwe oproepen"', True),
    ],
)
def test_de_vinder_vindt_wat_hij_moet_vinden(bron: str, gevonden: bool) -> None:
    assert bool(list(_teksten(bron))) is gevonden
