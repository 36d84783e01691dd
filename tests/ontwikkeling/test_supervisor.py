"""The supervisor with real processes: order of stopping, restarts, and nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.ontwikkeling.embedded.processen import achterblijvers, leeft
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from tests.geduld import GEDULD
from tests.ontwikkeling.omstandigheden import WORTEL

Speel = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def speel(map_: Path) -> Iterator[Speel]:
    lopend: list[subprocess.Popen[str]] = []

    def begin(*kinderen: str) -> subprocess.Popen[str]:
        # a session of its own, so that a signal to its group is what Ctrl-C in its terminal would be
        proces = subprocess.Popen(
            [sys.executable, "-m", "tests.ontwikkeling.toneel", map_, *kinderen],
            cwd=WORTEL,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        lopend.append(proces)
        return proces

    yield begin
    for proces in lopend:
        proces.terminate()  # not kill: the supervisor ends what its children had started
        proces.communicate()
    EmbeddedValkey(map_ / "vk").stop()


def _tot(proces: subprocess.Popen[str], tekst: str) -> str:
    """All it says up to and including the line with `tekst`."""
    assert proces.stdout is not None
    gezegd = ""
    for regel in proces.stdout:
        gezegd += regel
        if tekst in regel:
            return gezegd
    raise AssertionError(f"{tekst!r} kwam niet:\n{gezegd}")


def _pid(map_: Path, naam: str) -> int:
    return int((map_ / f"{naam}.pid").read_text(encoding="ascii"))


def _wacht_tot_dood(*pids: int) -> None:
    einde = time.monotonic() + GEDULD
    while any(leeft(pid) for pid in pids):
        assert time.monotonic() < einde, [pid for pid in pids if leeft(pid)]
        time.sleep(0.01)


@pytest.mark.parametrize("sein", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_een_stopsein_beeindigt_eerst_de_kinderen_en_dan_de_servers(
    map_: Path, speel: Speel, sein: signal.Signals
) -> None:
    proces = speel("trouw")
    gezegd = _tot(proces, "alles gereed")
    assert "Valkey starten klaar" in gezegd
    assert "trouw starten klaar" in gezegd
    os.killpg(proces.pid, sein)
    assert proces.wait(GEDULD) == 0
    assert (map_ / "afscheid").read_text(encoding="ascii") == "server leeft: True"
    _wacht_tot_dood(_pid(map_, "trouw"), _pid(map_, "kleinkind"))
    assert achterblijvers("valkey-server", map_ / "vk" / "data") == []


def test_ongeduldig_nog_een_ctrl_c_breekt_het_stoppen_niet_af(map_: Path, speel: Speel) -> None:
    proces = speel("koppig")
    _tot(proces, "alles gereed")
    os.killpg(proces.pid, signal.SIGINT)
    _tot(proces, "Meedoen stopt")
    os.killpg(proces.pid, signal.SIGINT)
    _tot(proces, "koppig stopte niet binnen 2 s: afgebroken.")
    assert proces.wait(GEDULD) == 0
    _wacht_tot_dood(_pid(map_, "koppig"))
    assert achterblijvers("valkey-server", map_ / "vk" / "data") == []


def test_een_gestorven_kind_wordt_met_zijn_laatste_regels_gemeld_en_herstart(map_: Path, speel: Speel) -> None:
    proces = speel("trouw", "struikelend")
    gezegd = _tot(proces, "alles gereed")
    assert "struikelend stopte onverwacht (met code 1); nieuwe start 1 van 3" in gezegd
    assert "RuntimeError: gestruikeld bij beurt 2" in gezegd
    eerste = _pid(map_, "trouw")
    os.kill(_pid(map_, "struikelend"), signal.SIGKILL)
    gezegd = _tot(proces, "log: ")
    assert "struikelend stopte onverwacht (door signaal 9); nieuwe start 3 van 3" in gezegd
    einde = time.monotonic() + GEDULD
    while not leeft(_pid(map_, "struikelend")):
        assert time.monotonic() < einde
        time.sleep(0.01)
    assert leeft(eerste)
    assert _pid(map_, "trouw") == eerste


def test_een_kind_dat_blijft_sterven_stopt_alles_met_code_1(map_: Path, speel: Speel) -> None:
    proces = speel("trouw", "hopeloos")
    gezegd = _tot(proces, "blijft dat doen; alles wordt gestopt")
    assert gezegd.count("nieuwe start") == 3
    assert proces.wait(GEDULD) == 1
    _wacht_tot_dood(_pid(map_, "trouw"), _pid(map_, "kleinkind"))
    assert achterblijvers("valkey-server", map_ / "vk" / "data") == []


@pytest.mark.lang
def test_een_kind_dat_niet_gereed_komt_stopt_alles_met_code_1(speel: Speel) -> None:
    proces = speel("nooit_gereed")
    gezegd = _tot(proces, "log: ")
    assert "nooit_gereed is na 5 s niet gereed." in gezegd
    assert "ik doe mijn best" in gezegd
    assert proces.wait(GEDULD) == 1


def test_een_server_die_sterft_stopt_alles_met_code_1(map_: Path, speel: Speel) -> None:
    proces = speel("trouw")
    _tot(proces, "alles gereed")
    (pid,) = achterblijvers("valkey-server", map_ / "vk" / "data")
    os.kill(pid, signal.SIGKILL)
    _tot(proces, "Valkey stopte onverwacht; alles wordt gestopt.")
    assert proces.wait(GEDULD) == 1
    _wacht_tot_dood(_pid(map_, "trouw"))


def test_na_een_harde_dood_van_de_supervisor_blijft_geen_kind_en_start_de_volgende_schoon(
    map_: Path, speel: Speel
) -> None:
    proces = speel("trouw", "koppig")
    _tot(proces, "alles gereed")
    kinderen = _pid(map_, "trouw"), _pid(map_, "koppig")
    proces.kill()
    _wacht_tot_dood(*kinderen)
    os.kill(_pid(map_, "kleinkind"), signal.SIGKILL)  # the child died without a chance to end its own
    for naam in ("trouw", "koppig"):
        (map_ / f"{naam}.pid").unlink()
    tweede = speel("trouw")
    gezegd = _tot(tweede, "alles gereed")
    assert "Een Valkey van een eerdere start draaide nog; die is gestopt." in gezegd
