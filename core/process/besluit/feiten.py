"""Wat er van elke kolom van besluit en brief bekend is. De tekst van een brief is versleuteld."""

from core.platform.db.feiten import PERSOON, ZAAK, Bewaarklasse, feiten
from core.process.besluit.tables import Besluit, Brief

FEITEN = (
    feiten(
        Besluit,
        Bewaarklasse.BESLUIT,
        technisch="gemeente_id id dossier_id onderwerp_id",
        soort=ZAAK,
        dagtekening=ZAAK,
        gronden=ZAAK,
        ontvangstbewijs=ZAAK,
        vastgesteld_door=ZAAK,
        vastgesteld_op=ZAAK,
        bekendgemaakt_op=ZAAK,
    ),
    feiten(
        Brief,
        Bewaarklasse.BESLUIT,
        technisch="gemeente_id id dossier_id onderwerp_id sjabloon sjabloon_versie gegevens_hash pdf_hash sleutelversie"
        " pdf_sleutelversie gemaakt_op",
        gegevens=PERSOON,
        pdf=PERSOON,
        status=ZAAK,
        verzonden_op=ZAAK,
        verzonden_door=ZAAK,
    ),
)
