"""Wat er van elke kolom van het contact bekend is.

Geen organisatie leest iets: art. 35 lid 3 Wi2021 en art. 9.2 Bi2021 noemen geen taal, tolk of gesprek.
"""

from core.platform.db.feiten import PERSOON, ZAAK, Bewaarklasse, BijSamenvoegen, Botsing, Erna, feiten
from core.process.contact.tables import Contactgegeven, Contactmoment

FEITEN = (
    feiten(
        Contactgegeven,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="contactgegeven_een",
                    melding="Beide dossiers hebben eenzelfde contactgegeven. Trek eerst in wat niet klopt.",
                    waar=Contactgegeven.ingetrokken_op.is_null(),
                    kolommen=(Contactgegeven.soort,),
                ),
            ),
            erna=(Erna(sinds=Contactgegeven.vastgelegd_op, wat="een contactgegeven"),),
        ),
        technisch="gemeente_id id dossier_id vastgelegd_op ingetrokken_op overgenomen_van overname_id",
        soort=PERSOON,
        waarde=PERSOON,
        bron=ZAAK,
        toelichting=PERSOON,
        sinds=ZAAK,
        vastgelegd_door=ZAAK,
        ingetrokken_door=ZAAK,
    ),
    feiten(
        Contactmoment,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(
            hoort_bij=(Contactmoment.verbeterd_door,),
            erna=(Erna(sinds=Contactmoment.vastgelegd_op, wat="een contactmoment"),),
        ),
        technisch="gemeente_id id dossier_id verbeterd_door vastgelegd_op opgevolgd_op",
        wijze=ZAAK,
        op=ZAAK,
        bereikt=ZAAK,
        notitie=PERSOON,
        afspraak=PERSOON,
        opvolgen_op=ZAAK,
        opgevolgd_door=ZAAK,
        opvolging=PERSOON,
        motief=ZAAK,
        vastgelegd_door=ZAAK,
    ),
)
