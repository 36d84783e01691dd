"""De rij van een vertegenwoordiging, zoals de code haar leest."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from core.law.adresboek import Vertegenwoordiger
from core.law.adresboek import Vertegenwoordiging as Beeld
from core.law.contact import Onderwerp
from core.law.vertegenwoordigen import Optreden
from core.platform.db.rij import JSONB, Rij
from core.process.vertegenwoordiging.tables import Vertegenwoordiging


class VertegenwoordigingRij(Rij, frozen=True):
    tabel = Vertegenwoordiging

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    soort: Vertegenwoordiger
    naam: str
    adresregel1: str
    adresregel2: str
    adresregel3: str
    telefoon: str
    vanaf: date
    tot: date | None
    onderwerpen: Annotated[tuple[Onderwerp, ...], JSONB]
    bron: str
    bewijs: str
    bewijs_gezien_op: date | None
    afschrift: bool
    afschrift_motief: str
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    beeindigd_op: date | None
    beeindigd_reden: str
    overgenomen_van: UUID | None
    overname_id: UUID | None
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None

    @property
    def adresregels(self) -> tuple[str, ...]:
        return tuple(regel for regel in (self.adresregel1, self.adresregel2, self.adresregel3) if regel)

    @property
    def optreden(self) -> Optreden:
        """Zoals een medewerker het vastlegde."""
        return Optreden(
            soort=self.soort,
            naam=self.naam,
            adresregels=self.adresregels,
            vanaf=self.vanaf,
            bron=self.bron,
            telefoon=self.telefoon,
            tot=self.tot,
            onderwerpen=self.onderwerpen,
            bewijs=self.bewijs,
            bewijs_gezien_op=self.bewijs_gezien_op,
            afschrift=self.afschrift,
            afschrift_motief=self.afschrift_motief,
        )

    @property
    def beeld(self) -> Beeld:
        """Zoals het adresboek haar leest."""
        return Beeld(
            id=self.id,
            soort=self.soort,
            naam=self.naam,
            adresregels=self.adresregels,
            vanaf=self.vanaf,
            tot=self.tot,
            onderwerpen=frozenset(self.onderwerpen),
            bewezen=bool(self.bewijs),
            afschrift=self.afschrift,
        )


class VanRechtswege(Rij, frozen=True):
    """Een lopende vertegenwoordiging van een ouder of voogd, met wanneer de persoon geboren is."""

    id: UUID
    dossier_id: UUID
    soort: Vertegenwoordiger
    geboortedatum: str
