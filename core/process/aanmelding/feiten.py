"""Wat er van elke kolom bekend is van wat DUO stuurt. Het bericht zelf draagt BSN en V-nummer en is versleuteld."""

from core.platform.db.feiten import NUMMER, ZAAK, Bewaarklasse, feiten
from core.process.aanmelding.tables import DuoGeweigerd, DuoOntvangst

FEITEN = (
    feiten(
        DuoOntvangst,
        Bewaarklasse.BERICHT,
        technisch="gemeente_id id bericht_id ontvangen_op sleutelversie indexversie status dossier_id verwerkt_op",
        cijfer=NUMMER,
        kenmerk=NUMMER,  # een blinde index over het nummer en de gebeurtenis
        gebeurtenis=ZAAK,
        geregistreerd_op=ZAAK,
    ),
    feiten(
        DuoGeweigerd,
        Bewaarklasse.BERICHT,
        van_gemeente=False,
        technisch="dag reden bron doel aantal omvang eerste_op laatste_op",
    ),
)
