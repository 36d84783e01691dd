"""De rijen van besluit en brief, zoals de code ze leest."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from core.law.besluiten import Besluitsoort
from core.platform.db.rij import JSONB, Rij
from core.process.besluit.ontvangstbewijs import Ontvangstbewijs
from core.process.besluit.tables import Besluit, Brief, Briefstatus


class BesluitRij(Rij, frozen=True):
    tabel = Besluit

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    soort: Besluitsoort
    onderwerp_id: UUID
    dagtekening: date
    gronden: Annotated[tuple[str, ...], JSONB]
    ontvangstbewijs: Annotated[Ontvangstbewijs, JSONB]
    vastgesteld_door: UUID
    vastgesteld_op: datetime
    bekendgemaakt_op: date | None


class Bekendmaking(Rij, frozen=True):
    """Of een besluit bekendgemaakt is, en wanneer."""

    tabel = Besluit

    id: UUID
    bekendgemaakt_op: date | None


class BriefRij(Rij, frozen=True):
    tabel = Brief

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    onderwerp_id: UUID
    sjabloon: str
    sjabloon_versie: str
    gegevens_hash: str
    gegevens: bytes
    pdf: bytes | None
    pdf_hash: str | None
    pdf_sleutelversie: int | None
    sleutelversie: int
    status: Briefstatus
    gemaakt_op: datetime | None
    verzonden_op: date | None
    verzonden_door: UUID | None


class Briefstand(Rij, frozen=True):
    """Waar een brief is; zonder haar inhoud."""

    tabel = Brief

    id: UUID
    onderwerp_id: UUID
    sjabloon: str
    status: Briefstatus
    gemaakt_op: datetime | None
    verzonden_op: date | None
