"""Wat er van elke kolom van post die terugkwam bekend is."""

from core.platform.db.feiten import ZAAK, Bewaarklasse, BijSamenvoegen, Erna, feiten
from core.process.retourpost.tables import Retourpost

FEITEN = (
    feiten(
        Retourpost,
        Bewaarklasse.BESLUIT,
        bij_samenvoegen=BijSamenvoegen(
            hoort_bij=(Retourpost.brief_id,),
            erna=(Erna(sinds=Retourpost.vastgelegd_op, wat="post die terugkwam vastgelegd"),),
        ),
        technisch="gemeente_id id dossier_id brief_id vastgelegd_op versie gewijzigd_op gewijzigd_door gewijzigd_bij",
        terug_op=ZAAK,
        reden=ZAAK,
        toelichting=ZAAK,
        naar_brp_adres=ZAAK,
        oordeel=ZAAK,
        motief=ZAAK,
        beoordeeld_op=ZAAK,
        beoordeeld_door=ZAAK,
        vastgelegd_door=ZAAK,
    ),
)
