"""De rijen van de veranderingen, zoals de code ze leest."""

from datetime import datetime
from uuid import UUID

from core.platform.db.rij import Rij
from core.process.verandering.tables import Verandersoort


class Veranderregel(Rij, frozen=True):
    """Een regel die haar nummer heeft: eerder leest een organisatie haar niet."""

    id: UUID
    toewijzing_id: UUID
    soort: Verandersoort
    ontstaan_op: datetime
    nummer: int
