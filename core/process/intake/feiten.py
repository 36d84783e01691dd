"""Wat er van elke kolom van de brede intake bekend is. Gezondheid staat alleen versleuteld in een eigen tabel."""

from core.platform.db.feiten import BIJZONDER, ZAAK, Bewaarklasse, BijSamenvoegen, Botsing, Erna, Feit, feiten
from core.process.intake.tables import BredeIntake, Leerbaarheidstoets, PersoonlijkeOmstandigheden

FEITEN = (
    feiten(
        Leerbaarheidstoets,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="leerbaarheidstoets_pkey",
                    melding="In beide dossiers staat een leerbaarheidstoets. Vraag DUO welke van deze persoon is.",
                ),
            )
        ),
        technisch="gemeente_id dossier_id gelezen_op",
        status=ZAAK,
        resultaat=Feit(ggm="Inburgeringsplicht.UitkomstLeerbaarheidstoets"),
        behaalde_score=ZAAK,
        benodigde_score=ZAAK,
        examennummer=ZAAK,
        afgenomen_op=ZAAK,
    ),
    feiten(
        BredeIntake,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="brede_intake_een",
                    melding=(
                        "In beide dossiers staat een brede intake. Beslis met welke u verdergaat, en leg de andere weg."
                    ),
                    waar=BredeIntake.weggelegd_op.is_null(),
                ),
            ),
            erna=(
                Erna(
                    sinds=BredeIntake.gewijzigd_op,
                    wat="de brede intake afgerond",
                    eerst="Heropen eerst de brede intake.",
                    noemt=("van", BredeIntake.afgerond_op),
                    waar=BredeIntake.afgerond_op.is_not_null(),
                    ook_wat_verhuisde=True,
                ),
            ),
        ),
        technisch="gemeente_id id dossier_id versie gewijzigd_op gewijzigd_door gewijzigd_bij",
        opleiding_en_werk=ZAAK,
        vve=ZAAK,
        vve_nvt=ZAAK,
        taalniveau=ZAAK,
        arbeidsmogelijkheden=ZAAK,
        zelfredzaamheid=ZAAK,
        recht_op_individueel_gesprek_gemeld_op=ZAAK,
        wil_onderwijsroute=ZAAK,
        onderwijsroute_onderzoek=ZAAK,
        lbt_ontheffing_besloten_op=ZAAK,
        lbt_motivering=ZAAK,
        bronnen_bij_afwezigheid=ZAAK,
        verslag=ZAAK,
        eigen_woorden=ZAAK,
        sterke_punten=ZAAK,
        wensen=ZAAK,
        omstandigheden_vastgelegd=ZAAK,
        heeft_participatiewet_beschikkingen=ZAAK,
        lokale_antwoorden=ZAAK,
        in_afwezigheid=ZAAK,
        leerroute_van_elders=ZAAK,
        afgerond_op=Feit(ggm="Brede Intake.einddatum"),
        afgerond_door=ZAAK,
        weggelegd_op=ZAAK,
    ),
    feiten(
        PersoonlijkeOmstandigheden,
        Bewaarklasse.DOSSIER,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="persoonlijke_omstandigheden_een",
                    melding=(
                        "In beide dossiers staan persoonlijke omstandigheden. Beslis met welke brede intake u"
                        " verdergaat; leg de andere weg, of maak haar persoonlijke omstandigheden leeg."
                    ),
                    waar=PersoonlijkeOmstandigheden.gewist_op.is_null(),
                ),
            ),
            erna=(
                Erna(
                    sinds=PersoonlijkeOmstandigheden.vastgelegd_op,
                    wat="persoonlijke omstandigheden",
                    waar=PersoonlijkeOmstandigheden.gewist_op.is_null(),
                    ook_wat_verhuisde=True,
                ),
            ),
        ),
        technisch="gemeente_id id dossier_id sleutelversie vastgelegd_op vastgelegd_door gewist_op",
        cijfer=BIJZONDER,
    ),
)
