"""Processor time of the processes under measurement, from the kernel (Linux).

On a machine where others work too, requests per second swing with their work; the processor time per request much
less. So the target is about requests per second, and the cost of each part is shown in processor time.
"""

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rekentijd:
    """Microseconds of processor: the web process, and all processes of PostgreSQL together."""

    web: float
    database: float

    @property
    def samen(self) -> float:
        return self.web + self.database

    def sinds(self, eerder: "Rekentijd") -> "Rekentijd":
        return Rekentijd(web=self.web - eerder.web, database=self.database - eerder.database)

    def gedeeld(self, aantal: float) -> "Rekentijd":
        return Rekentijd(web=self.web / aantal, database=self.database / aantal)


@dataclass(frozen=True, slots=True)
class Teller:
    """Reads what two groups of processes have used so far."""

    web: int
    postmaster: int

    @classmethod
    def van(cls, pidbestand: Path, postgres: Path) -> Self:
        """`pidbestand` holds the number of the web process; `postgres` is the folder of the server."""
        return cls(web=int(pidbestand.read_text(encoding="ascii")), postmaster=_postmaster(postgres))

    @classmethod
    def eigen(cls, postgres: Path) -> Self:
        """As `van`, for a measurement in which this process does the work itself."""
        return cls(web=os.getpid(), postmaster=_postmaster(postgres))

    def lees(self) -> Rekentijd:
        return Rekentijd(web=_gebruikt(self.web), database=sum(_gebruikt(pid) for pid in _kinderen(self.postmaster)))


def _postmaster(postgres: Path) -> int:
    return int((postgres / "data" / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])


def _kinderen(ouder: int) -> list[int]:
    gevonden = []
    for pad in _PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # ended meanwhile
            # After the name, which is in brackets and may hold anything: state, number of the parent.
            if int(pad.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]) == ouder:
                gevonden.append(int(pad.parent.name))
    return gevonden


def _gebruikt(pid: int) -> float:
    """Microseconds on a processor, user and kernel; zero for a process that has just ended."""
    try:
        # The clock of another process, as clock_getcpuclockid(3) numbers it on Linux.
        return time.clock_gettime_ns(~pid << 3 | 2) / 1000
    except OSError:
        return 0.0
