"""De rijen van een overname, zoals de code ze leest."""

from datetime import date, datetime
from uuid import UUID

from core.law.fasen import Fase
from core.platform.db.rij import Rij
from core.process.overname.tables import (
    Dossierstatus,
    Overname,
    OvernameBeurt,
    OvernameDossier,
    Overnamesoort,
    Overnamestatus,
)


class OvernameRij(Rij, frozen=True):
    tabel = Overname

    gemeente_id: UUID
    id: UUID
    soort: Overnamesoort
    van_id: UUID
    naar_id: UUID
    vanaf: date
    tot: date | None
    alles: bool
    status: Overnamestatus
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None


class OvernameBeurtRij(Rij, frozen=True):
    tabel = OvernameBeurt

    gemeente_id: UUID
    eerste_op: datetime


class OvernameDossierRij(Rij, frozen=True):
    tabel = OvernameDossier

    gemeente_id: UUID
    overname_id: UUID
    dossier_id: UUID
    status: Dossierstatus


class Schakel(Rij, frozen=True):
    """Een andere vervanging waarin een dossier nu mee is."""

    dossier_id: UUID
    van_id: UUID
    naar_id: UUID


class Caseloadregel(Rij, frozen=True):
    """Een dossier dat mee kan, met wat eraan hangt."""

    id: UUID
    kenmerk: str
    fase: Fase
    naam: str
    geheimhouding: bool
    behandelaar_id: UUID | None
    open_werk: int
    eerste: date | None
    afspraak_op: datetime | None


class Overnameregel(Rij, frozen=True):
    """Een overname in de lijst, met hoeveel dossiers er waarin staan."""

    id: UUID
    soort: Overnamesoort
    van_id: UUID
    naar_id: UUID
    vanaf: date
    tot: date | None
    alles: bool
    status: Overnamestatus
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    versie: int
    dossiers: int
    mee: int
    terug: int
    gebleven: int
