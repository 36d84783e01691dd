"""Wat een controle van het auditlog vond: per gemeente de aantallen, en elke bevinding met waar zij is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LANG_OPEN = timedelta(seconds=60)
MEESTE_BEVINDINGEN = 200


class Bevindingsoort(StrEnum):
    VERANDERD = "veranderd"
    VERWIJDERD = "verwijderd"
    INGEVOEGD = "ingevoegd"
    VERPLAATST = "verplaatst"
    SLEUTEL_ONTBREEKT = "sleutel ontbreekt"
    ZEGEL_VERANDERD = "zegel veranderd"
    ZEGEL_ONTBREEKT = "zegel ontbreekt"
    ANKER_WIJKT_AF = "anker wijkt af"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevinding:
    """`waar` noemt een regel, zegel of ankerregel; `uitleg` zegt wat er scheelt. Nooit de waarde van een regel."""

    soort: Bevindingsoort
    waar: str
    uitleg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeenteverslag:
    """Eén gemeente. `open` zijn de regels die nog niet verzegeld zijn; `oudste_open` is hoe lang al."""

    code: str
    naam: str
    regels: int
    zegels: int
    open: int
    oudste_open: timedelta | None
    bevindingen: tuple[Bevinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verslag:
    gemeenten: tuple[Gemeenteverslag, ...]
    ankers: int
    laatste_anker: datetime | None
    ankerbevindingen: tuple[Bevinding, ...]

    @property
    def bevindingen(self) -> tuple[tuple[str, Bevinding], ...]:
        """Elke bevinding met de code van haar gemeente; leeg voor het ankerbestand zelf."""
        return (
            *((g.code, b) for g in self.gemeenten for b in g.bevindingen),
            *(("", b) for b in self.ankerbevindingen),
        )

    @property
    def in_orde(self) -> bool:
        return not self.bevindingen

    @property
    def oudste_open(self) -> timedelta | None:
        return max((g.oudste_open for g in self.gemeenten if g.oudste_open is not None), default=None)

    def als_tekst(self) -> str:
        """Een tabel per gemeente, daaronder de bevindingen en een oordeel."""
        return "\n".join(self._tekst())

    def _tekst(self) -> Iterator[str]:
        yield f"{'gemeente':<32}{'regels':>10}{'zegels':>9}{'open':>7}{'oudste':>9}  oordeel"
        for g in self.gemeenten:
            oordeel = f"bevindingen: {len(g.bevindingen)}" if g.bevindingen else "in orde"
            naam = f"{g.code} {g.naam}"[:31]
            yield f"{naam:<32}{g.regels:>10}{g.zegels:>9}{g.open:>7}{_duur(g.oudste_open):>9}  {oordeel}"
        laatste = f", het laatste van {self.laatste_anker:%Y-%m-%d %H:%M} UTC" if self.laatste_anker else ""
        yield f"ankers: {self.ankers}{laatste}"
        if not self.ankers and any(g.zegels for g in self.gemeenten):
            yield "LET OP: er was geen anker om mee te vergelijken; een afgeknipt einde blijkt dan niet."
        if self.oudste_open is not None:
            yield f"oudste regel zonder zegel: {_duur(self.oudste_open)}"
            if self.oudste_open > LANG_OPEN:
                yield "LET OP: langer dan 60 s. Draait de zegelaar, en staat er een transactie open?"
        for code, b in self.bevindingen[:MEESTE_BEVINDINGEN]:
            yield f"{b.soort.upper()}  {code or 'ankerbestand'}  {b.waar}: {b.uitleg}"
        if (over := len(self.bevindingen) - MEESTE_BEVINDINGEN) > 0:
            yield f"... en nog {over}"
        yield "Het auditlog is in orde." if self.in_orde else f"Bevindingen: {len(self.bevindingen)}."


def _duur(duur: timedelta | None) -> str:
    if duur is None:
        return "-"
    seconden = duur.total_seconds()
    return f"{seconden:.1f} s" if seconden < 120 else f"{seconden / 60:.0f} min"
