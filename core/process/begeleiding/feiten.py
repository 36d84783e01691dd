"""Wat er van elke kolom van de begeleiding bekend is."""

from core.platform.db.feiten import ZAAK, Bewaarklasse, feiten
from core.process.begeleiding.tables import Begeleiding, BegeleidingVaststelling

FEITEN = (
    feiten(
        Begeleiding,
        Bewaarklasse.DOSSIER,
        technisch="gemeente_id dossier_id versie",
        huishouden=ZAAK,
        wacht_op_gezinshereniging=ZAAK,
        gedeelde_woning=ZAAK,
        vastgelegd_op=ZAAK,
        vastgelegd_door=ZAAK,
    ),
    feiten(
        BegeleidingVaststelling,
        Bewaarklasse.BESLUIT,
        technisch="gemeente_id id dossier_id",
        voorstel=ZAAK,
        diensten=ZAAK,
        afgeweken=ZAAK,
        motief=ZAAK,
        ontvangstbewijs=ZAAK,
        vastgesteld_door=ZAAK,
        vastgesteld_op=ZAAK,
    ),
)
