"""Wat er van elke kolom van de outbox bekend is; de inhoud noemt id's, nooit een BSN."""

from core.platform.db.feiten import ZAAK, Bewaarklasse, feiten
from core.platform.outbox.tables import Outbox

FEITEN = (
    feiten(
        Outbox,
        Bewaarklasse.BERICHT,
        technisch="gemeente_id id soort onderwerp_id reeks buur ontstaan_op status pogingen niet_voor begonnen_op"
        " aangeboden_op bezig_tot klaar_op fout",
        inhoud=ZAAK,
    ),
)
