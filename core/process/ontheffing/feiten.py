"""Wat er van elke kolom van de ontheffing bekend is. Welke beperking het is staat alleen versleuteld."""

from core.platform.db.feiten import BIJZONDER, ZAAK, Bewaarklasse, feiten
from core.process.ontheffing.tables import LbtOntheffing, LbtOntheffingGrond

FEITEN = (
    feiten(
        LbtOntheffing,
        Bewaarklasse.BESLUIT,
        technisch="gemeente_id id dossier_id besluit_id versie gewijzigd_op gewijzigd_door gewijzigd_bij vastgelegd_op",
        initiatief=ZAAK,
        gevraagd_op=ZAAK,
        status=ZAAK,
        vastgelegd_door=ZAAK,
        besloten_op=ZAAK,
        besloten_door=ZAAK,
        toelichting=ZAAK,
    ),
    feiten(
        LbtOntheffingGrond,
        Bewaarklasse.BESLUIT,
        technisch="gemeente_id id dossier_id sleutelversie vastgelegd_op vastgelegd_door",
        cijfer=BIJZONDER,
    ),
)
