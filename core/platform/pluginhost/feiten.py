"""Wat er van elke kolom van de pluginhost bekend is."""

from core.platform.db.feiten import PERSOON, ZAAK, Bewaarklasse, feiten
from core.platform.pluginhost.tables import PluginSchakelaar

FEITEN = (
    feiten(
        PluginSchakelaar,
        Bewaarklasse.PLATFORM,
        technisch="gemeente_id id plugin stand sinds",
        door=PERSOON,
        reden=ZAAK,
    ),
)
