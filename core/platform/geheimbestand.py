"""Een nieuw bestand met een geheim: heel of niet, alleen voor de eigenaar, en nooit over een ander heen."""

import os
import secrets
from pathlib import Path


def maak_nieuw(pad: Path, tekst: str) -> bool:
    """Zet `tekst` in een nieuw bestand; False, en niets veranderd, als het er al is.

    Raises:
        OSError: de map is er niet, of er is in te schrijven noch te lezen.
    """
    half = pad.with_name(f".{pad.name}.{secrets.token_hex(4)}.nieuw")
    greep = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with open(greep, "w", encoding="utf-8") as uit:
            uit.write(tekst)
            uit.flush()
            os.fsync(greep)
        # Not a rename: that would replace what another wrote meanwhile.
        os.link(half, pad)
    except FileExistsError:
        return False
    finally:
        half.unlink(missing_ok=True)
    return True
