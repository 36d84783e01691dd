"""Start the processes of a development run, watch them, and end them all: children first, then the servers.

The parent has imported everything once and forks its children from that, which saves each of them the seconds that
importing takes. Rules that follow from forking: the parent runs no threads and no event loop and holds no connection.

Who gets which signal: a child has its own session, so the Ctrl-C of a terminal reaches only the parent, which passes
it on as SIGTERM. When the parent is killed without a chance to do so, the kernel kills the children (Linux,
PR_SET_PDEATHSIG); PostgreSQL and Valkey then stay, and the next start ends them.
"""

import contextlib
import ctypes
import logging
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, Protocol

from rich.progress import TaskID

from core.ontwikkeling.embedded.bestanden import laatste_regels, open_log
from core.ontwikkeling.embedded.voortgang import Voortgang

_STOP = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
_WACHT_OP = _STOP | {signal.SIGCHLD}
_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_GEZOND_NA = 60.0
_TIK = 0.05
_ONEINDIG = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A process to run: `start` works in the child until SIGTERM; `gereed` is asked in the parent, answers at once."""

    naam: str
    start: Callable[[], None]
    gereed: Callable[[], bool] | None = None


class Server(Protocol):
    """What the children stand on; started and stopped by the caller, here only watched."""

    naam: str

    def leeft(self) -> bool: ...


@dataclass(slots=True, kw_only=True)
class _Proces:
    """One child as it is now; `pid` is None between a death and the next start."""

    kind: Kind
    log: Path
    pid: int | None = None
    begonnen: float = 0.0
    logbegin: int = 0
    gereed: bool = False
    herstarts: int = 0
    volgende_start: float = 0.0
    taak: TaskID | None = None


class Supervisor:
    """Runs `kinderen` until a stop signal, or until one of them or of `servers` is beyond help.

    A child that ends by itself is started again after a growing pause, at most `herstarts` times in a row; a minute
    of health clears the count. Each child writes to `<logmap>/<naam>.log`. On stopping a child has `genade` seconds.
    """

    def __init__(
        self,
        kinderen: Sequence[Kind],
        *,
        logmap: Path,
        voortgang: Voortgang,
        servers: Sequence[Server] = (),
        bij_gereed: Callable[[], None] | None = None,
        genade: float = 10.0,
        starttermijn: float = 60.0,
        herstarts: int = 3,
        eerste_pauze: float = 0.5,
    ) -> None:
        self._processen = [_Proces(kind=k, log=logmap / f"{k.naam}.log") for k in kinderen]
        self._voortgang = voortgang
        self._servers = servers
        self._bij_gereed = bij_gereed
        self._genade = genade
        self._starttermijn = starttermijn
        self._herstarts = herstarts
        self._eerste_pauze = eerste_pauze

    def draai(self) -> int:
        """Start all, wait until each is ready, watch, stop all. Exit code 0 after a stop signal, 1 after a failure.

        `bij_gereed` is called once, when everything answers: the place to print addresses.
        """
        eerder = signal.pthread_sigmask(signal.SIG_BLOCK, _WACHT_OP)
        try:
            for proces in self._processen:
                proces.taak = self._voortgang.begin(f"{proces.kind.naam} starten")
                self._start(proces)
            return self._bewaak()
        finally:
            self._stop_alle()
            # An impatient second Ctrl-C asked for what has just been done; it must not break off stopping the servers.
            while signal.sigtimedwait(_STOP, 0) is not None:
                pass
            signal.pthread_sigmask(signal.SIG_SETMASK, eerder)

    def _bewaak(self) -> int:
        uiterlijk = time.monotonic() + self._starttermijn
        alles_gereed = False
        while True:
            sein = signal.sigtimedwait(_WACHT_OP, 1.0 if alles_gereed else _TIK)
            if sein is not None and sein.si_signo in _STOP:
                self._voortgang.meld("Meedoen stopt.")
                return 0
            if not (self._kinderen_in_orde() and self._servers_in_orde()):
                return 1
            if alles_gereed:
                continue
            self._toets_gereed()
            alles_gereed = all(p.gereed for p in self._processen)
            if alles_gereed:
                self._voortgang.sluit()
                if self._bij_gereed is not None:
                    self._bij_gereed()
            elif time.monotonic() > uiterlijk:
                traag = [p for p in self._processen if not p.gereed]
                for proces in traag:
                    self._meld_met_log(f"{proces.kind.naam} is na {self._starttermijn:.0f} s niet gereed.", proces)
                return 1

    def _kinderen_in_orde(self) -> bool:
        """Take note of deaths and start again what may; False when one has died too often."""
        nu = time.monotonic()
        for proces in self._processen:
            if proces.pid is not None and (code := _raap_op(proces.pid)) is not None:
                proces.pid = None
                if nu - proces.begonnen > _GEZOND_NA:
                    proces.herstarts = 0
                reden = f"door signaal {-code}" if code < 0 else f"met code {code}"
                if proces.herstarts >= self._herstarts:
                    self._meld_met_log(
                        f"{proces.kind.naam} stopte onverwacht ({reden}) en blijft dat doen; alles wordt gestopt.",
                        proces,
                    )
                    return False
                pauze = self._eerste_pauze * 2**proces.herstarts
                proces.herstarts += 1
                proces.volgende_start = nu + pauze
                self._meld_met_log(
                    f"{proces.kind.naam} stopte onverwacht ({reden}); nieuwe start {proces.herstarts} van "
                    f"{self._herstarts} over {pauze:.1f} s.",
                    proces,
                )
            if proces.pid is None and nu >= proces.volgende_start:
                self._start(proces)
        return True

    def _servers_in_orde(self) -> bool:
        for server in self._servers:
            if not server.leeft():
                self._voortgang.meld(
                    f"{server.naam} stopte onverwacht; alles wordt gestopt. Start opnieuw met `make run`."
                )
                return False
        return True

    def _toets_gereed(self) -> None:
        for proces in self._processen:
            if proces.gereed or proces.pid is None:
                continue
            if proces.kind.gereed is None or proces.kind.gereed():
                proces.gereed = True
                if proces.taak is not None:
                    self._voortgang.klaar(proces.taak)
        self._voortgang.ververs()

    def _start(self, proces: _Proces) -> None:
        log = open_log(proces.log)
        proces.logbegin = os.fstat(log).st_size
        proces.begonnen = time.monotonic()
        sys.stdout.flush()
        sys.stderr.flush()
        ouder = os.getpid()
        pid = os.fork()
        if pid == 0:
            _word_kind(proces.kind, log, ouder)
        os.close(log)
        proces.pid = pid

    def _stop_alle(self) -> None:
        """SIGTERM to all, `genade` seconds together, then SIGKILL; comes back when every child is gone."""
        levend = {p.pid: p for p in self._processen if p.pid is not None}
        for sein, geduld in ((signal.SIGTERM, self._genade), (signal.SIGKILL, _ONEINDIG)):
            for pid, proces in levend.items():
                if sein is signal.SIGKILL:
                    self._voortgang.meld(f"{proces.kind.naam} stopte niet binnen {self._genade:.0f} s: afgebroken.")
                os.kill(pid, sein)
            einde = time.monotonic() + geduld
            while levend and time.monotonic() < einde:
                signal.sigtimedwait({signal.SIGCHLD}, _TIK)
                levend = {pid: proces for pid, proces in levend.items() if _raap_op(pid) is None}
        for proces in self._processen:
            proces.pid = None

    def _meld_met_log(self, tekst: str, proces: _Proces) -> None:
        self._voortgang.meld(tekst)
        regels = laatste_regels(proces.log, vanaf=proces.logbegin)
        for regel in regels.splitlines():
            self._voortgang.meld(f"    {regel}")
        self._voortgang.meld(f"    (log: {proces.log})")


def _word_kind(kind: Kind, log: int, ouder: int) -> NoReturn:
    """In the child: own session, dies with the parent, own log, runs, and leaves without the parent's exit handlers."""
    code = 1
    try:
        os.setsid()
        _sterf_met(ouder, naam=kind.naam)
        with open(os.devnull, "rb") as niets:
            os.dup2(niets.fileno(), 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.close(log)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for sein in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(sein, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WACHT_OP)
        kind.start()
        code = 0
    except SystemExit as einde:
        code = einde.code if isinstance(einde.code, int) else int(einde.code is not None)
    except BaseException:  # noqa: BLE001 - the last stop before the process ends: all of it goes to the log
        traceback.print_exc()
    finally:
        logging.shutdown()
        for stroom in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stroom.flush()
        os._exit(code)


def _sterf_met(ouder: int, *, naam: str) -> None:
    """Ask the kernel for SIGKILL when the parent dies; Linux only, elsewhere a killed parent leaves its children."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NAME, naam.encode()[:15], 0, 0, 0)  # what `ps -o comm` and `top` show
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != ouder:  # it died between the fork and this line, and nobody will tell us
        os._exit(1)


def _raap_op(pid: int) -> int | None:
    """The exit code of a child that has ended (minus the signal's number), None while it runs.

    What the child itself had started and left behind is ended too. Its session is its process group, and that number
    is certainly still its own as long as the child has not been reaped: hence look, sweep, reap.
    """
    if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        return None
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
