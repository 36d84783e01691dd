"""Verzonnen nummers die aan hun proef voldoen, uit de reeksen die niet worden uitgegeven."""

from itertools import count, islice

from stdnum.nl import bsn as elfproef

from core.platform.crypto.bsn import Bsn, VNummer


def proefbsn(volgnummer: int = 0) -> Bsn:
    """Het zoveelste BSN vanaf 999990000 dat aan de elfproef voldoet."""
    geldig = (str(n) for n in count(999_990_000) if elfproef.is_valid(str(n)))
    return Bsn(next(islice(geldig, volgnummer, None)))


def proefvnummer(volgnummer: int = 0) -> VNummer:
    return VNummer(9_000_000_000 + volgnummer)
