"""De kolommen van toewijzing en de platformtabellen die erbij horen."""

from piccolo.columns import UUID, Date, Integer, Text, Timestamptz

from core.platform.db.tabel import Tabel
from core.process.dossier.tables import GEEN_DATUM


class Toewijzing(Tabel, tablename="toewijzing"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    persoon_id = UUID()
    organisatie_id = UUID()
    doel = Text(default="lesgeven")
    grond = Text()
    status = Text(default="aangeboden")
    vanaf = Timestamptz()
    tot = Timestamptz(null=True, default=None)
    ingetrokken_op = Timestamptz(null=True, default=None)
    vervaldatum = Date(default=GEEN_DATUM)
    aangeboden_door = UUID()
    beantwoord_op = Timestamptz(null=True, default=None)
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
