"""Het werk van de proefstap."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    PROEFSTAP_BEKIJKEN = "PROEFSTAP_BEKIJKEN"  # iemand kijkt of het nog nodig is
