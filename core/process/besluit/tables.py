"""De kolommen van besluit en brief."""

from enum import StrEnum

from piccolo.columns import JSONB, UUID, Bytea, Date, Integer, Text, Timestamptz

from core.law.besluiten import Besluitsoort
from core.platform.db.tabel import Tabel


class Briefstatus(StrEnum):
    TE_MAKEN = "te_maken"
    GEMAAKT = "gemaakt"
    VERZONDEN = "verzonden"
    INGETROKKEN = "ingetrokken"  # gaat niet meer de deur uit


class Besluit(Tabel, tablename="besluit"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    soort = Text(choices=Besluitsoort)
    onderwerp_id = UUID()
    dagtekening = Date()
    gronden = JSONB()
    ontvangstbewijs = JSONB()
    vastgesteld_door = UUID()
    vastgesteld_op = Timestamptz()
    bekendgemaakt_op = Date(null=True, default=None)


class Brief(Tabel, tablename="brief"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    onderwerp_id = UUID()
    sjabloon = Text()
    sjabloon_versie = Text()
    gegevens_hash = Text()
    gegevens = Bytea()
    pdf = Bytea(null=True, default=None)
    pdf_hash = Text(null=True, default=None)
    pdf_sleutelversie = Integer(null=True, default=None)
    sleutelversie = Integer()
    status = Text(choices=Briefstatus, default=Briefstatus.TE_MAKEN)
    gemaakt_op = Timestamptz(null=True, default=None)
    verzonden_op = Date(null=True, default=None)
    verzonden_door = UUID(null=True, default=None)
