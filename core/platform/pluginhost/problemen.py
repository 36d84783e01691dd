"""Wat er aan een plugin mankeert, zo gezegd dat haar schrijver het kan herstellen: wat, waar, en wat te doen."""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.platform.pluginhost.budget import TeLang


@dataclass(frozen=True, slots=True, kw_only=True)
class Probleem:
    """`bestand` is het pad vanaf de map waar de plugin vandaan komt; `regel` is 0 als er geen ene regel is."""

    wat: str
    herstel: str
    bestand: str = ""
    regel: int = 0

    def __str__(self) -> str:
        return f"{self.waar}. Herstel: {self.herstel}."

    @property
    def waar(self) -> str:
        """Wat er mis is met de plek erachter, zonder wat te doen."""
        regel = f", regel {self.regel}" if self.regel else ""
        return f"{self.wat} ({self.bestand}{regel})" if self.bestand else self.wat


class PluginOnbruikbaar(Exception):
    """De plugin kan niet worden gebruikt; `problemen` zegt waarom."""

    def __init__(self, *problemen: Probleem) -> None:
        super().__init__("\n".join(map(str, problemen)))
        self.problemen = problemen


def van_uitzondering(
    fout: BaseException, bestanden: Mapping[str, str], *, wat: str, met_tekst: bool, anders: tuple[str, int] = ("", 0)
) -> Probleem:
    """Wat er bij een plugin misging, met de laatste plek in haar eigen `bestanden` (pad op schijf naar kort pad).

    De tekst van de fout hoort er alleen bij zolang er nog geen persoon in het spel is: bij het starten.
    """
    bestand, regel = _plek(fout, bestanden) or anders
    if isinstance(fout, TeLang):
        return Probleem(
            wat=f"{wat} duurt te lang en is afgebroken",
            bestand=bestand,
            regel=regel,
            herstel="haal de lus of de zware berekening weg; een hook rekent in een paar milliseconden",
        )
    tekst = f": {' '.join(str(fout).split())[:300]}" if met_tekst and str(fout) else ""
    return Probleem(
        wat=f"{wat} faalt ({type(fout).__name__}{tekst})",
        bestand=bestand,
        regel=regel,
        herstel="verbeter deze regel en voer `meedoen tenants toets` uit",
    )


def _plek(fout: BaseException, bestanden: Mapping[str, str]) -> tuple[str, int] | None:
    if isinstance(fout, SyntaxError) and (fout.filename or "") in bestanden:
        return bestanden[fout.filename or ""], fout.lineno or 0
    for deel in reversed(traceback.extract_tb(fout.__traceback__)):
        if deel.filename in bestanden:
            return bestanden[deel.filename], deel.lineno or 0
    return None


def is_van_de_dienst(fout: BaseException) -> bool:
    """Of de fout van Meedoen zelf komt en niet van de plugin die toevallig draaide: het stopsein van een proces."""
    if isinstance(fout, KeyboardInterrupt):
        return True
    spoor = traceback.extract_tb(fout.__traceback__)
    return isinstance(fout, SystemExit) and bool(spoor) and Path(spoor[-1].filename).is_relative_to(_KERN)


_KERN = Path(__file__).parents[2]
