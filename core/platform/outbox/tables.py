"""De kolommen van de outbox."""

from enum import StrEnum

from piccolo.columns import JSONB, UUID, Integer, Text, Timestamptz

from core.instellingen.legitimatie import Buur
from core.platform.db.tabel import Tabel


class Berichtstatus(StrEnum):
    NIEUW = "nieuw"
    AANGEBODEN = "aangeboden"
    BEZIG = "bezig"
    KLAAR = "klaar"
    MISLUKT = "mislukt"


class Outbox(Tabel, tablename="outbox"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    soort = Text()
    onderwerp_id = UUID()
    reeks = UUID()
    buur = Text(null=True, default=None, choices=Buur)
    inhoud = JSONB()
    ontstaan_op = Timestamptz()
    status = Text(choices=Berichtstatus)
    pogingen = Integer()
    niet_voor = Timestamptz()
    begonnen_op = Timestamptz(null=True, default=None)
    aangeboden_op = Timestamptz(null=True, default=None)
    bezig_tot = Timestamptz(null=True, default=None)
    klaar_op = Timestamptz(null=True, default=None)
    fout = Text()
