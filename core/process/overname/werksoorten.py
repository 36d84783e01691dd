"""Het werk dat een overname geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    OVERNAME_NAZIEN = "OVERNAME_NAZIEN", False, True  # een overname ging niet door, of het werk kon niet terug
