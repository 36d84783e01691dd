"""Wat mag, en toch zelden de bedoeling is: een waarschuwing houdt niets tegen, maar een mens bevestigt haar eerst.

Een gebrek is iets wat niet kan. Een waarschuwing noemt iets wat kan en waar iemand schade van kan hebben: een afspraak
in de nacht, een oproep die niet telt. Wie haar bevestigt, noemt haar soort; zo bevestigt niemand wat hij niet las.
"""

from collections.abc import Collection
from enum import StrEnum

from core.fouten import NietBevestigd, Waarschuwing


class Waarschuwingssoort(StrEnum):
    BUITEN_KANTOORUREN = "BUITEN_KANTOORUREN"
    GEEN_WERKDAG = "GEEN_WERKDAG"
    COLLEGA_BEZET = "COLLEGA_BEZET"
    RUIMTE_BEZET = "RUIMTE_BEZET"
    NA_TERMIJN_PIP = "NA_TERMIJN_PIP"
    PIP_TE_LAAT = "PIP_TE_LAAT"
    TELT_NIET = "TELT_NIET"
    KOST_DAGEN = "KOST_DAGEN"
    RAPPORTEUR_BESLISTE = "RAPPORTEUR_BESLISTE"
    MEDISCHE_GEGEVENS = "MEDISCHE_GEGEVENS"
    GEZONDHEID_IN_TEKST = "GEZONDHEID_IN_TEKST"
    WEIGERING_OP_SCHRIFT = "WEIGERING_OP_SCHRIFT"
    ANDERS_GERICHT = "ANDERS_GERICHT"
    ADRES_KWAM_TERUG = "ADRES_KWAM_TERUG"
    ONTHEFFING_NIET_BEKEND = "ONTHEFFING_NIET_BEKEND"
    AL_EEN_VERTEGENWOORDIGER = "AL_EEN_VERTEGENWOORDIGER"
    ZONDER_MANDAAT = "ZONDER_MANDAAT"
    NIET_IN_REGISTER = "NIET_IN_REGISTER"
    VERHUISD = "VERHUISD"
    WAS_AL_WEG = "WAS_AL_WEG"
    KAN_NOG_KOMEN = "KAN_NOG_KOMEN"
    VERVANGER_AFWEZIG = "VERVANGER_AFWEZIG"
    BEHANDELAAR_AFWEZIG = "BEHANDELAAR_AFWEZIG"
    AL_EEN_OVERNAME = "AL_EEN_OVERNAME"
    HOORDE_ER_NIET = "HOORDE_ER_NIET"
    GEMEENTE_ONBEKEND = "GEMEENTE_ONBEKEND"


def eis_bevestigd(
    waarschuwingen: tuple[Waarschuwing, ...], bevestigd: Collection[Waarschuwingssoort]
) -> tuple[Waarschuwingssoort, ...]:
    """Ga door als elke waarschuwing bevestigd is; geeft de soorten waar het om ging. Wat er niet speelt telt niet mee.

    Raises:
        NietBevestigd: er is er een die niet bevestigd is; de fout noemt ze allemaal.
    """
    soorten = tuple(dict.fromkeys(Waarschuwingssoort(w.soort) for w in waarschuwingen))
    if not set(soorten) <= set(bevestigd):
        raise NietBevestigd(waarschuwingen)
    return soorten
