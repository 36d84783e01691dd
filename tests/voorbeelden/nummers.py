"""Verzonnen nummers die aan hun proef voldoen, uit de reeksen die niet worden uitgegeven."""

from functools import cache

from stdnum.nl import bsn as elfproef

from core.platform.crypto.bsn import Bsn, VNummer


@cache
def _bsns() -> tuple[str, ...]:
    """Eén keer gezocht: een test vraagt er soms honderden."""
    return tuple(str(n) for n in range(999_990_000, 1_000_000_000) if elfproef.is_valid(str(n)))


def proefbsn(volgnummer: int = 0) -> Bsn:
    """Het zoveelste BSN vanaf 999990000 dat aan de elfproef voldoet."""
    return Bsn(_bsns()[volgnummer])


def proefvnummer(volgnummer: int = 0) -> VNummer:
    return VNummer(9_000_000_000 + volgnummer)
