"""Het werk dat contact geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    # wat bij een contactmoment beloofd of afgesproken is
    CONTACT_OPVOLGEN = "CONTACT_OPVOLGEN", True, False, "contactmoment"
