"""Files and folders in the runtime folder: closed to others, written whole or not at all, room enough."""

import os
import secrets
import shutil
from pathlib import Path

from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.embedded.processen import Eigenaar

MINSTE_RUIMTE_MB = 300
GROOTSTE_LOG = 5_000_000


def maak_map(pad: Path, *, mode: int, van: Eigenaar | None = None) -> Path:
    """Make `pad` (and missing parents) with exactly `mode`; a folder that was there keeps its parents untouched."""
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.mkdir(exist_ok=True)
    if van is not None and van.wisselen:
        os.chown(pad, van.uid, van.gid, follow_symlinks=False)
    pad.chmod(mode)
    return pad


def doorgangsmode(eigenaar: Eigenaar) -> int:
    """The mode of a folder of ours that the servers' user must pass through, but not list."""
    return 0o711 if eigenaar.wisselen else 0o700


def schrijf(pad: Path, tekst: str) -> None:
    """Write `pad` with mode 0600, durably and atomically: a reader sees the old file or the new one, never half."""
    tijdelijk = pad.with_name(f".{pad.name}.{secrets.token_hex(4)}")
    try:
        greep = os.open(tijdelijk, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with open(greep, "w", encoding="utf-8") as bestand:
            bestand.write(tekst)
            bestand.flush()
            os.fsync(greep)
        tijdelijk.replace(pad)
    finally:
        tijdelijk.unlink(missing_ok=True)


def eis_ruimte(pad: Path) -> None:
    """Raises EmbeddedFout when the disk under `pad` is nearly full; better before the work than half way."""
    vrij = shutil.disk_usage(pad).free // 1_000_000
    if vrij < MINSTE_RUIMTE_MB:
        raise EmbeddedFout(
            f"Op de schijf van {pad} is nog {vrij} MB vrij en er is minstens {MINSTE_RUIMTE_MB} MB nodig; "
            "maak ruimte en start opnieuw."
        )


def open_log(pad: Path) -> int:
    """Open a log for appending and give its descriptor; a long one is set aside as `.vorige` first."""
    if pad.exists() and pad.stat().st_size > GROOTSTE_LOG:
        pad.replace(pad.with_name(pad.name + ".vorige"))
    return os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def laatste_regels(pad: Path, *, aantal: int = 8, vanaf: int = 0) -> str:
    """The last lines of a log, counted from byte `vanaf`; empty when there is none."""
    if not pad.exists():
        return ""
    with pad.open("rb") as bestand:
        bestand.seek(max(vanaf, pad.stat().st_size - 20_000))
        return "\n".join(bestand.read().decode("utf-8", "replace").splitlines()[-aantal:])
