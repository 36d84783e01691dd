"""De rijen van post die terugkwam, zoals de code ze leest."""

from datetime import date, datetime
from uuid import UUID

from core.law.retourpost import Retouroordeel, Retourreden
from core.platform.db.rij import Rij
from core.process.retourpost.tables import Retourpost


class RetourpostRij(Rij, frozen=True):
    tabel = Retourpost

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    brief_id: UUID
    terug_op: date
    reden: Retourreden
    toelichting: str
    naar_brp_adres: bool
    oordeel: Retouroordeel
    motief: str
    beoordeeld_op: datetime | None
    beoordeeld_door: UUID | None
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None
