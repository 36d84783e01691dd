"""Wat er van elke kolom van het auditlog bekend is: id's en namen van velden, nooit een waarde."""

from core.platform.audit.tables import Audit
from core.platform.db.feiten import Bewaarklasse, feiten

FEITEN = (
    feiten(
        Audit,
        Bewaarklasse.VERANTWOORDING,
        technisch="gemeente_id id xid tijdstip medewerker_id organisatie_id actie object object_id dossiers velden"
        " resultaat oorsprong doel sleutelversie mac",
    ),
)
