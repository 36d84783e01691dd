"""De rijen van wie hier werkt, zoals de code ze leest."""

from datetime import datetime
from uuid import UUID

from core.platform.db.rij import Rij
from core.platform.tenancy import Rol


class Lidregel(Rij, frozen=True):
    """Een lidmaatschap in de lijst van wie erover gaat."""

    id: UUID
    medewerker_id: UUID
    organisatie_id: UUID | None
    rol: Rol
    naam: str
    email: str
    vanaf: datetime
    tot: datetime | None
    ingetrokken_op: datetime | None
