"""Wat er van elke kolom van het PIP bekend is."""

from core.platform.db.feiten import ZAAK, Bewaarklasse, Feit, feiten
from core.process.pip.tables import Pip

FEITEN = (
    feiten(
        Pip,
        Bewaarklasse.BESLUIT,
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
)
