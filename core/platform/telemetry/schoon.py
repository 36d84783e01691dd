"""Schoonmaken wat naar buiten gaat: in logregels en Sentry staat geen nummer van een persoon.

De wacht zoekt reeksen van acht of meer cijfers: elk BSN en elk V-nummer valt daaronder. Zij is het laatste slot, geen
vrijbrief: code logt id's en soorten, geen waarden.
"""

import re
from collections.abc import Mapping
from typing import Any

NUMMER = re.compile(r"(?<![0-9a-fA-F-])\d{8,10}(?![0-9a-fA-F-])")
WEG = "[nummer]"


def schoon(waarde: Any) -> Any:
    """Dezelfde waarde zonder nummers, hoe diep ook."""
    if isinstance(waarde, str):
        return NUMMER.sub(WEG, waarde)
    if isinstance(waarde, bytes):
        return schoon(waarde.decode("utf-8", "replace"))
    if isinstance(waarde, Mapping):
        return {schoon(k): schoon(v) for k, v in waarde.items()}
    if isinstance(waarde, list | tuple | set | frozenset):
        return [schoon(v) for v in waarde]
    if isinstance(waarde, int) and not isinstance(waarde, bool) and abs(waarde) >= 10_000_000:
        return WEG if 10_000_000 <= abs(waarde) <= 9_999_999_999 else waarde
    return waarde
