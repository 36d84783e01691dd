"""Wat er van elke kolom van het auditlog bekend is: id's en namen van velden, nooit een waarde."""

from core.platform.audit.tables import Audit, AuditErkenning, AuditStand, AuditZegel
from core.platform.db.feiten import Bewaarklasse, feiten

FEITEN = (
    feiten(
        Audit,
        Bewaarklasse.VERANTWOORDING,
        technisch="gemeente_id id xid tijdstip medewerker_id organisatie_id actie object object_id dossiers velden"
        " resultaat oorsprong doel sleutelversie mac reeks",
    ),
    feiten(
        AuditZegel,
        Bewaarklasse.VERANTWOORDING,
        technisch="gemeente_id nr reeks van tot aantal wortel vorige hash sleutelversie mac gezet_op",
    ),
    feiten(AuditStand, Bewaarklasse.PLATFORM, van_gemeente=False, technisch="reeks tot afgesloten"),
    feiten(
        AuditErkenning,
        Bewaarklasse.VERANTWOORDING,
        technisch="gemeente_id id soort waar afdruk reden door erkend_op sleutelversie mac",
    ),
)
