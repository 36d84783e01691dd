"""Het werk dat contact geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    CONTACT_OPVOLGEN = "CONTACT_OPVOLGEN", True  # wat bij een contactmoment beloofd of afgesproken is
