"""Wat er van elke kolom van het PIP bekend is."""

from core.law.voornemen import Voornemenstatus
from core.platform.db.feiten import ZAAK, Bewaarklasse, BijSamenvoegen, Botsing, Erna, Feit, feiten
from core.process.pip.tables import Pip, Pipstatus, PipVoornemen

FEITEN = (
    feiten(
        Pip,
        Bewaarklasse.BESLUIT,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="pip_gemeente_id_dossier_id_volgnummer_key",
                    melding="In beide dossiers is een PIP gemaakt. Beslis eerst met welk dossier u verdergaat.",
                    kolommen=(Pip.volgnummer,),
                ),
                Botsing(
                    index="pip_een_concept",
                    melding="In beide dossiers staat een concept van het PIP. Leg er eerst een weg.",
                    waar=Pip.status == Pipstatus.CONCEPT,
                ),
                Botsing(
                    index="pip_een_huidige",
                    melding="In beide dossiers geldt een PIP. Vraag na of dit dezelfde persoon is.",
                    waar=Pip.status == Pipstatus.VASTGESTELD,
                ),
            ),
            erna=(
                Erna(
                    sinds=Pip.vastgesteld_op,
                    wat="een PIP vastgesteld",
                    eerst="Trek dat PIP eerst in; dat doet een ander dan wie het vaststelde.",
                    waar=Pip.status != Pipstatus.INGETROKKEN,
                    noemt=("PIP", Pip.volgnummer, "van", Pip.dagtekening),
                    ook_wat_verhuisde=True,
                ),
                Erna(
                    sinds=Pip.gewijzigd_op,
                    wat="aan een concept van het PIP geschreven",
                    eerst="Leg dat concept eerst weg.",
                    noemt=("PIP", Pip.volgnummer, "van", Pip.gewijzigd_op),
                    waar=Pip.status == Pipstatus.CONCEPT,
                    ook_wat_verhuisde=True,
                ),
            ),
        ),
        technisch="gemeente_id id dossier_id versie gewijzigd_op gewijzigd_door gewijzigd_bij",
        volgnummer=ZAAK,
        status=ZAAK,
        leerroute=Feit(ggm="Leerroute.LeerrouteType"),
        niveau=Feit(ggm="Leerroute.Niveau"),
        ondersteuning=ZAAK,
        intensiteit_pvt=ZAAK,
        intensiteit_map=ZAAK,
        vve_afspraken=ZAAK,
        vve_nvt=ZAAK,
        intensiteit_leerroute=ZAAK,
        geschatte_intensiteit_b1=Feit(ggm="Leerroute.GeschatteIntensiteitB1Route"),
        aantal_voortgangsgesprekken=ZAAK,
        participatiewet_beschikkingen=ZAAK,
        a2_knm_examenwens=Feit(ggm="Leerroute.IndicatorToestemmingExamenA2"),
        lagere_urennorm=ZAAK,
        revalidatie=ZAAK,  # the kind of evidence, never which impairment (PG-9)
        alfabetisering=Feit(ggm="Leerroute.IndicatorAlfabetisering"),
        mag_opleiding_afmaken=Feit(ggm="Leerroute.IndicatorMagOpleidingAfmaken"),
        motivering=ZAAK,
        eigen_woorden=ZAAK,
        sterke_punten=ZAAK,
        wensen=ZAAK,
        verrekeningen=ZAAK,
        dagtekening=Feit(ggm="PIP.DagtekeningPIP"),
        vastgesteld_door=ZAAK,
        vastgesteld_op=ZAAK,
    ),
    feiten(
        PipVoornemen,
        Bewaarklasse.BESLUIT,
        bij_samenvoegen=BijSamenvoegen(
            botsingen=(
                Botsing(
                    index="pip_voornemen_een",
                    melding="In beide dossiers loopt een voornemen van het PIP. Trek er eerst een in.",
                    waar=PipVoornemen.status.is_in([Voornemenstatus.LOOPT, Voornemenstatus.AFGEZIEN]),
                ),
            ),
            hoort_bij=(PipVoornemen.pip_id,),
            erna=(
                Erna(
                    sinds=PipVoornemen.vastgelegd_op,
                    wat="een voornemen van het PIP opgesteld",
                    eerst="Trek dat voornemen eerst in.",
                    noemt=("voornemen van", PipVoornemen.opgesteld_op),
                    waar=PipVoornemen.status.is_in([Voornemenstatus.LOOPT, Voornemenstatus.AFGEZIEN]),
                ),
            ),
        ),
        technisch="gemeente_id id dossier_id pip_id versie gewijzigd_op gewijzigd_door gewijzigd_bij vastgelegd_op",
        pip_versie=ZAAK,
        status=ZAAK,
        opgesteld_op=ZAAK,
        uiterlijk_op=ZAAK,
        kort=ZAAK,
        afzien_grond=ZAAK,
        motief=ZAAK,
        verzonden_op=ZAAK,
        zienswijzen=ZAAK,
        weging=ZAAK,
        plan=ZAAK,
        gewogen_plan=ZAAK,
        vastgelegd_door=ZAAK,
    ),
)
