"""Wat `meedoen inlezen` doet: een lijst nakijken. Er gaat niets naar buiten, en er blijft niets bewaard."""

from datetime import date
from pathlib import Path

from core.law.telwoord import tel
from core.process.inlezen import blad, lijst
from core.process.inlezen.lijst import Lijst


def kijk_na(pad: Path, *, vandaag: date, scheiding: str, werkblad: str) -> Lijst:
    """De lijst, met elke fout op haar rij.

    Raises:
        OngeldigeInvoer: het bestand of de kop is niet te lezen.
    """
    return lijst.lees(blad.lees(pad, scheiding=scheiding, blad=werkblad), vandaag=vandaag)


def verslag(gelezen: Lijst) -> str:
    """Hoeveel er staan en wat er te verbeteren is, zonder een nummer of naam."""
    fouten = sorted(gelezen.fouten, key=lambda fout: fout.rij)
    regels = [str(fout) for fout in fouten]
    staan = tel(len(gelezen.personen), "persoon", "personen")
    if fouten:
        met = tel(len({fout.rij for fout in fouten}), "rij", "rijen")
        regels.append(f"{staan}; in {met} is iets te verbeteren. Er is niets ingelezen.")
    else:
        zonder = sum(persoon.bsn is None for persoon in gelezen.personen)
        regels.append(f"{staan}, zonder fouten; {zonder} zonder BSN." if zonder else f"{staan}, zonder fouten.")
    return "\n".join(regels)
