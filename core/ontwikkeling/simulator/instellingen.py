"""Wat de simulator moet weten om te kunnen draaien."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

MEESTE_PERSONEN = 909  # so many numbers between 999990000 and 999999999 pass the elfproef


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatorGemeente:
    """Een gemeente die bij DUO is aangesloten; `code` zoals DUO haar schrijft, vier cijfers zonder GM."""

    code: str
    naam: str
    oin: str

    def __post_init__(self) -> None:
        if not (len(self.code) == 4 and self.code.isdecimal()):
            raise ValueError("een gemeentecode van DUO heeft vier cijfers")
        if not (len(self.oin) == 20 and self.oin.startswith("00000099") and self.oin.isdecimal()):
            raise ValueError("de simulator werkt alleen met OIN's van de testreeks 00000099")


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatorInstellingen:
    """Eén simulator: zijn bevolking, zijn geheugen en waar Meedoen staat.

    `bestand` bewaart de stand over een herstart heen. `termijn_na` is de tijd waarbinnen een gemeente een
    gemeld eerste PIP nog kan terughalen: pas daarna stelt DUO de termijn vast. Bij nul gebeurt dat meteen.
    """

    bestand: Path
    meedoen: str
    duo_oin: str
    gemeenten: tuple[SimulatorGemeente, ...]
    zaad: int = 2021
    aantal: int = 300
    termijn_na: dt.timedelta = dt.timedelta(0)
    eerste_wachttijd: float = 1.0
    langste_wachttijd: float = 60.0
    traagheid: float = 3.0

    def __post_init__(self) -> None:
        if not 0 < self.aantal <= MEESTE_PERSONEN:
            raise ValueError(f"de bevolking telt 1 tot en met {MEESTE_PERSONEN} personen")
        if not self.gemeenten:
            raise ValueError("de simulator heeft minstens één gemeente nodig")
        codes = frozenset(g.code for g in self.gemeenten)
        if len(codes) != len(self.gemeenten) or len({g.oin for g in self.gemeenten}) != len(self.gemeenten):
            raise ValueError("elke gemeente heeft een eigen code en een eigen OIN")
        if self.duo_oin in {g.oin for g in self.gemeenten}:
            raise ValueError("het OIN van DUO is niet dat van een gemeente")

    def gemeente_van_oin(self, oin: str) -> SimulatorGemeente | None:
        return next((g for g in self.gemeenten if g.oin == oin), None)

    def gemeente(self, code: str) -> SimulatorGemeente:
        return next(g for g in self.gemeenten if g.code == code)
