"""De rijen van andere systemen, zoals de code ze leest."""

from datetime import datetime
from uuid import UUID

from core.platform.db.rij import Rij
from core.platform.tenancy import Rol


class Machineregel(Rij, frozen=True):
    """Een systeem in de lijst van wie erover gaat: zijn lidmaatschap met zijn sleutel."""

    id: UUID
    client_id: UUID
    rol: Rol
    naam: str
    afdruk: str
    vanaf: datetime
    tot: datetime
    ingetrokken_op: datetime | None

    def loopt(self, op: datetime) -> bool:
        """Of dit systeem op dat moment binnenkomt."""
        return self.ingetrokken_op is None and self.tot > op
