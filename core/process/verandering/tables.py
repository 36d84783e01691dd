"""Wat er met een toewijzing gebeurde, als regel voor de organisatie; wie het is leest zij daar waar zij dat mag."""

from enum import StrEnum

from piccolo.columns import UUID, Integer, Text, Timestamptz

from core.platform.db.tabel import Tabel


class Verandersoort(StrEnum):
    """Wat er gebeurde. `wacht` is: er is nog niets te lezen, want het PIP is (nog) niet bekend."""

    AANGEBODEN = "aangeboden"
    AANVAARD = "aanvaard"
    WACHT = "wacht"
    GEWEIGERD = "geweigerd"
    BEEINDIGD = "beeindigd"
    GEWIJZIGD = "gewijzigd"


class Verandering(Tabel, tablename="verandering"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    organisatie_id = UUID()
    toewijzing_id = UUID()
    soort = Text(choices=Verandersoort)
    ontstaan_op = Timestamptz()
    nummer = Integer(null=True, default=None)
