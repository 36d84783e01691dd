"""Het werk dat post geeft die terugkwam."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    # beoordelen of het adres klopte, en zo nodig opnieuw verzenden
    RETOURPOST = "RETOURPOST", True, False, "retourpost"
