"""De rijen van het contact, zoals de code ze leest."""

from datetime import date, datetime
from uuid import UUID

from core.law.contact import Bron, Contactsoort
from core.platform.db.rij import Rij
from core.process.contact.tables import Contactgegeven, Contactmoment, Contactwijze


class ContactgegevenRij(Rij, frozen=True):
    tabel = Contactgegeven

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    soort: Contactsoort
    waarde: str
    bron: Bron
    toelichting: str
    sinds: date
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    ingetrokken_op: datetime | None
    ingetrokken_door: UUID | None
    overgenomen_van: UUID | None
    overname_id: UUID | None


class ContactmomentRij(Rij, frozen=True):
    tabel = Contactmoment

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    wijze: Contactwijze
    op: datetime
    bereikt: bool
    notitie: str
    afspraak: str
    opvolgen_op: date | None
    opgevolgd_op: datetime | None
    opgevolgd_door: UUID | None
    opvolging: str
    motief: str
    verbeterd_door: UUID | None
    vastgelegd_op: datetime
    vastgelegd_door: UUID
