"""De rijen van een samenvoeging, zoals de code ze leest."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from core.law.fasen import Fase
from core.platform.db.rij import JSONB, Rij
from core.process.dossier.tables import Samenvoeging, Samenvoegsoort, Samenvoegstatus


class SamenvoegingRij(Rij, frozen=True):
    tabel = Samenvoeging

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    met_dossier_id: UUID
    soort: Samenvoegsoort
    status: Samenvoegstatus
    van_samenvoeging: UUID | None
    motief: str
    van_fase: Fase
    met_fase: Fase
    verplaatst: Annotated[dict[str, tuple[str, ...]], JSONB]
    eerder: Annotated[dict[str, dict[str, object]], JSONB]
    vastgelegd_door: UUID
    vastgelegd_op: datetime
    besloten_door: UUID | None
    besloten_op: datetime | None
    toelichting: str
    college_nummer: str
    college_datum: date | None


class Samenvoegingsbeeld(Rij, frozen=True):
    """Wat er van een samenvoeging bij een dossier te lezen is; `dossier_id` is het andere dossier."""

    id: UUID
    soort: Samenvoegsoort
    status: Samenvoegstatus
    dossier_id: UUID
    opgegaan: bool
    motief: str
    vastgelegd_door: UUID
    vastgelegd_op: datetime
    besloten_door: UUID | None
    besloten_op: datetime | None
    college_nummer: str
    college_datum: date | None
