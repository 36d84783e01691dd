"""Wat er van elke kolom bekend is. Er staat niets van een persoon in, alleen dat er iets te lezen is."""

from core.platform.db.feiten import TECHNISCH_PARTNER, VOOR_PARTNERS, Bewaarklasse, Feit, feiten
from core.process.verandering.tables import Verandering, Webhook, Webhooklevering

_VOOR_PARTNERS = Feit(doelen=VOOR_PARTNERS)
FEITEN = (
    feiten(
        Verandering,
        Bewaarklasse.DOSSIER,
        gemeente_id=TECHNISCH_PARTNER,
        id=TECHNISCH_PARTNER,
        organisatie_id=TECHNISCH_PARTNER,
        toewijzing_id=TECHNISCH_PARTNER,
        nummer=TECHNISCH_PARTNER,
        soort=_VOOR_PARTNERS,
        ontstaan_op=_VOOR_PARTNERS,
    ),
    feiten(
        Webhook,
        Bewaarklasse.PLATFORM,
        technisch="gemeente_id id organisatie_id naam adres status reden tot pogingen mislukt_sinds wacht_tot"
        " aangemeld_op aangemeld_door ingetrokken_op",
    ),
    feiten(
        Webhooklevering,
        Bewaarklasse.PLATFORM,
        technisch="gemeente_id webhook_id nummer organisatie_id pogingen antwoord eerst_op laatst_op bezorgd_op",
    ),
)
