"""Wat er van elke kolom van de begeleiding bekend is."""

from core.platform.db.feiten import VERHUIST, ZAAK, Bewaarklasse, BijSamenvoegen, Botsing, feiten
from core.process.begeleiding.tables import Begeleiding, BegeleidingVaststelling

FEITEN = (
    feiten(
        Begeleiding,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="begeleiding_een",
                    melding=(
                        "In beide dossiers staat een huishouden, voor de begeleiding. Beslis welk klopt, en leg het"
                        " andere weg."
                    ),
                    waar=Begeleiding.weggelegd_op.is_null(),
                ),
            )
        ),
        technisch="gemeente_id id dossier_id versie",
        huishouden=ZAAK,
        wacht_op_gezinshereniging=ZAAK,
        gedeelde_woning=ZAAK,
        vastgelegd_op=ZAAK,
        vastgelegd_door=ZAAK,
        weggelegd_op=ZAAK,
    ),
    feiten(
        BegeleidingVaststelling,
        Bewaarklasse.BESLUIT,
        bij_samenvoegen=VERHUIST,
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
