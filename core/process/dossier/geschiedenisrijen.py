"""De rijen van eerdere namen en adressen, zoals de code ze leest."""

from datetime import datetime
from uuid import UUID

from core.law.aanschrijven import Adressoort
from core.platform.db.rij import Rij
from core.process.dossier.namen import sleutelnaam
from core.process.dossier.tables import EerderAdres, EerdereNaam


class EerdereNaamRij(Rij, frozen=True):
    tabel = EerdereNaam

    gemeente_id: UUID
    id: UUID
    persoon_id: UUID
    voornamen: str
    voorvoegsel: str
    geslachtsnaam: str
    naam: str
    aanschrijfnaam: str
    gelezen_op: datetime | None
    vervangen_op: datetime

    @property
    def sleutelnaam(self) -> str:
        return sleutelnaam(voornamen=self.voornamen, voorvoegsel=self.voorvoegsel, geslachtsnaam=self.geslachtsnaam)


class EerderAdresRij(Rij, frozen=True):
    tabel = EerderAdres

    gemeente_id: UUID
    id: UUID
    persoon_id: UUID
    adressoort: Adressoort
    adresregel1: str
    adresregel2: str
    adresregel3: str
    geheimhouding: bool
    vanaf: str
    tot: str
    gelezen_op: datetime | None
    vervangen_op: datetime

    @property
    def adresregels(self) -> tuple[str, ...]:
        return tuple(regel for regel in (self.adresregel1, self.adresregel2, self.adresregel3) if regel)
