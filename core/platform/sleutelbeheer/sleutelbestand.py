"""Een sleutelbestand wijzigen: één tegelijk, geheel of niet, en wat er niet meer in hoort blijft nergens staan."""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.instellingen.sleutels import OnjuisteSleutels


def lees(bestand: Path) -> str:
    """De inhoud.

    Raises:
        OnjuisteSleutels: het bestand is er niet, is niet te lezen, of is geen tekst.
    """
    try:
        return bestand.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise OnjuisteSleutels(f"{bestand}: dit is geen tekst") from None
    except OSError as fout:
        raise OnjuisteSleutels(f"{bestand}: {fout.strerror}") from None


def vervang(bestand: Path, verander: Callable[[str], str]) -> str:
    """Vervang de inhoud door wat `verander` ervan maakt, en geef die terug.

    Het bestand zelf wordt vervangen, ook achter een koppeling; eigenaar en rechten blijven. Wat een eerdere, afgebroken
    keer achterliet wordt opgeruimd. Daarna staat het op schijf, en is teruggelezen dat het er zo staat.

    Raises:
        OnjuisteSleutels: het bestand is er niet, of is hier niet te wijzigen; er is dan niets veranderd.
    """
    try:
        pad = bestand.resolve(strict=True)
        with _alleen(pad.parent) as map_:
            for rest in pad.parent.glob(f".{pad.name}.*.nieuw"):
                rest.unlink()
            tekst = verander(lees(pad))
            _schrijf(pad, tekst)
            os.fsync(map_)
            if lees(pad) != tekst:
                raise OnjuisteSleutels(f"{bestand}: wat er geschreven is, staat er niet")
            return tekst
    except OSError as fout:
        raise OnjuisteSleutels(f"{bestand}: {fout.strerror}; wijzig een kopie en leg die terug") from None


@contextmanager
def _alleen(map_: Path) -> Iterator[int]:
    """Zolang dit open is, wijzigt geen ander een sleutelbestand in deze map."""
    greep = os.open(map_, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(greep, fcntl.LOCK_EX)
        yield greep
    finally:
        os.close(greep)


def _schrijf(pad: Path, tekst: str) -> None:
    oud = pad.stat()
    nieuw = pad.with_name(f".{pad.name}.{secrets.token_hex(4)}.nieuw")
    greep = os.open(nieuw, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with open(greep, "w", encoding="utf-8") as uit:
            uit.write(tekst)
            uit.flush()
            os.fchown(greep, oud.st_uid, oud.st_gid)
            os.fchmod(greep, oud.st_mode & 0o7777)
            os.fsync(greep)
        nieuw.replace(pad)
    finally:
        nieuw.unlink(missing_ok=True)
