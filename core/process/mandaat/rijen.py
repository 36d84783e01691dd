"""De rijen van het mandaatregister, zoals de code ze leest."""

from datetime import date, datetime
from uuid import UUID

from core.law import mandaat as recht
from core.law.besluiten import Besluitsoort
from core.law.groepen import Doelgroep
from core.platform.db.rij import Rij
from core.process.mandaat.tables import Herkomst, Mandaat


class MandaatRij(Rij, frozen=True):
    tabel = Mandaat

    gemeente_id: UUID
    id: UUID
    besluit: Besluitsoort
    houder_id: UUID | None
    functie: str
    groep: Doelgroep | None
    beperking: str
    mandaatbesluit_nummer: str
    mandaatbesluit_datum: date
    vanaf: date
    tot: date | None
    mag_doorgeven: bool
    ondermandaat_van: UUID | None
    herkomst: Herkomst
    vastgelegd_op: datetime
    vastgelegd_door: UUID | None
    vastgelegd_namens: str
    ingetrokken_op: date | None
    ingetrokken_motief: str
    ingetrokken_door: UUID | None
    ingetrokken_namens: str

    def als_recht(self) -> recht.Mandaat:
        """Zoals de wet haar leest."""
        return recht.Mandaat(
            id=self.id,
            soort=self.besluit,
            houder_id=self.houder_id,
            functie=self.functie,
            mandaatbesluit_nummer=self.mandaatbesluit_nummer,
            mandaatbesluit_datum=self.mandaatbesluit_datum,
            vanaf=self.vanaf,
            tot=self.tot,
            groep=self.groep,
            beperking=self.beperking,
            mag_doorgeven=self.mag_doorgeven,
            ondermandaat_van=self.ondermandaat_van,
            ingetrokken_op=self.ingetrokken_op,
        )
