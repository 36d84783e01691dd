"""De rijen van de ontheffing, zoals de code ze leest."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from core.law.ontheffing import Aanvraag, Beperking, Beslissing, Bewijs, Initiatief, Ontheffingstand, Ontheffingstatus
from core.platform.db.rij import Rij
from core.process.ontheffing.tables import LbtOntheffing, LbtOntheffingGrond


class LbtOntheffingRij(Rij, frozen=True):
    tabel = LbtOntheffing

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    initiatief: Initiatief
    gevraagd_op: date
    status: Ontheffingstatus
    vastgelegd_op: datetime
    vastgelegd_door: UUID
    besluit_id: UUID | None
    besloten_op: date | None
    besloten_door: UUID | None
    toelichting: str
    versie: int
    gewijzigd_op: datetime | None
    gewijzigd_door: UUID | None
    gewijzigd_bij: str | None

    @property
    def stand(self) -> Ontheffingstand:
        return Ontheffingstand(status=self.status, initiatief=self.initiatief, besloten_op=self.besloten_op)


class Grondcijfer(Rij, frozen=True):
    """De grond zoals zij versleuteld staat."""

    tabel = LbtOntheffingGrond

    id: UUID
    cijfer: bytes


class Ontheffinggrond(msgspec.Struct, frozen=True, kw_only=True):
    """Wat versleuteld bewaard wordt; `beslissing` komt er bij het besluit bij."""

    beperking: Beperking
    bewijs: Bewijs
    bewijs_op: date
    beslissing: Beslissing | None = None

    def als_aanvraag(self, rij: LbtOntheffingRij) -> Aanvraag:
        return Aanvraag(
            initiatief=rij.initiatief,
            gevraagd_op=rij.gevraagd_op,
            beperking=self.beperking,
            bewijs=self.bewijs,
            bewijs_op=self.bewijs_op,
        )
