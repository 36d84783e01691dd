"""Wat er van elke kolom van de ontheffing bekend is. Welke beperking het is staat alleen versleuteld."""

from core.law.ontheffing import Ontheffingstatus
from core.platform.db.feiten import BIJZONDER, VERHUIST, ZAAK, Bewaarklasse, BijSamenvoegen, Botsing, Erna, feiten
from core.process.ontheffing.tables import LbtOntheffing, LbtOntheffingGrond

FEITEN = (
    feiten(
        LbtOntheffing,
        Bewaarklasse.BESLUIT,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="lbt_ontheffing_een",
                    melding="In beide dossiers loopt een ontheffing van de leerbaarheidstoets. Trek er eerst een in.",
                    waar=LbtOntheffing.status == Ontheffingstatus.LOOPT,
                ),
            ),
            erna=(
                Erna(
                    sinds=LbtOntheffing.gewijzigd_op,
                    wat="over ontheffing van de leerbaarheidstoets besloten",
                    eerst="Trek dat besluit eerst in; dat doet een ander dan wie het nam.",
                    waar=LbtOntheffing.status.is_in([Ontheffingstatus.VERLEEND, Ontheffingstatus.GEWEIGERD]),
                    noemt=(LbtOntheffing.status, "op", LbtOntheffing.besloten_op),
                    ook_wat_verhuisde=True,
                ),
            ),
        ),
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
        bij_samenvoegen=VERHUIST,
        technisch="gemeente_id id dossier_id sleutelversie vastgelegd_op vastgelegd_door",
        cijfer=BIJZONDER,
    ),
)
