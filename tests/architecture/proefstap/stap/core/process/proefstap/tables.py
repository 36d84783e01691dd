"""De kolommen van de proefstap."""

from enum import StrEnum

from piccolo.columns import UUID, Date, Integer, Text, Timestamptz

from core.platform.db.tabel import Tabel


class Proefstatus(StrEnum):
    LOOPT = "loopt"
    BEEINDIGD = "beeindigd"


class Proefstap(Tabel, tablename="proefstap"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    vanaf = Date()
    motivering = Text()
    status = Text(choices=Proefstatus, default=Proefstatus.LOOPT)
    begonnen_door = UUID()
    nagekeken_op = Timestamptz(null=True, default=None)
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)
