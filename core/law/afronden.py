"""Wat er bij elke leerroute gedaan moet zijn om klaar te zijn met inburgeren (art. 6 tot en met 9 Wi2021).

Het moet af zijn binnen de inburgeringstermijn (art. 11 lid 1). Wat DUO met vrijstelling of ontheffing wegneemt (art. 5
lid 1 en art. 7 lid 3) staat hier niet: dat is per persoon.
"""

from enum import StrEnum

from core.law.leerroutes import Leerroute
from core.law.recht import Grond


class Vereiste(StrEnum):
    TAALEXAMENS = "taalexamens"
    KNM = "knm"
    TAALSCHAKELTRAJECT = "taalschakeltraject"
    LESSEN = "lessen"
    EINDGESPREK = "eindgesprek"
    PVT = "pvt"
    MAP = "map"


_V = Vereiste
B1_EXAMEN = Grond("Wi2021", "7")
ONDERWIJS = Grond("Wi2021", "8")


def nodig(leerroute: Leerroute) -> frozenset[Vereiste]:
    """Wat iemand in deze leerroute gedaan moet hebben. Het meedoen van art. 3.14 lid 2 Bi2021 is niet van iedereen; dat
    zegt `zroute`."""
    match leerroute:
        case Leerroute.B:
            return frozenset({_V.TAALEXAMENS, _V.KNM, _V.PVT, _V.MAP})
        case Leerroute.O:  # art. 8 lid 3: no MAP
            return frozenset({_V.TAALSCHAKELTRAJECT, _V.PVT})
        case Leerroute.Z:
            return frozenset({_V.LESSEN, _V.EINDGESPREK, _V.PVT, _V.MAP})


def in_plaats_van_het_taalschakeltraject() -> frozenset[Vereiste]:
    """Wat telt als iemand het taalschakeltraject niet haalt: het inburgeringsexamen geldt dan als behaald (art. 8
    lid 4)."""
    return frozenset({_V.TAALEXAMENS, _V.KNM})
