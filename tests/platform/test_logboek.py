"""Het technische logboek: één JSON-object per regel, ook van wie `logging` gebruikt, zonder nummers, nooit in de weg.

Wie het leest (een zoekprogramma, een alarm) ziet niet of een regel van ons is of van een bibliotheek.
"""

import logging
from collections.abc import Iterator

import pytest
import structlog

from core.platform.telemetry import logboek
from tests.logregels import logregels
from tests.voorbeelden.nummers import proefbsn

NUMMER = proefbsn().onthul()


@pytest.fixture(autouse=True)
def hersteld() -> Iterator[None]:
    """De stroom van een test vervalt met haar."""
    eerder = logging.getLogger().handlers[:]
    yield
    logging.getLogger().handlers[:] = eerder


def test_een_regel_van_ons_en_een_van_een_ander_hebben_dezelfde_vorm(capsys: pytest.CaptureFixture[str]) -> None:
    logboek.richt_in("INFO")
    with structlog.contextvars.bound_contextvars(verzoek="een-verzoek"):
        structlog.get_logger("meedoen.proef").warning("gelezen", aantal=3)
        logging.getLogger("een.ander").warning("gelezen", extra={"aantal": 3})
    regels = logregels(capsys.readouterr().err)
    assert [r.pop("logger") for r in regels] == ["meedoen.proef", "een.ander"]
    assert all(r.pop("timestamp").endswith("Z") for r in regels)
    assert regels == [{"event": "gelezen", "level": "warning", "aantal": 3, "verzoek": "een-verzoek"}] * 2


def test_in_geen_regel_staat_een_nummer_van_iemand(capsys: pytest.CaptureFixture[str]) -> None:
    logboek.richt_in("INFO")
    ons = structlog.get_logger("meedoen.proef")
    ons.info(f"gelezen: {NUMMER}", waar=[NUMMER], getal=int(NUMMER), soort={"wie": NUMMER})
    logging.getLogger("een.ander").info("gelezen: %s", NUMMER, extra={"waar": [NUMMER]})
    geschreven = capsys.readouterr().err
    assert len(logregels(geschreven)) == 2
    assert NUMMER not in geschreven


def test_van_een_uitzondering_staan_er_soort_en_plaatsen_en_niet_haar_boodschap(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logboek.richt_in("INFO")
    for log in (structlog.get_logger("meedoen.proef"), logging.getLogger("een.ander")):
        try:
            raise ValueError("Jansen")
        except ValueError:
            log.exception("het ging mis")
    geschreven = capsys.readouterr().err
    assert [r["fout"] for r in logregels(geschreven)] == ["ValueError"] * 2
    assert all("test_logboek.py" in str(r["plaatsen"]) for r in logregels(geschreven))
    assert "Jansen" not in geschreven


def test_wat_onder_het_niveau_ligt_wordt_niet_geschreven(capsys: pytest.CaptureFixture[str]) -> None:
    logboek.richt_in("INFO")
    structlog.get_logger("meedoen.proef").debug("stil")
    logging.getLogger("een.ander").debug("stil")
    assert capsys.readouterr().err == ""


def test_een_volle_schijf_of_een_dichte_pijp_houdt_niemand_tegen(monkeypatch: pytest.MonkeyPatch) -> None:
    class Vol:
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

        def flush(self) -> None: ...

    monkeypatch.setattr("sys.stderr", Vol())
    logboek.richt_in("INFO")
    structlog.get_logger("meedoen.proef").info("gelezen")
