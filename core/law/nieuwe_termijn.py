"""Hoeveel nieuwe termijnen DUO stelde, afgelezen aan haar boetes en aan wanneer haar termijnen eindigden.

Geen gebeurtenis van DUO zegt dat er een nieuwe termijn is (art. 24 lid 2 en 3 Wi2021). Zij is er als DUO een boete
oplegde nadat een termijn voorbij was, en daarna een later einde geeft: dan is dat geen verlenging meer. Een boete
zonder later einde stelt geen termijn (art. 24 lid 4).
"""

from collections.abc import Collection
from datetime import date

HOOGSTE_AANTAL = 2
"""Na de tweede stelt de wet geen nieuwe termijn meer (art. 24 lid 4 Wi2021)."""


def tel_nieuwe_termijnen(*, boetes: Collection[date], eerder: Collection[date], einde: date | None) -> int:
    """Bij hoeveel voorbije termijnen een boete volgde, terwijl de termijn nu later eindigt dan die boete.

    `boetes` zijn de dagen waarop DUO beboette, `einde` is het einde dat DUO nu geeft en `eerder` elk einde dat zij ooit
    gaf: steeds de eerste dag na die termijn.
    """
    if einde is None:
        return 0
    voorbij = {max((e for e in eerder if e <= boete), default=None) for boete in boetes if boete < einde}
    return len(voorbij - {None})
