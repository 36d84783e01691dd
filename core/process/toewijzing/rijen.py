"""De rij van de toewijzing, zoals de gemeente haar leest."""

from datetime import date, datetime
from uuid import UUID

from core.platform.db.rij import Rij
from core.process.toewijzing.tables import Toewijzing, Toewijzingsdoel, Toewijzingstatus


class ToewijzingRij(Rij, frozen=True):
    tabel = Toewijzing

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    persoon_id: UUID
    organisatie_id: UUID
    doel: Toewijzingsdoel
    grond: str
    status: Toewijzingstatus
    vanaf: datetime
    tot: datetime | None
    ingetrokken_op: datetime | None
    vervaldatum: date
    aangeboden_door: UUID
    beantwoord_op: datetime | None
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None
