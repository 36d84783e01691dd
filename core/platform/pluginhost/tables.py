"""De kolommen van de schakelaar: wie wanneer welke plugin van een gemeente uit- of aanzette, en waarom."""

from piccolo.columns import UUID, Text, Timestamptz

from core.platform.db.tabel import Tabel


class PluginSchakelaar(Tabel, tablename="plugin_schakelaar"):
    gemeente_id = UUID()
    id = UUID(primary_key=True)
    plugin = Text()
    stand = Text()
    sinds = Timestamptz()
    door = Text()
    reden = Text()
