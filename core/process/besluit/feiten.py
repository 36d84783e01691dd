"""Wat er van elke kolom van besluit en brief bekend is. De tekst van een brief is versleuteld."""

from core.law.besluiten import Besluitsoort
from core.platform.db.feiten import PERSOON, ZAAK, Bewaarklasse, BijSamenvoegen, Erna, feiten
from core.process.besluit.tables import Besluit, Brief, Briefopmaak, Briefverzending

_ELDERS = (
    Besluitsoort.OPROEP,
    Besluitsoort.WAARSCHUWING,
    Besluitsoort.ONTHEFFING_LBT,
    Besluitsoort.WEIGERING,
    Besluitsoort.PIP,
    Besluitsoort.INTREKKING,
    Besluitsoort.LOSLATING,
)
"""Wat bij zijn eigen rij staat: daar zegt de stap wat er eerst mee moet."""

FEITEN = (
    feiten(
        Besluit,
        Bewaarklasse.BESLUIT,
        bij_samenvoegen=BijSamenvoegen(
            hoort_bij=(Besluit.onderwerp_id, Besluit.vervangt),
            erna=(
                Erna(
                    sinds=Besluit.vastgesteld_op,
                    wat="een besluit genomen",
                    eerst="Leg aan een jurist voor hoe het college dat besluit intrekt; Meedoen kan dat nog niet.",
                    waar=Besluit.soort.not_in([*_ELDERS]),
                    noemt=("besluit", Besluit.soort, "van", Besluit.dagtekening),
                ),
            ),
        ),
        technisch="gemeente_id id dossier_id onderwerp_id mandaat_id vervangt",
        soort=ZAAK,
        dagtekening=ZAAK,
        gronden=ZAAK,
        ontvangstbewijs=ZAAK,
        vastgesteld_door=ZAAK,
        vastgesteld_op=ZAAK,
        college_nummer=ZAAK,
        college_datum=ZAAK,
        bekendgemaakt_op=ZAAK,
        motief=ZAAK,
        horen=ZAAK,
        nog_leerroute=ZAAK,
        nog_intensiteit=ZAAK,
    ),
    feiten(
        Brief,
        Bewaarklasse.BESLUIT,
        bij_samenvoegen=BijSamenvoegen(
            hoort_bij=(Brief.onderwerp_id, Brief.afschrift_van, Brief.opnieuw_na, Brief.verzonden_opmaak)
        ),
        technisch="gemeente_id id dossier_id onderwerp_id sjabloon sjabloon_versie gegevens_hash sleutelversie"
        " gemaakt_op verzonden_opmaak afschrift_van opnieuw_na versie gewijzigd_op gewijzigd_door gewijzigd_bij",
        aan=ZAAK,
        voorgestelde_weg=ZAAK,
        adressering=ZAAK,
        gegevens=PERSOON,
        status=ZAAK,
        verzonden_op=ZAAK,
        verzonden_door=ZAAK,
        tijdig_tot=ZAAK,
    ),
    feiten(
        Briefopmaak,
        Bewaarklasse.BESLUIT,
        bij_samenvoegen=BijSamenvoegen(hoort_bij=(Briefopmaak.brief_id,)),
        technisch="gemeente_id id dossier_id brief_id volgnummer pdf_hash sleutelversie gevraagd_op opgemaakt_op",
        verzenddag=ZAAK,
        bezwaar_tot=ZAAK,
        na_verhuizing=ZAAK,
        na_terugkeer=ZAAK,
        pdf=PERSOON,
        gevraagd_door=ZAAK,
    ),
    feiten(
        Briefverzending,
        Bewaarklasse.BESLUIT,
        bij_samenvoegen=BijSamenvoegen(
            hoort_bij=(Briefverzending.brief_id, Briefverzending.opmaak_id),
            erna=(Erna(sinds=Briefverzending.vastgelegd_op, wat="een brief verzonden"),),
        ),
        technisch="gemeente_id id dossier_id brief_id opmaak_id vastgelegd_op",
        verzonden_op=ZAAK,
        wijze=ZAAK,
        adres=PERSOON,
        brp_adres=PERSOON,
        ontvanger=PERSOON,
        toelichting=ZAAK,
        eerder_op=ZAAK,
        motief=ZAAK,
        vastgelegd_door=ZAAK,
    ),
)
