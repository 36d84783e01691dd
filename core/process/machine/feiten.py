"""Wat er van elke kolom bekend is. Een sleutel is openbaar, en van geen mens."""

from core.platform.db.feiten import Bewaarklasse, feiten
from core.process.machine.tables import Machine

FEITEN = (
    feiten(
        Machine,
        Bewaarklasse.PLATFORM,
        technisch="gemeente_id id client_id eigenaar_id afdruk sleutel",
    ),
)
