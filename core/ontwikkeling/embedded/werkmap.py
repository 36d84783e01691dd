"""The runtime folder of one checkout: database, queue, secrets, ports and logs, for one `make run` at a time.

An ordinary user has it in `<checkout>/.meedoen`. Root has it under /var/lib/meedoen, because the servers then run as
`nobody`, who may not be able to reach the checkout; `.meedoen` is a link to it.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.ontwikkeling.embedded.bestanden import doorgangsmode, maak_map
from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.postgres import EmbeddedPostgres
from core.ontwikkeling.embedded.processen import Eigenaar, bepaal_eigenaar, leeft
from core.ontwikkeling.embedded.valkey import EmbeddedValkey

NAAM = ".meedoen"
WORTEL_VAN_ROOT = Path("/var/lib/meedoen")
_GEDULD_NA_EEN_DODE = 5.0
GEHEUGEN = Path("/dev/shm")  # noqa: S108 - a folder of our own in it, with a name nobody can guess
RUIMTE_IN_GEHEUGEN = 4_000_000_000
_TIJDELIJK = "meedoen-proef-"
_BEWONER = ".bewoner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Werkmap:
    """The paths in the runtime folder and the user under whom the servers run."""

    checkout: Path
    map: Path
    eigenaar: Eigenaar

    @property
    def postgres(self) -> Path:
        return self.map / "postgres"

    @property
    def valkey(self) -> Path:
        return self.map / "valkey"

    @property
    def logs(self) -> Path:
        return self.map / "logs"

    @property
    def geheimen(self) -> Path:
        return self.map / "geheimen.json"

    @property
    def sleutels(self) -> Path:
        return self.map / "sleutels"

    @contextlib.contextmanager
    def vergrendel(self) -> Iterator[None]:
        """Keep the folder for this process; a lock whose holder is dead is free.

        The kernel keeps the lock, so a crash releases it. A child that was forked from a holder holds it too, until
        it dies with its parent: hence the short wait when the holder is already gone.

        Raises:
            EmbeddedFout: another process has it; the sentence names that process.
        """
        with open(self.map / "slot", "a+", encoding="ascii") as slot:
            einde = time.monotonic() + _GEDULD_NA_EEN_DODE
            while not _pak(slot.fileno()):
                houder = _houder(slot.fileno())
                if houder is None or leeft(houder) or time.monotonic() > einde:
                    raise EmbeddedFout(
                        f"Meedoen draait al vanuit {self.checkout} (proces {houder or 'onbekend'}); "
                        "stop het daar met Ctrl-C en start opnieuw."
                    )
                time.sleep(0.05)
            os.ftruncate(slot.fileno(), 0)
            slot.write(f"{os.getpid()}\n")
            slot.flush()
            yield

    def wis(self) -> None:
        """Stop what still runs and throw all data away; `geheimen`, ports and logs too.

        Raises:
            EmbeddedFout: another process uses the folder.
        """
        with self.vergrendel():
            EmbeddedPostgres(self.postgres).stop()
            EmbeddedValkey(self.valkey).stop()
            for pad in self.map.iterdir():
                if pad.name == "slot":  # held until the end; without it a second run could begin half way
                    continue
                if pad.is_dir() and not pad.is_symlink():
                    shutil.rmtree(pad)
                else:
                    pad.unlink()


def open_werkmap(checkout: Path, *, wortel_van_root: Path = WORTEL_VAN_ROOT) -> Werkmap:
    """The runtime folder of `checkout`, made when it is not there yet.

    Raises:
        EmbeddedFout: the folder belongs to another user, or cannot be made.
    """
    checkout = checkout.resolve()
    eigenaar = bepaal_eigenaar()
    wijzer = checkout / NAAM
    try:
        if eigenaar.wisselen:
            pad = _map_van_root(checkout, wijzer, eigenaar, wortel_van_root)
        elif os.path.lexists(wijzer) and not (wijzer.is_dir() and wijzer.stat().st_uid == os.geteuid()):
            raise EmbeddedFout(
                f"{wijzer} is van een andere gebruiker; start Meedoen als die gebruiker, of verwijder {wijzer} "
                "om hier zelf opnieuw te beginnen."
            )
        else:
            pad = maak_map(wijzer, mode=0o700)
    except OSError as fout:
        raise EmbeddedFout(
            f"De werkmap {fout.filename or wijzer} kan niet worden gemaakt: {fout.strerror}; "
            "herstel dat en start opnieuw."
        ) from fout
    werkmap = Werkmap(checkout=checkout, map=pad, eigenaar=eigenaar)
    maak_map(werkmap.logs, mode=0o700)
    return werkmap


@contextlib.contextmanager
def tijdelijke_map(*, op_schijf: bool = False) -> Iterator[Path]:
    """A folder for throw-away servers, for tests: reachable for the servers' user, removed afterwards.

    In memory where there is room and unless `op_schijf`: a copy of a database is some 900 small files, and making
    those on a disk costs more than most tests do. What a run that was killed left behind is removed by the next.
    """
    mode = doorgangsmode(bepaal_eigenaar())
    wortel = Path(tempfile.gettempdir()) if op_schijf or not _ruimte_in(GEHEUGEN) else GEHEUGEN
    _ruim_op(wortel)
    with (
        tempfile.TemporaryDirectory(prefix=_TIJDELIJK, dir=wortel) as naam,
        open(maak_map(Path(naam), mode=mode) / _BEWONER, "wb") as bewoner,
    ):
        fcntl.flock(bewoner, fcntl.LOCK_EX)
        yield maak_map(Path(naam) / "map", mode=mode)


def _ruimte_in(map_: Path) -> bool:
    """Whether servers can live there: room enough, ours to write, and programs may run from it."""
    try:
        stand = os.statvfs(map_)
    except OSError:
        return False
    dicht = stand.f_flag & (os.ST_NOEXEC | os.ST_RDONLY) or not os.access(map_, os.W_OK)
    return not dicht and stand.f_bavail * stand.f_frsize >= RUIMTE_IN_GEHEUGEN


def _ruim_op(map_: Path) -> None:
    """Remove the folders of runs that are gone: the kernel gave back the lock that each holds while it lives."""
    for bewoner in map_.glob(f"{_TIJDELIJK}*/{_BEWONER}"):
        with contextlib.suppress(OSError), open(bewoner, "rb") as slot:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(bewoner.parent, ignore_errors=True)


def _map_van_root(checkout: Path, wijzer: Path, eigenaar: Eigenaar, wortel: Path) -> Path:
    if wijzer.is_dir() and not wijzer.is_symlink():
        raise EmbeddedFout(
            f"{wijzer} is van een gewone gebruiker; start Meedoen als die gebruiker, of verwijder {wijzer} "
            "om als root opnieuw te beginnen."
        )
    if not wortel.exists():
        maak_map(wortel, mode=0o755)
    doel = maak_map(wortel / hashlib.sha256(os.fsencode(checkout)).hexdigest()[:12], mode=doorgangsmode(eigenaar))
    if not (wijzer.is_symlink() and wijzer.readlink() == doel):
        wijzer.unlink(missing_ok=True)
        wijzer.symlink_to(doel)
    return doel


def _pak(greep: int) -> bool:
    try:
        fcntl.flock(greep, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _houder(greep: int) -> int | None:
    tekst = os.pread(greep, 20, 0).strip()
    return int(tekst) if tekst.isdigit() else None
