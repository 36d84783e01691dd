"""De soorten werk waar een melding van DUO toe leidt."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    DUO_GEBEURTENIS = "DUO_GEBEURTENIS", False, True  # DUO meldt iets dat hier nog geen eigen verwerking heeft
    DUO_GEEN_NUMMER = "DUO_GEEN_NUMMER", False, True  # een notificatie zonder BSN en V-nummer
    DUBBEL_DOSSIER = "DUBBEL_DOSSIER", False, True  # BSN en V-nummer wijzen naar twee dossiers; een mens beslist
