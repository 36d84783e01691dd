"""Processes of the servers: under which user they run, how they are started, found again and ended.

A server gets its own session, so that the Ctrl-C of a terminal reaches the supervisor and never the database.
A left-over of an earlier run is recognised by what it is (its executable) and where it works (its folder),
not by a number in a pid file: after a crash or a reboot that number may belong to somebody else.
"""

import contextlib
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

from core.ontwikkeling.embedded.fout import EmbeddedFout

ONBEVOEGDE_GEBRUIKER = "nobody"
STOPSIGNALEN = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Eigenaar:
    """Under whom the servers run and who owns their data; `wisselen` is true when that is not ourselves."""

    uid: int
    gid: int
    wisselen: bool


def bepaal_eigenaar() -> Eigenaar:
    """Ourselves; as root the existing user `nobody`, because PostgreSQL refuses root and we add no users.

    Raises:
        EmbeddedFout: the user has no line in the user table, without which initdb does not work.
    """
    if os.geteuid() == 0:
        try:
            regel = pwd.getpwnam(ONBEVOEGDE_GEBRUIKER)
        except KeyError:
            raise EmbeddedFout(
                f"PostgreSQL mag niet als root draaien en de gebruiker {ONBEVOEGDE_GEBRUIKER} bestaat hier niet; "
                "start Meedoen als gewone gebruiker."
            ) from None
        return Eigenaar(uid=regel.pw_uid, gid=regel.pw_gid, wisselen=True)
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        raise EmbeddedFout(
            f"Gebruiker {os.geteuid()} staat niet in de gebruikerstabel van deze machine (/etc/passwd) en zonder "
            "die regel start PostgreSQL niet; start Meedoen als een gebruiker die er wel in staat."
        ) from None
    return Eigenaar(uid=os.geteuid(), gid=os.getegid(), wisselen=False)


def start(
    opdracht: Sequence[str | Path],
    *,
    eigenaar: Eigenaar,
    stdin: IO[bytes] | int = subprocess.DEVNULL,
    uitvoer: IO[bytes] | int = subprocess.PIPE,
    omgeving: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start `opdracht` as `eigenaar`, in its own session and with an environment that holds nothing of ours."""
    schoon = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC", **(omgeving or {})}
    wisselen = eigenaar.wisselen
    return subprocess.Popen(  # noqa: S603 - a program from our own wheel, no shell
        opdracht,
        stdin=stdin,
        stdout=uitvoer,
        stderr=subprocess.STDOUT,
        env=schoon,
        cwd="/",
        umask=0o077,
        start_new_session=True,
        user=eigenaar.uid if wisselen else None,
        group=eigenaar.gid if wisselen else None,
        extra_groups=[] if wisselen else None,
    )


def voer_uit(
    opdracht: Sequence[str | Path], *, eigenaar: Eigenaar, uitvoer: IO[bytes] | int = subprocess.PIPE, termijn: float
) -> tuple[int, str]:
    """Run `opdracht` to its end; gives exit code and output. After `termijn` seconds it is killed (code -9)."""
    with start(opdracht, eigenaar=eigenaar, uitvoer=uitvoer) as proces:
        try:
            ruw, _ = proces.communicate(timeout=termijn)
        except subprocess.TimeoutExpired:
            proces.kill()
            ruw, _ = proces.communicate()
        except BaseException:
            proces.kill()
            raise
        return proces.returncode, (ruw or b"").decode("utf-8", "replace")


def leeft(pid: int) -> bool:
    """Whether the process runs; a zombie, which nobody has reaped yet, does not."""
    try:
        return b") Z " not in Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return False


def achterblijvers(programma: str, map_: Path) -> list[int]:
    """The processes that run `programma` in the folder `map_`, or have it as an argument; lowest number first."""
    doel = os.path.realpath(map_)
    gevonden = []
    for regel in Path("/proc").iterdir():
        if not regel.name.isdigit():
            continue
        with contextlib.suppress(OSError):  # ended meanwhile, or of a user we may not look at
            bestand = os.readlink(regel / "exe").removesuffix(" (deleted)")
            if Path(bestand).name != programma:
                continue
            werkmap = os.readlink(regel / "cwd").removesuffix(" (deleted)")
            if werkmap == doel or os.fsencode(doel) in (regel / "cmdline").read_bytes().split(b"\0"):
                gevonden.append(int(regel.name))
    return sorted(gevonden)


def beeindig(programma: str, map_: Path, *, termijn: float, sein: signal.Signals = signal.SIGTERM) -> None:
    """End what `achterblijvers` finds: `sein` first, SIGKILL for what still runs after `termijn` seconds.

    Raises:
        EmbeddedFout: even SIGKILL did not help, or the processes are not ours to end.
    """
    for elk, geduld in ((sein, termijn), (signal.SIGKILL, 5.0)):
        for pid in achterblijvers(programma, map_):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, elk)
        if wacht_tot_weg(programma, map_, termijn=geduld):
            return
    raise EmbeddedFout(
        f"Een eerdere {programma} (proces {achterblijvers(programma, map_)}) laat zich niet stoppen; "
        "stop dat proces en start opnieuw."
    )


def wacht_tot_weg(programma: str, map_: Path, *, termijn: float) -> bool:
    """True as soon as nothing is left, False when something still runs after `termijn` seconds."""
    einde = time.monotonic() + termijn
    while achterblijvers(programma, map_):
        if time.monotonic() > einde:
            return False
        time.sleep(0.02)
    return True


@contextlib.contextmanager
def stopsein_als_ctrl_c() -> Iterator[None]:
    """Let SIGTERM and SIGHUP do in this block what Ctrl-C does, so that every `with` around a server still stops it."""

    def onderbreek(_nummer: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    eerder = {sein: signal.signal(sein, onderbreek) for sein in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for sein, handler in eerder.items():
            signal.signal(sein, handler)


@contextlib.contextmanager
def ongestoord() -> Iterator[None]:
    """Hold back Ctrl-C and SIGTERM for a short, bounded piece of work, such as stopping a server."""
    eerder = signal.pthread_sigmask(signal.SIG_BLOCK, STOPSIGNALEN)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, eerder)
