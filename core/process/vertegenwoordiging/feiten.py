"""Wat er van elke kolom van de vertegenwoordiging bekend is. Geen organisatie leest haar: daar is geen grond voor."""

from core.platform.db.feiten import PERSOON, ZAAK, Bewaarklasse, BijSamenvoegen, Erna, feiten
from core.process.vertegenwoordiging.tables import Vertegenwoordiging

FEITEN = (
    feiten(
        Vertegenwoordiging,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(
            erna=(Erna(sinds=Vertegenwoordiging.vastgelegd_op, wat="een vertegenwoordiger"),),
        ),
        technisch="gemeente_id id dossier_id vastgelegd_op versie gewijzigd_op gewijzigd_door gewijzigd_bij"
        " overgenomen_van overname_id",
        soort=PERSOON,
        naam=PERSOON,
        adresregel1=PERSOON,
        adresregel2=PERSOON,
        adresregel3=PERSOON,
        telefoon=PERSOON,
        vanaf=ZAAK,
        tot=ZAAK,
        onderwerpen=ZAAK,
        bron=ZAAK,
        bewijs=ZAAK,
        bewijs_gezien_op=ZAAK,
        afschrift=ZAAK,
        afschrift_motief=ZAAK,
        vastgelegd_door=ZAAK,
        beeindigd_op=ZAAK,
        beeindigd_reden=ZAAK,
    ),
)
