"""A run with real children and a real Valkey, played in its own process by `test_supervisor`.

Usage: python -m tests.ontwikkeling.toneel <folder> <child> ...; each child writes its number to <folder>/<child>.pid.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from core.ontwikkeling.embedded.poorten import luistert
from core.ontwikkeling.embedded.processen import stopsein_als_ctrl_c
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.ontwikkeling.embedded.voortgang import Voortgang
from core.ontwikkeling.supervisor import Kind, Supervisor


def trouw(map_: Path, poort: int) -> None:
    """Ends at SIGTERM and notes whether the server still lived then; starts a process of its own on the way."""
    with subprocess.Popen(["sleep", "600"]) as kleinkind:
        (map_ / "kleinkind.pid").write_text(str(kleinkind.pid), encoding="ascii")
        _meld_aan(map_, "trouw")
        signal.sigwait({signal.SIGTERM})
        (map_ / "afscheid").write_text(f"server leeft: {luistert(poort)}", encoding="ascii")
        os._exit(0)


def koppig(map_: Path, _poort: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _meld_aan(map_, "koppig")
    while True:
        time.sleep(60)


def struikelend(map_: Path, _poort: int) -> None:
    """Dies the first two times, then stays."""
    beurten = map_ / "beurten"
    aantal = int(beurten.read_text(encoding="ascii")) if beurten.exists() else 0
    beurten.write_text(str(aantal + 1), encoding="ascii")
    if aantal < 2:
        raise RuntimeError(f"gestruikeld bij beurt {aantal + 1}")
    _meld_aan(map_, "struikelend")
    signal.pause()


def hopeloos(_map: Path, _poort: int) -> None:
    raise RuntimeError("dit lukt nooit")


def nooit_gereed(_map: Path, _poort: int) -> None:
    print("ik doe mijn best")  # noqa: T201 - goes to the child's log, which the supervisor shows
    signal.pause()


ROLLEN: dict[str, Callable[[Path, int], None]] = {
    f.__name__: f for f in (trouw, koppig, struikelend, hopeloos, nooit_gereed)
}


def _meld_aan(map_: Path, naam: str) -> None:
    if naam == "trouw":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    half = map_ / f".{naam}.pid"
    half.write_text(str(os.getpid()), encoding="ascii")
    half.rename(map_ / f"{naam}.pid")


def main() -> int:
    map_, namen = Path(sys.argv[1]), sys.argv[2:]
    with contextlib.ExitStack() as stapel:
        stapel.enter_context(stopsein_als_ctrl_c())
        voortgang = stapel.enter_context(Voortgang())
        valkey = EmbeddedValkey(map_ / "vk", meld=voortgang.meld)
        with voortgang.stap("Valkey starten"):
            stapel.enter_context(valkey)
        kinderen = [
            Kind(naam=n, start=partial(ROLLEN[n], map_, valkey.poort), gereed=(map_ / f"{n}.pid").exists) for n in namen
        ]
        supervisor = Supervisor(
            kinderen,
            logmap=map_,
            voortgang=voortgang,
            servers=(valkey,),
            bij_gereed=partial(voortgang.meld, "alles gereed"),
            genade=2.0,
            starttermijn=5.0,
            eerste_pauze=0.05,
        )
        return supervisor.draai()


if __name__ == "__main__":
    raise SystemExit(main())
