"""Het werk dat een melding aan DUO geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    MELDING_HERSTELLEN = "MELDING_HERSTELLEN", False, True, "duo-melding"  # DUO weigert een melding
