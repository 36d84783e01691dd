"""Ports on 127.0.0.1: the one of last time when it is still free, otherwise another one, and that is said."""

import contextlib
import http.client
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from core.ontwikkeling.embedded.bestanden import schrijf
from core.ontwikkeling.embedded.fout import EmbeddedFout

ADRES = "127.0.0.1"
# Below the range from which the kernel takes ports for outgoing connections, or the port of last time would
# now and then be gone without any program to blame.
BEREIK = range(20_000, 32_000)


def zwijg(_: str) -> None:
    """For who does not want to hear messages."""


def is_vrij(poort: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADRES, poort))
        except OSError:
            return False
        return True


def vrije_poort() -> int:
    """A free port, drawn at random so that two runs at once seldom draw the same one.

    Raises:
        EmbeddedFout: a thousand draws gave none.
    """
    for _ in range(1_000):
        poort = secrets.choice(BEREIK)
        if is_vrij(poort):
            return poort
    raise EmbeddedFout(f"Tussen {BEREIK[0]} en {BEREIK[-1]} is geen poort vrij; sluit een programma en start opnieuw.")


def eis_vrij(poort: int, *, waarvoor: str) -> int:
    """Gives `poort` back; raises EmbeddedFout when it is taken. For a port somebody asked for by number."""
    if not is_vrij(poort):
        raise EmbeddedFout(
            f"Poort {poort} voor {waarvoor} is in gebruik bij een ander programma; sluit dat of kies een andere poort."
        )
    return poort


def kies_poort(
    geheugen: Path, *, waarvoor: str, voorkeur: int | None = None, meld: Callable[[str], None] = zwijg
) -> int:
    """The port kept in the file `geheugen`, else `voorkeur`, else a free one; the choice is kept in `geheugen`."""
    eerder = voorkeur
    with contextlib.suppress(FileNotFoundError, ValueError):
        eerder = int(geheugen.read_text(encoding="ascii"))
    poort = eerder if eerder is not None and is_vrij(eerder) else vrije_poort()
    if eerder not in (None, poort):
        meld(f"Poort {eerder} is in gebruik bij een ander programma; {waarvoor} gebruikt nu poort {poort}.")
    if not geheugen.exists() or poort != eerder:
        schrijf(geheugen, f"{poort}\n")
    return poort


def luistert(poort: int, *, adres: str = ADRES) -> bool:
    """Whether something accepts connections there."""
    with contextlib.suppress(OSError), socket.create_connection((adres, poort), timeout=1):
        return True
    return False


def antwoordt(poort: int, pad: str, *, adres: str = ADRES) -> bool:
    """Whether GET `pad` gives a 2xx there."""
    lijn = http.client.HTTPConnection(adres, poort, timeout=2)
    try:
        lijn.request("GET", pad)
        return 200 <= lijn.getresponse().status < 300
    except (OSError, http.client.HTTPException):
        return False
    finally:
        lijn.close()
