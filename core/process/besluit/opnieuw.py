"""Een besluit opnieuw nemen, met de dagtekening van vandaag: wat elke stap daarbij hetzelfde doet (ADR 0048, 0051)."""

from datetime import date
from typing import Protocol
from uuid import UUID

from core.fouten import Conflict
from core.law.mandaat import Collegebesluit
from core.platform.db.uow import Tx
from core.process.besluit.geldend import Geldend

VERVANGEN = "het besluit kreeg een nieuwe dagtekening"
_GELDT_NIET = (
    "Dit is niet het besluit dat nu geldt. Lees de besluiten opnieuw; misschien gaf iemand het al een nieuwe"
    " dagtekening."
)


class _Genomen(Protocol):
    @property
    def vastgesteld_door(self) -> UUID: ...
    @property
    def college_nummer(self) -> str: ...
    @property
    def college_datum(self) -> date | None: ...


def zo_genomen(tx: Tx, besluit: _Genomen, collegebesluit: Collegebesluit | None) -> bool:
    """Of wie nu handelt dit besluit zelf zo nam: op eigen mandaat, of met hetzelfde besluit van het college. Wat een
    ander nam is voor hem geen herhaling; of hij het mag, is dan niet getoetst (art. 10:3 Awb, vier ogen)."""
    college = ("", None) if collegebesluit is None else (collegebesluit.nummer.strip(), collegebesluit.datum)
    return (besluit.vastgesteld_door, besluit.college_nummer, besluit.college_datum) == (tx.medewerker_id, *college)


def al_gedaan(
    tx: Tx, geldend: Geldend | None, besluit_id: UUID, *, op: date, motief: str, collegebesluit: Collegebesluit | None
) -> bool:
    """Of precies dit al gebeurd is: hetzelfde nog eens vragen op dezelfde dag verandert niets, voor wie het vroeg.

    Raises:
        Conflict: een ander besluit geldt nu.
    """
    if geldend is None or geldend.id == besluit_id:
        return False
    zo = (geldend.vervangt, geldend.dagtekening, geldend.motief) == (besluit_id, op, motief.strip())
    if zo and zo_genomen(tx, geldend, collegebesluit):
        return True
    raise Conflict(_GELDT_NIET)
