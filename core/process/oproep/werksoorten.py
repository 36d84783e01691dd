"""Het werk dat een oproep geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    OPROEP_OPVOLGEN = "OPROEP_OPVOLGEN", True, False, "oproep"  # de termijn van een oproep
    # de afspraak is gemist of afgezegd, de termijn loopt nog (PG-2)
    AFSPRAAK_VERZETTEN = "AFSPRAAK_VERZETTEN", False, False, "oproep"
    # boete, geen boete, of er loopt een procedure (PG-7); na een verhuizing blijft zij van dit college (T19)
    BOETEVRAAG = "BOETEVRAAG", True, False, "oproep", True
    OPROEPKETEN = "OPROEPKETEN", True  # de volgende oproep is aan de beurt, of haar laatste dag voorbij (§18.3)
    # de persoon heeft een brief van een oproep die er niet meer is
    INTREKKING_MELDEN = "INTREKKING_MELDEN", False, False, "oproep"
