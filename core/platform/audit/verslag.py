"""Wat een controle van het auditlog vond: per gemeente de aantallen, en elke bevinding met waar zij is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from core.platform.audit.logboek import met_lengte

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
    ERKENNING_VERANDERD = "erkenning veranderd"


NIET_TE_ERKENNEN = frozenset(
    {Bevindingsoort.SLEUTEL_ONTBREEKT, Bevindingsoort.ANKER_WIJKT_AF, Bevindingsoort.ERKENNING_VERANDERD}
)
"""Eerst de sleutel erbij, het ankerbestand vervangen of de erkenning herstellen; er is nog niets uitgezocht."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevinding:
    """`waar` noemt een regel, zegel of ankerregel; `uitleg` zegt wat er scheelt. Nooit de waarde van een regel."""

    soort: Bevindingsoort
    waar: str
    uitleg: str
    gevonden: bytes = field(default=b"", repr=False)
    """Wat er precies stond, als hash; daaraan is te zien of het sindsdien weer veranderde."""

    @property
    def afdruk(self) -> bytes:
        """Waaraan deze bevinding te herkennen is, zolang er niets aan verandert."""
        delen = (self.soort.encode(), self.waar.encode(), self.uitleg.encode(), self.gevonden)
        return sha256(b"\x05" + b"".join(met_lengte(deel) for deel in delen)).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Erkend:
    """Een bevinding die een mens heeft uitgezocht: zij blijft in het verslag, met zijn reden."""

    bevinding: Bevinding
    reden: str
    door: str
    op: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeenteverslag:
    """Eén gemeente. `open` zijn de regels die nog niet verzegeld zijn; `oudste_open` is hoe lang al."""

    gemeente_id: UUID
    code: str
    naam: str
    regels: int
    zegels: int
    open: int
    oudste_open: timedelta | None
    bevindingen: tuple[Bevinding, ...]
    erkend: tuple[Erkend, ...] = ()


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
        """Niets gevonden dat niet uitgezocht is, en alles wat er een minuut staat is verzegeld."""
        return not self.bevindingen and not self.te_laat

    @property
    def te_laat(self) -> bool:
        """Er staan regels zonder zegel, en het nieuwste zegel is meer dan een minuut oud."""
        return self.oudste_open is not None and self.oudste_open > LANG_OPEN

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
            if self.te_laat:
                yield "LET OP: langer dan 60 s. Draait de zegelaar, en staat er een transactie open?"
        for g in self.gemeenten:
            for e in g.erkend:
                wie = f"{e.door}, {e.op:%Y-%m-%d}: {e.reden}"
                yield f"ERKEND  {g.code}  {e.bevinding.waar}: {e.bevinding.soort}, {e.bevinding.uitleg} ({wie})"
        for code, b in self.bevindingen[:MEESTE_BEVINDINGEN]:
            yield f"{b.soort.upper()}  {code or 'ankerbestand'}  {b.waar}: {b.uitleg}"
        if (over := len(self.bevindingen) - MEESTE_BEVINDINGEN) > 0:
            yield f"... en nog {over}"
        if self.in_orde:
            yield "Het auditlog is in orde."
        else:
            yield f"Bevindingen: {len(self.bevindingen)}." if self.bevindingen else "Het verzegelen loopt achter."


def _duur(duur: timedelta | None) -> str:
    if duur is None:
        return "-"
    seconden = duur.total_seconds()
    return f"{seconden:.1f} s" if seconden < 120 else f"{seconden / 60:.0f} min"
