"""Schrijft docs/HOOKS.md uit de hookspecs, zodat beschrijving en code niet uit elkaar lopen.

python -m core.plugin_api.hooks_md
"""

import inspect
import re
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

from core.plugin_api import beelden, bijdragen, manifest, parameters
from core.plugin_api.hookspecs import Hookspecs
from core.plugin_api.manifest import API_VERSIE

BESTAND = Path(__file__).parents[2] / "docs" / "HOOKS.md"
SOORTEN = {
    "extra_": "voegt toe: elke plugin draagt bij",
    "bepaal_": "beslist: de eerste plugin die antwoordt, de standaard van de kern als laatste",
    "toets_": "toetst: elke plugin geeft bevindingen",
    "na_": "kijkt toe: na de commit",
}
DECLAREERT = "declareert: elke plugin draagt bij"
KOP = """# Hooks

Dit bestand is gemaakt uit `core/plugin_api` met `python -m core.plugin_api.hooks_md`; een test houdt het gelijk.
Hoe men een plugin schrijft en aanzet staat in [plugins.md](plugins.md). Versie van de plugin-API: {versie}.

Wat verdwijnt of anders gaat werken, wordt hier en bij het starten gemeld en blijft daarna nog twee minors werken; dat
geldt vanaf 1.1. Een hook die er bij komt, of een veld dat er in een beeld bij komt, is een nieuwe minor.

| hook | soort | sinds | verdwijnt |
| --- | --- | --- | --- |
{tabel}
"""


def hooknamen() -> tuple[str, ...]:
    """De namen van alle hooks, in de volgorde van het bestand."""
    return tuple(naam for naam, _ in inspect.getmembers(Hookspecs, inspect.isfunction) if not naam.startswith("_"))


def handtekening(naam: str) -> str:
    """Naam en argumenten, zoals een plugin ze schrijft: `bepaal_begeleiding(beeld)`."""
    argumenten = [a for a in inspect.signature(getattr(Hookspecs, naam)).parameters if a != "self"]
    return f"{naam}({', '.join(argumenten)})"


def soort_van(naam: str) -> str:
    """Wat voor hook het is; de naam zegt het."""
    return next((wat for begin, wat in SOORTEN.items() if naam.startswith(begin)), DECLAREERT)


def sinds(naam: str) -> list[tuple[int, ...]]:
    """De versies die de beschrijving van een hook onder Sinds noemt, de eerste voorop."""
    _, _, tekst = (inspect.getdoc(getattr(Hookspecs, naam)) or "").partition("Sinds:")
    return [tuple(map(int, versie.split("."))) for versie in re.findall(r"\d+\.\d+", tekst)]


def beschrijf() -> str:
    """De hele tekst van docs/HOOKS.md."""
    delen = [KOP.format(versie=_punt_tussen(API_VERSIE), tabel="\n".join(map(_rij, hooknamen())))]
    for naam in hooknamen():
        functie = getattr(Hookspecs, naam)
        uitkomst = _type(get_type_hints(functie)["return"])
        soort = soort_van(naam)
        eerste, _, rest = inspect.getdoc(functie).partition("\n\n")  # type: ignore[union-attr]
        delen.append(f"## `{handtekening(naam)}`\n\n{eerste}\n\n- Soort: {soort}\n- Geeft: `{uitkomst}`")
        delen[-1] += "".join(f"\n{_punt(regel)}" for regel in rest.splitlines()) + "\n"
    for titel, module in (
        ("Beelden: wat een hook te zien krijgt", beelden),
        ("Bijdragen: wat een hook teruggeeft", bijdragen),
        ("Parameters", parameters),
        ("Manifest", manifest),
    ):
        delen.append(f"## {titel}\n\n{inspect.getdoc(module)}\n\n" + "\n".join(_soorten(module)) + "\n")
    return "\n".join(delen)


def _rij(naam: str) -> str:
    waarschuwing = getattr(Hookspecs, naam).meedoen_spec["warn_on_impl"]
    eerste = _punt_tussen(sinds(naam)[0])
    return f"| `{naam}` | {soort_van(naam).partition(':')[0]} | {eerste} | {waarschuwing or 'nee'} |"


def _punt_tussen(versie: tuple[int, ...]) -> str:
    return ".".join(map(str, versie))


def _punt(regel: str) -> str:
    naam, scheiding, _ = regel.partition(":")
    return f"- {regel}" if scheiding and " " not in naam.strip() else f"  {regel}"


def _soorten(module: ModuleType) -> list[str]:
    regels = []
    for naam, soort in vars(module).items():
        if getattr(soort, "__module__", None) != module.__name__ or not isinstance(soort, type):
            continue
        if issubclass(soort, StrEnum):
            regels.append(f"- `{naam}`: {', '.join(f'`{lid.name}`' for lid in soort)}")
        elif is_dataclass(soort):
            hints = get_type_hints(soort)
            velden = ", ".join(f"{veld.name}: {_type(hints[veld.name])}" for veld in fields(soort))
            regels.append(f"- `{naam}({velden})`")
    return regels


def _type(soort: Any) -> str:
    """De annotatie zonder de namen van modules ervoor."""
    return re.sub(r"\b[a-z_]+\.(?=\w)", "", inspect.formatannotation(soort))


if __name__ == "__main__":
    BESTAND.write_text(beschrijf(), encoding="utf-8")
