"""De rij van de proefstap, zoals de code haar leest."""

from datetime import date, datetime
from uuid import UUID

from core.platform.db.rij import Rij
from core.process.proefstap.tables import Proefstap, Proefstatus


class ProefstapRij(Rij, frozen=True):
    tabel = Proefstap

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    vanaf: date
    motivering: str
    status: Proefstatus
    begonnen_door: UUID
    nagekeken_op: datetime | None
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None
