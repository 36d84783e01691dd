"""De rij van een melding aan DUO, zoals de code haar leest."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from core.platform.db.rij import JSONB, Rij
from core.process.melding.tables import DuoMelding, Meldingsoort, Meldingstatus


class DuoMeldingRij(Rij, frozen=True):
    tabel = DuoMelding

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    besluit_id: UUID | None
    soort: Meldingsoort
    inhoud: Annotated[dict[str, Any], JSONB]
    inhoud_hash: str
    status: Meldingstatus
    http_status: int | None
    foutteksten: Annotated[tuple[str, ...], JSONB]
    pogingen: int
    ontstaan_op: datetime
    verzonden_op: datetime | None
    bevestigd_op: datetime | None
    vervangen_door: UUID | None
