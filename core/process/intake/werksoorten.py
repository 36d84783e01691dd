"""Het werk dat een oproep geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    OPROEP_OPVOLGEN = "OPROEP_OPVOLGEN"  # de termijn van een oproep
