"""De rijen van een inlezing, zoals de code ze leest."""

from datetime import date, datetime
from uuid import UUID

from core.law.fasen import Fase
from core.law.leerroutes import Leerroute
from core.platform.db.rij import Rij
from core.process.inlezen.tables import Inleesregel, Inlezing, Leesstatus


class InlezingRij(Rij, frozen=True):
    tabel = Inlezing

    gemeente_id: UUID
    id: UUID
    begonnen_op: datetime
    namens: str


class InleesregelRij(Rij, frozen=True):
    tabel = Inleesregel

    gemeente_id: UUID
    id: UUID
    inlezing_id: UUID
    rij: int
    status: Leesstatus
    cijfer: bytes | None
    sleutelversie: int | None
    dossier_id: UUID | None
    gelezen_op: datetime | None


class Standregel(Rij, frozen=True):
    """Een regel in het verslag: wat ermee gebeurde, en onder welk kenmerk; `mislukt` als de taak het opgaf."""

    rij: int
    status: Leesstatus
    kenmerk: str
    mislukt: bool


class Ernaast(Rij, frozen=True):
    """Een dossier dat naast een lijst wordt gelegd."""

    id: UUID
    kenmerk: str
    fase: Fase
    leerroute: Leerroute | None
    behandelaar_id: UUID | None
    pip_op: date | None
