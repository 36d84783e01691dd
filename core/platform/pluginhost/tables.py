"""De kolommen van de schakelaar: wie wanneer welke plugin van een gemeente uit- of aanzette, en waarom."""

from enum import StrEnum

from piccolo.columns import UUID, Text, Timestamptz

from core.platform.db.tabel import Tabel


class Stand(StrEnum):
    AAN = "aan"
    UIT = "uit"


class PluginSchakelaar(Tabel, tablename="plugin_schakelaar"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    plugin = Text()
    stand = Text(choices=Stand)
    sinds = Timestamptz()
    door = Text()
    reden = Text()
