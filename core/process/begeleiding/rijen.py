"""De rij van het huishouden, zoals de code haar leest."""

from datetime import datetime
from uuid import UUID

from core.platform.db.rij import Rij
from core.plugin_api.beelden import Huishoudsoort
from core.process.begeleiding.tables import Begeleiding


class BegeleidingRij(Rij, frozen=True):
    tabel = Begeleiding

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    huishouden: Huishoudsoort
    wacht_op_gezinshereniging: bool
    gedeelde_woning: bool
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    weggelegd_op: datetime | None
    versie: int
