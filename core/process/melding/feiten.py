"""Wat er bekend is van elke kolom van wat wij aan DUO melden. Het BSN staat er niet in: dat leest het verzenden."""

from core.platform.db.feiten import ZAAK, Bewaarklasse, BijSamenvoegen, feiten
from core.process.melding.tables import DuoContactpersoon, DuoMelding

FEITEN = (
    feiten(
        DuoMelding,
        Bewaarklasse.BERICHT,
        bij_samenvoegen=BijSamenvoegen(hoort_bij=(DuoMelding.besluit_id, DuoMelding.vervangen_door)),
        technisch="gemeente_id id dossier_id besluit_id inhoud_hash http_status pogingen ontstaan_op vervangen_door",
        soort=ZAAK,
        inhoud=ZAAK,
        status=ZAAK,
        foutteksten=ZAAK,
        verzonden_op=ZAAK,
        bevestigd_op=ZAAK,
    ),
    feiten(DuoContactpersoon, Bewaarklasse.BERICHT, technisch="gemeente_id medewerker_id duo_id inhoud_hash"),
)
