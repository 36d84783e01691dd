"""Het werk dat post geeft die terugkwam."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    RETOURPOST = "RETOURPOST", True  # beoordelen of het adres klopte, en zo nodig opnieuw verzenden
