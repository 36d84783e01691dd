"""De rijen van een oproep, zoals de code ze leest."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from core.law.afspraken import Bevestiging
from core.law.boetevraag import Boetevraag
from core.law.medewerking import Verzoek
from core.law.oproepen import Uitkomst
from core.law.waarschuwingen import Waarschuwingssoort
from core.platform.clock import NEDERLAND
from core.platform.db.rij import JSONB, Rij
from core.process.oproep.tables import Gebeurtenissoort, Oproep


class OproepRij(Rij, frozen=True):
    tabel = Oproep

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    nummer: int
    opgesteld_op: date
    verzonden_op: date | None
    kortere_termijn: str
    voorgenomen_plan: str
    reden_niet_afwachten: str
    termijn_tot: date
    afspraak_op: datetime
    plaats: str
    ruimte: str
    collega_id: UUID | None
    bevestigd: Annotated[tuple[Waarschuwingssoort, ...], JSONB]
    met_waarschuwing: bool
    grond: str
    uitkomst: Uitkomst
    uitkomst_op: date | None
    toelichting: str
    opgeroepen_door: UUID
    ronde: int
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None

    @property
    def afspraak_dag(self) -> date:
        return self.afspraak_op.astimezone(NEDERLAND).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzetting:
    """Van en naar welke tijd en plaats, en hoe de persoon het weet."""

    van_op: datetime
    van_plaats: str
    naar_op: datetime
    naar_plaats: str
    bevestiging: Bevestiging
    naar_ruimte: str = ""
    naar_collega: UUID | None = None
    bevestigd: tuple[Waarschuwingssoort, ...] = ()


class Gebeurtenisbeeld(Rij, frozen=True):
    """Wat er met een oproep gebeurde, en of een mens het terugnam."""

    id: UUID
    dossier_id: UUID
    oproep_id: UUID
    soort: Gebeurtenissoort
    op: date
    toelichting: str
    uitkomst: Uitkomst | None
    schreef_aan: str
    verzoek: Annotated[Verzoek | None, JSONB]
    boetevraag: Annotated[Boetevraag | None, JSONB]
    afspraak: Annotated[Verzetting | None, JSONB]
    bevestigd: Annotated[tuple[Waarschuwingssoort, ...], JSONB]
    vastgelegd_door: UUID | None
    vastgelegd_op: datetime
    teruggenomen: bool
