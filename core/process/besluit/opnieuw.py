"""Een besluit opnieuw nemen, met de dagtekening van vandaag: wat elke stap daarbij hetzelfde doet (ADR 0048, 0051)."""

from datetime import date
from uuid import UUID

from core.fouten import Conflict
from core.process.besluit.geldend import Geldend

VERVANGEN = "het besluit kreeg een nieuwe dagtekening"
_GELDT_NIET = (
    "Dit is niet het besluit dat nu geldt. Lees de besluiten opnieuw; misschien gaf iemand het al een nieuwe"
    " dagtekening."
)


def al_gedaan(geldend: Geldend | None, besluit_id: UUID, *, op: date, motief: str) -> bool:
    """Of precies dit al gebeurd is: hetzelfde nog eens vragen op dezelfde dag verandert niets.

    Raises:
        Conflict: een ander besluit geldt nu.
    """
    if geldend is None or geldend.id == besluit_id:
        return False
    if geldend.vervangt == besluit_id and (geldend.dagtekening, geldend.motief) == (op, motief.strip()):
        return True
    raise Conflict(_GELDT_NIET)
