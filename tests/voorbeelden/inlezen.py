"""Lijsten zoals een gemeente ze aanlevert."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from tests.process.wereld import Wereld
from tests.voorbeelden.proef import Proef

KOP = ("bsn", "v-nummer", "pip", "leerroute")


def als_csv(pad: Path, *rijen: Sequence[str], teken: str = ";", codering: str = "utf-8") -> Path:
    pad.write_bytes("\r\n".join(teken.join(rij) for rij in rijen).encode(codering))
    return pad


def als_excel(pad: Path, *rijen: Sequence[object]) -> Path:
    boek = Workbook()
    blad = boek.active
    assert blad is not None
    for rij in rijen:
        blad.append(list(rij))
    boek.save(pad)
    return pad


async def _verhaal(wereld: Wereld) -> None:
    """Een lijst nakijken vraagt niets aan de database."""


PROEF = Proef(bereik={}, verhaal=_verhaal)
