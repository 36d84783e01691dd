"""De back-up: hoe lang geleden er een lukte. Meedoen maakt haar niet; wie dat wel doet, werkt een bestand bij."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from core.productie.bevinding import Bevinding, houdt_tegen
from core.productie.installatie import Installatie

NAAM = "back-up"
_tegen = houdt_tegen(NAAM)
NODIG = ()
UITERLIJK = timedelta(hours=26)
"""Een dag, en wat een nachtelijke back-up langer kan duren. Een eigen norm; de BIO noemt geen tijd."""
_STAP = "laat de back-up na elke geslaagde keer een bestand bijwerken (`touch`), en noem het met --back-up"


async def kijk_na(installatie: Installatie) -> AsyncIterator[Bevinding]:
    """Het bestand dat `--back-up` noemt, en wanneer het is bijgewerkt."""
    if installatie.back_up is None:
        yield _tegen("of er een back-up is, is niet na te gaan", _STAP)
        return
    try:
        op = datetime.fromtimestamp(installatie.back_up.stat().st_mtime, UTC)
    except OSError as fout:
        yield _tegen(f"het bestand van --back-up is er niet of is niet te zien: {fout.strerror}", _STAP)
        return
    if installatie.nu - op > UITERLIJK:
        yield _tegen(
            f"de laatste back-up lukte op {op:%d-%m-%Y %H:%M} UTC",
            "kijk waarom de back-up niet meer lukt, en zet er een terug op een andere server om te zien of zij goed is",
        )
