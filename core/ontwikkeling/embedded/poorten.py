"""Ports on 127.0.0.1: which are free, and for the servers the one of last time, or another one, and that is said."""

import contextlib
import errno
import http.client
import secrets
import socket
import sys
from collections.abc import Callable, Collection, Iterator
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
    return reden_bezet(poort) is None


def reden_bezet(poort: int) -> str | None:
    """Why nothing of ours can listen there, as the end of a sentence; None when it can."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADRES, poort))
        except OSError as fout:
            if fout.errno == errno.EACCES:
                return "mag alleen root gebruiken"
            return "is in gebruik bij een ander programma"
        return None


Reserveer = Callable[[int], bool]
"""Keeps a port for this set-up; False when another set-up has it."""


def zonder(_: int) -> bool:
    """For who listens at once."""
    return True


@contextlib.contextmanager
def reserveringen() -> Iterator[Reserveer]:
    """Reserve ports for as long as this lasts.

    Seconds pass between choosing a port and listening on it, in which a second set-up would choose the same. The
    reservation is an abstract socket: like a port it belongs to the network namespace and not to a user or a folder,
    and the kernel gives it back when the process dies. Linux only; elsewhere the second set-up fails to start.
    """
    with contextlib.ExitStack() as genomen:

        def reserveer(poort: int) -> bool:
            if sys.platform != "linux":
                return True
            merk = genomen.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
            try:
                merk.bind(f"\0meedoen-poort-{poort}")
            except OSError as fout:
                if fout.errno != errno.EADDRINUSE:
                    raise
                return False
            return True

        yield reserveer


def vrije_poort(*, behalve: Collection[int] = ()) -> int:
    """A free port, drawn at random so that two runs at once seldom draw the same one.

    Raises:
        EmbeddedFout: a thousand draws gave none.
    """
    for _ in range(1_000):
        poort = secrets.choice(BEREIK)
        if poort not in behalve and is_vrij(poort):
            return poort
    raise EmbeddedFout(f"Tussen {BEREIK[0]} en {BEREIK[-1]} is geen poort vrij; sluit een programma en start opnieuw.")


def eis_vrij(poort: int, *, waarvoor: str) -> int:
    """Gives `poort` back; raises EmbeddedFout when it is taken. For a port somebody asked for by number."""
    if (reden := reden_bezet(poort)) is not None:
        raise EmbeddedFout(f"Poort {poort} voor {waarvoor} {reden}; sluit dat of kies een andere poort.")
    return poort


def kies_poort(
    geheugen: Path, *, waarvoor: str, behalve: Collection[int] = (), meld: Callable[[str], None] = zwijg
) -> int:
    """The port kept in the file `geheugen`, else a free one; never one of `behalve`, which the processes will take.

    For the servers, which nobody addresses by number; the choice is kept in `geheugen`.
    """
    eerder: int | None = None
    with contextlib.suppress(FileNotFoundError, ValueError):
        eerder = int(geheugen.read_text(encoding="ascii"))
    if eerder is not None and eerder not in behalve and is_vrij(eerder):
        return eerder
    poort = vrije_poort(behalve=behalve)
    if eerder is not None:
        meld(f"Poort {eerder} is in gebruik bij een ander programma; {waarvoor} gebruikt nu poort {poort}.")
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
