"""De kolommen van toewijzing en de platformtabellen die erbij horen."""

from enum import StrEnum

from piccolo.columns import UUID, Date, Integer, Text, Timestamptz

from core.platform.db.tabel import Tabel
from core.process.dossier.tables import GEEN_DATUM


class Toewijzingsdoel(StrEnum):
    LESGEVEN = "lesgeven"


class Toewijzingstatus(StrEnum):
    AANGEBODEN = "aangeboden"
    AANVAARD = "aanvaard"
    GEWEIGERD = "geweigerd"
    BEEINDIGD = "beeindigd"


class Toewijzing(Tabel, tablename="toewijzing"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    dossier_id = UUID()
    persoon_id = UUID()
    organisatie_id = UUID()
    doel = Text(choices=Toewijzingsdoel, default=Toewijzingsdoel.LESGEVEN)
    grond = Text()
    status = Text(choices=Toewijzingstatus, default=Toewijzingstatus.AANGEBODEN)
    vanaf = Timestamptz()
    tot = Timestamptz(null=True, default=None)
    ingetrokken_op = Timestamptz(null=True, default=None)
    vervaldatum = Date(default=GEEN_DATUM)
    aangeboden_door = UUID()
    beantwoord_op = Timestamptz(null=True, default=None)
    versie = Integer(default=1)
    gewijzigd_op = Timestamptz(null=True, default=None)
    gewijzigd_door = UUID(null=True, default=None)
    gewijzigd_bij = Text(null=True, default=None)
