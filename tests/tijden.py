"""Een tabel met seconden per map aan het eind van elke run: wat groeit wordt gezien terwijl het nog klein is. En wat
het langst duurt begint het eerst, zodat twee testprocessen tot het eind bezig zijn.

Ook onder xdist: de verslagen van alle testprocessen komen bij wie afdrukt, dus de seconden tellen op.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

WORTEL = Path(__file__).parents[1]
EERST = (
    "tests/lang/test_contract.py",
    "tests/process/test_botsingen.py",
    "tests/architecture/proefstap/test_proefstap.py",
    "tests/lang/test_slechte_momenten.py",
    "tests/api/test_kanaries.py",
    "tests/lang/test_geen_lek.py",
    "tests/pakket/test_vijfde_gemeente.py",
    "tests/pakket/test_installeren.py",
    "tests/pakket/test_in_bedrijf.py",
    "tests/process/test_geprobeerd.py",
    "tests/api/test_schemathesis.py",
    "tests/security/test_plannen.py",
)
"""De bestanden die het langst duren, het langste voorop: een bestand blijft op één testproces, en wat laat begint houdt
er een bezig terwijl het andere niets meer te doen heeft. De tabel onderaan een run zegt of de lijst nog klopt."""


@dataclass(slots=True)
class _Map:
    tests: int = 0
    seconden: float = 0.0
    traagste: float = 0.0


_MAPPEN: defaultdict[str, _Map] = defaultdict(_Map)
_BESTANDEN: defaultdict[str, float] = defaultdict(float)
MEESTE = 12


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Zet de langste bestanden voorop; de rest houdt zijn volgorde."""
    weg = [naam for naam in EERST if not (WORTEL / naam).exists()]
    if weg:
        raise pytest.UsageError(f"tests/tijden.py noemt {weg}, en dat bestaat niet")
    plaats = {naam: nummer for nummer, naam in enumerate(EERST)}
    items.sort(key=lambda item: plaats.get(item.nodeid.split("::")[0], len(EERST)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Voorbereiden en opruimen tellen mee: een fixture is vaak het meeste van een test."""
    bestand = report.nodeid.split("::")[0]
    _BESTANDEN[bestand] += report.duration
    map_ = _MAPPEN["/".join(bestand.split("/")[:-1])]
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
    terminalreporter.section("langste bestanden")
    for bestand in sorted(_BESTANDEN, key=lambda b: -_BESTANDEN[b])[:MEESTE]:
        terminalreporter.write_line(f"{_BESTANDEN[bestand]:>8.1f}  {bestand}")
