"""Een besluit intrekken: wat elke stap daarbij hetzelfde doet (ADR 0058)."""

from uuid import UUID

from core.fouten import Conflict
from core.law.besluiten import Besluitsoort
from core.law.intrekken import Horen
from core.platform.db.uow import Tx
from core.process.besluit.geldend import Geldend
from core.process.besluit.rijen import BesluitRij
from core.process.besluit.tables import Besluit

SOORT = Besluitsoort.INTREKKING
INGETROKKEN = "het besluit is ingetrokken"


async def al_gedaan(
    tx: Tx, dossier_id: UUID, geldend: Geldend | None, besluit_id: UUID, *, motivering: str, horen: Horen | None
) -> UUID | None:
    """Het besluit waarmee precies dit al is ingetrokken; None als dat nog niet zo is.

    Raises:
        Conflict: dit is niet het besluit dat nu geldt.
    """
    if geldend is not None and geldend.id == besluit_id:
        return None
    eerder = await tx.lees_een_als(
        BesluitRij,
        BesluitRij.select().where(
            (Besluit.gemeente_id == tx.gemeente_id)
            & (Besluit.dossier_id == dossier_id)
            & (Besluit.vervangt == besluit_id)
            & (Besluit.soort == SOORT)
        ),
    )
    if eerder is not None and (eerder.motief, eerder.horen) == (motivering.strip(), horen):
        return eerder.id
    if eerder is None and geldend is None:
        return None
    raise Conflict(
        "Dit is niet het besluit dat nu geldt. Lees de besluiten opnieuw; misschien trok iemand het al in, of gaf het"
        " een nieuwe dagtekening."
    )
