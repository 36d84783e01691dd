"""Wat er van elke kolom van het mandaatregister bekend is. Het gaat over medewerkers, nooit over inburgeraars."""

from core.platform.db.feiten import PERSOON, ZAAK, Bewaarklasse, feiten
from core.process.mandaat.tables import Mandaat

FEITEN = (
    feiten(
        Mandaat,
        Bewaarklasse.PLATFORM,
        technisch="gemeente_id id",
        besluit=ZAAK,
        houder_id=ZAAK,
        functie=ZAAK,
        groep=ZAAK,
        beperking=ZAAK,
        mandaatbesluit_nummer=ZAAK,
        mandaatbesluit_datum=ZAAK,
        vanaf=ZAAK,
        tot=ZAAK,
        mag_doorgeven=ZAAK,
        ondermandaat_van=ZAAK,
        herkomst=ZAAK,
        vastgelegd_op=ZAAK,
        vastgelegd_door=ZAAK,
        vastgelegd_namens=PERSOON,
        ingetrokken_op=ZAAK,
        ingetrokken_motief=ZAAK,
        ingetrokken_door=ZAAK,
        ingetrokken_namens=PERSOON,
    ),
)
