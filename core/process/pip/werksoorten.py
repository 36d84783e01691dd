"""Het werk dat een PIP geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    # het voornemen is verzonden; daarna kan het PIP worden vastgesteld
    ZIENSWIJZE_AFWACHTEN = "ZIENSWIJZE_AFWACHTEN", False, False, "pip-voornemen"
