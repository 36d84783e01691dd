"""Een tabel met seconden per map aan het eind van elke run: wat groeit wordt gezien terwijl het nog klein is.

Ook onder xdist: de verslagen van alle testprocessen komen bij wie afdrukt, dus de seconden tellen op.
"""

from collections import defaultdict
from dataclasses import dataclass

import pytest


@dataclass(slots=True)
class _Map:
    tests: int = 0
    seconden: float = 0.0
    traagste: float = 0.0


_MAPPEN: defaultdict[str, _Map] = defaultdict(_Map)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Voorbereiden en opruimen tellen mee: een fixture is vaak het meeste van een test."""
    map_ = _MAPPEN["/".join(report.nodeid.split("::")[0].split("/")[:-1])]
    map_.tests += report.when == "call"
    map_.seconden += report.duration
    map_.traagste = max(map_.traagste, report.duration)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _MAPPEN:
        return
    terminalreporter.section("seconden per map")
    terminalreporter.write_line(f"{'map':<24}{'tests':>7}{'seconden':>11}{'langste':>10}")
    for naam, map_ in sorted(_MAPPEN.items(), key=lambda paar: -paar[1].seconden):
        terminalreporter.write_line(f"{naam:<24}{map_.tests:>7}{map_.seconden:>11.1f}{map_.traagste:>10.1f}")
    totaal = sum(map_.seconden for map_ in _MAPPEN.values())
    terminalreporter.write_line(f"{'samen':<24}{sum(m.tests for m in _MAPPEN.values()):>7}{totaal:>11.1f}")
