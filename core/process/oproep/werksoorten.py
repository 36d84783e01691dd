"""Het werk dat een oproep geeft."""

from core.process.werksoort import Werksoort


class Soort(Werksoort):
    OPROEP_OPVOLGEN = "OPROEP_OPVOLGEN", True  # de termijn van een oproep
    AFSPRAAK_VERZETTEN = "AFSPRAAK_VERZETTEN"  # de afspraak is gemist of afgezegd, de termijn loopt nog (PG-2)
    BOETEVRAAG = "BOETEVRAAG", True  # boete, geen boete, of er loopt een procedure (PG-7)
    OPROEPKETEN = "OPROEPKETEN", True  # de volgende oproep is aan de beurt, of haar laatste dag voorbij (§18.3)
    INTREKKING_MELDEN = "INTREKKING_MELDEN"  # de persoon heeft een brief van een oproep die er niet meer is
