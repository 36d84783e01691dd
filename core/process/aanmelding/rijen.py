"""De rij van een ontvangen notificatie, zoals de code haar leest."""

from datetime import date, datetime
from uuid import UUID

from core.platform.db.rij import Rij
from core.process.aanmelding.tables import DuoOntvangst, Ontvangststatus


class DuoOntvangstRij(Rij, frozen=True):
    tabel = DuoOntvangst

    gemeente_id: UUID
    id: UUID
    bericht_id: UUID
    ontvangen_op: datetime
    cijfer: bytes
    sleutelversie: int
    kenmerk: bytes
    indexversie: int
    gebeurtenis: str | None
    geregistreerd_op: date | None
    status: Ontvangststatus
    dossier_id: UUID | None
    verwerkt_op: datetime | None
