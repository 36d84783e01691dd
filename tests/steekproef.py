"""Van een familie tests over een groot product draait `make test` een steekproef en `make test-lang` de rest.

Elke rol maal elke tabel, elke handeling maal elk einde: zo'n familie groeit met elke stap in elke richting. De
steekproef raakt elke waarde van elke richting minstens één keer, en met `paren` elk tweetal waarden dat samen voorkomt.
Zij hangt alleen af van de gevallen en hun volgorde; samen met de rest is zij het hele product, en niets komt dubbel.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from enum import StrEnum
from heapq import heapify, heapreplace
from itertools import combinations
from typing import Any, TypeVar

import pytest

T = TypeVar("T")
Richtingen = Callable[[T], Sequence[Hashable]]
"""Van een geval de waarde in elke richting."""


def verdeel(gevallen: Iterable[T], richtingen: Richtingen[T], *, paren: bool = False) -> tuple[list[T], list[T]]:
    """De steekproef en de rest, elk op de volgorde van de gevallen.

    Telkens het geval dat het meeste nieuws raakt, en van gelijke het eerste.
    """
    alle = list(gevallen)
    raakt = [_raakt(richtingen(geval), paren=paren) for geval in alle]
    nieuw = set[Hashable]().union(*raakt)
    rij = [(-len(van), nummer) for nummer, van in enumerate(raakt)]
    heapify(rij)
    gekozen = set[int]()
    while nieuw:
        # What a case adds only becomes less, so who is still first after counting again, adds the most.
        eerder, nummer = rij[0]
        nu = -len(raakt[nummer] & nieuw)
        if nu == eerder:
            gekozen.add(nummer)
            nieuw -= raakt[nummer]
            nu = 0
        heapreplace(rij, (nu, nummer))
    delen: tuple[list[T], list[T]] = ([], [])
    for nummer, geval in enumerate(alle):
        delen[nummer not in gekozen].append(geval)
    return delen


def _raakt(waarden: Sequence[Hashable], *, paren: bool) -> set[Hashable]:
    los = list(enumerate(waarden))
    return {*combinations(los, 2), *los} if paren else {*los}


def params(
    gevallen: Iterable[tuple[Any, ...]], richtingen: Richtingen[Any] = tuple, *, paren: bool = False
) -> list[Any]:
    """Elk geval als een test op zichzelf; wat niet in de steekproef zit is `lang`."""
    steekproef, rest = verdeel(gevallen, richtingen, paren=paren)
    return [pytest.param(*geval) for geval in steekproef] + [pytest.param(*g, marks=pytest.mark.lang) for g in rest]


class Deel(StrEnum):
    """Voor een test die zelf over haar gevallen loopt."""

    STEEKPROEF = "steekproef"
    REST = "rest"

    def van(self, gevallen: Iterable[T], richtingen: Richtingen[T], *, paren: bool = False) -> list[T]:
        return verdeel(gevallen, richtingen, paren=paren)[self is Deel.REST]


in_delen = pytest.mark.parametrize("deel", [Deel.STEEKPROEF, pytest.param(Deel.REST, marks=pytest.mark.lang)], ids=str)
