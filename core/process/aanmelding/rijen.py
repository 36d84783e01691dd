"""De rijen van wat DUO stuurt en geeft, zoals de code ze leest."""

from datetime import date, datetime
from uuid import UUID

from core.integrations.duo.gebeurtenissen import Hulpbron
from core.platform.db.rij import Rij
from core.process.aanmelding.tables import DuoGegeven, DuoOntvangst, Gegevensoort, Ontvangststatus


class DuoOntvangstRij(Rij, frozen=True):
    tabel = DuoOntvangst

    gemeente_id: UUID
    id: UUID
    bericht_id: UUID
    ontvangen_op: datetime
    cijfer: bytes
    sleutelversie: int
    kenmerk: bytes
    indexversie: int
    gebeurtenis: str | None
    geregistreerd_op: date | None
    status: Ontvangststatus
    dossier_id: UUID | None
    verwerkt_op: datetime | None


class DuoGegevenRij(Rij, frozen=True):
    tabel = DuoGegeven

    gemeente_id: UUID
    id: UUID
    dossier_id: UUID
    bron: Hulpbron
    soort: Gegevensoort
    dag: date | None
    besloten_op: date | None
    vanaf: date | None
    tot: date | None
    waarde: str
    onderdeel: str
    niveau: str
    reden: str
    aantal: int | None
    gelezen_op: datetime
    vervallen_op: datetime | None
