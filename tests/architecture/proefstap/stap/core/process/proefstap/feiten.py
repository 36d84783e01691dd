"""Wat er van elke kolom van de proefstap bekend is."""

from core.platform.db.feiten import VERHUIST, ZAAK, Bewaarklasse, feiten
from core.process.proefstap.tables import Proefstap

FEITEN = (
    feiten(
        Proefstap,
        Bewaarklasse.BESLUIT,
        bij_samenvoegen=VERHUIST,
        technisch="gemeente_id id dossier_id versie gewijzigd_op gewijzigd_door gewijzigd_bij",
        vanaf=ZAAK,
        motivering=ZAAK,
        status=ZAAK,
        begonnen_door=ZAAK,
        nagekeken_op=ZAAK,
    ),
)
