"""Wat er van elke kolom van een oproep bekend is."""

from core.platform.db.feiten import ZAAK, Bewaarklasse, feiten
from core.process.oproep.tables import Oproep, Oproepgebeurtenis

FEITEN = (
    feiten(
        Oproep,
        Bewaarklasse.DOSSIER,
        technisch="gemeente_id id dossier_id versie gewijzigd_op gewijzigd_door gewijzigd_bij",
        nummer=ZAAK,
        opgesteld_op=ZAAK,
        verzonden_op=ZAAK,
        kortere_termijn=ZAAK,
        termijn_tot=ZAAK,
        afspraak_op=ZAAK,
        plaats=ZAAK,
        ruimte=ZAAK,
        collega_id=ZAAK,
        bevestigd=ZAAK,
        met_waarschuwing=ZAAK,
        grond=ZAAK,
        uitkomst=ZAAK,
        uitkomst_op=ZAAK,
        toelichting=ZAAK,
        opgeroepen_door=ZAAK,
        ronde=ZAAK,
    ),
    feiten(
        Oproepgebeurtenis,
        Bewaarklasse.DOSSIER,
        technisch="gemeente_id id dossier_id oproep_id vastgelegd_op",
        soort=ZAAK,
        op=ZAAK,
        toelichting=ZAAK,
        uitkomst=ZAAK,
        verzoek=ZAAK,
        boetevraag=ZAAK,
        afspraak=ZAAK,
        vastgelegd_door=ZAAK,
    ),
)
