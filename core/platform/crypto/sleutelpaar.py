"""Een certificaat met zijn sleutel aan OpenSSL geven, dat een sleutel alleen uit een bestand leest."""

import os
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


def laad_sleutelpaar(context: ssl.SSLContext, *, certificaat: str, sleutel: str) -> None:
    """Zet het certificaat, met de tussenliggende erachter, en zijn sleutel in `context`; allebei PEM.

    Raises:
        ssl.SSLError: een van de twee is onleesbaar, of zij horen niet bij elkaar.
    """
    with _als_bestand(f"{certificaat}\n{sleutel}\n") as pad:
        context.load_cert_chain(pad)


@contextmanager
def _als_bestand(tekst: str) -> Iterator[str]:
    """Een pad waarop `tekst` nu te lezen is.

    Op Linux staat dat bestand alleen in het geheugen van dit proces, en nooit op een schijf.
    """
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("meedoen", os.MFD_CLOEXEC), "w", encoding="ascii") as geheugen:
            geheugen.write(tekst)
            geheugen.flush()
            yield f"/proc/self/fd/{geheugen.fileno()}"
    else:
        with tempfile.NamedTemporaryFile("w", encoding="ascii") as bestand:
            bestand.write(tekst)
            bestand.flush()
            yield bestand.name
