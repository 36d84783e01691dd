"""De soorten werk waar een melding van DUO toe leidt."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    DUO_GEBEURTENIS = "DUO_GEBEURTENIS"  # DUO meldt iets dat hier nog geen eigen verwerking heeft
    DUO_GEEN_NUMMER = "DUO_GEEN_NUMMER"  # een notificatie zonder BSN en V-nummer
    DUBBEL_DOSSIER = "DUBBEL_DOSSIER"  # BSN en V-nummer wijzen naar twee dossiers; een mens beslist
