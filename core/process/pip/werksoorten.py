"""Het werk dat een PIP geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    ZIENSWIJZE_AFWACHTEN = "ZIENSWIJZE_AFWACHTEN"  # het voornemen is verzonden; daarna kan het PIP worden vastgesteld
