"""De personen van de kanarietocht, en de merken waaraan hun rijen te herkennen zijn."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.process.wereld import Wereld
from tests.security.verhoudingen import VERHOUDINGEN
from tests.voorbeelden.beheer import Gemeente


@dataclass(frozen=True, slots=True, kw_only=True)
class Herkomst:
    """Waar een merk staat: de kolom, en de rij met haar sleutels."""

    tabel: str
    kolom: str
    rij: dict[str, Any]

    @property
    def naam(self) -> str:
        return f"{self.tabel}.{self.kolom}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leerling:
    """Een persoon, en hoe de organisaties tot hem staan: van elke soort een, die van gemeente `bij`."""

    naam: str
    gemeente: Gemeente
    bij: Gemeente | None = None
    toewijzing: dict[str, Any] | None = None
    geheim: bool = False
    net_gemeld: bool = False
    """Nog geen intake: hier kan nog iets wat later niet meer kan."""

    @property
    def te_zien(self) -> bool:
        """Of zijn toewijzing levend en aanvaard is; dan ziet zijn organisatie hem."""
        return self.bij is not None and any(
            v.ziet_leerling for v in VERHOUDINGEN.values() if v.toewijzing == self.toewijzing
        )


def leerlingen(wereld: Wereld) -> Iterator[Leerling]:
    """Voor elke verhouding één, in de gemeente en bij de organisaties van die verhouding."""
    a, b = wereld.twee.a, wereld.twee.b
    for naam, v in VERHOUDINGEN.items():
        if v.lid == {}:
            bij = None if v.toewijzing is None else b if v.andere_school else a
            yield Leerling(naam=naam, gemeente=b if v.andere_gemeente else a, bij=bij, toewijzing=v.toewijzing)
    yield Leerling(naam="geheim adres", gemeente=a, bij=a, toewijzing={}, geheim=True)
    yield Leerling(naam="bij b aanvaard", gemeente=b, bij=b, toewijzing={})
    yield Leerling(naam="bij b aangeboden", gemeente=b, bij=b, toewijzing={"status": "aangeboden"})
    yield Leerling(naam="bij b zonder school", gemeente=b)
    for gemeente in (a, b):
        yield Leerling(naam=f"net gemeld in {gemeente.code}", gemeente=gemeente, net_gemeld=True)


class Merken:
    """Deelt merken uit: teksten die nergens anders voorkomen."""

    def __init__(self) -> None:
        self._nummer = 9_000_000
        self.versleuteld: dict[str, list[Herkomst]] = {}

    def nieuw(self) -> str:
        self._nummer += 1
        return f"k{self._nummer}k"

    def datum(self) -> str:
        self._nummer += 1
        return (dt.date(1920, 1, 1) + dt.timedelta(days=self._nummer - 9_000_000)).isoformat()

    def geheim(self, tabel: str, kolom: str, **rij: object) -> str:
        """Een merk dat versleuteld bewaard gaat worden."""
        merk = self.nieuw()
        herkomst = Herkomst(tabel=tabel, kolom=kolom, rij={naam: str(waarde) for naam, waarde in rij.items()})
        self.versleuteld.setdefault(merk, []).append(herkomst)
        return merk
