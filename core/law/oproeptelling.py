"""Hoe ver het oproepen is, naar de nummers van de oproepen die tellen (art. 14 lid 1 en 2 Wi2021, PG-1, PG-4)."""

from collections.abc import Iterable


def bereikt(nummers: Iterable[int]) -> int:
    """Hoeveel oproepen er achtereenvolgens geweest zijn; `nummers` staan op volgorde.

    Twee met hetzelfde nummer zijn samen een. Blijkt een eerdere niet te tellen, dan was de tweede eigenlijk de eerste,
    en komt de tweede nog.
    """
    stap = 0
    for nummer in nummers:
        stap += nummer > stap
    return stap
