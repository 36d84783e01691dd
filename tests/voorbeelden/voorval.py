"""Een voorbeeld van elk voorval, gemaakt uit zijn velden: een nieuw voorval doet vanzelf mee."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, get_args, get_type_hints
from uuid import UUID

from core.process.voorvallen import VOORVALLEN, RetourpostBeoordeeld, VerzendingVerbeterd, Voorval

DAG = date(2026, 3, 2)
ALLEEN_EEN_MENS: frozenset[type[Voorval]] = frozenset({RetourpostBeoordeeld, VerzendingVerbeterd})
"""Voorvallen die nooit van een taak komen: iemand legt ze vast."""

GENOEMD: Mapping[str, str] = {
    veld.name: veld.name.removesuffix("_id")
    for voorval in VOORVALLEN
    for veld in fields(voorval)
    if veld.name.endswith("_id")
}
"""Elk veld met een id (`pip_id`), en de tabel waarin dat staat."""


def maak_voorval(soort: type[Voorval], ids: Mapping[str, UUID]) -> Voorval:
    """Een geldig voorval; een veld met een id (`pip_id`) komt uit `ids`, en wijst anders nergens heen."""
    soorten = get_type_hints(soort)
    return soort(**{v.name: _waarde(v.name, soorten[v.name], ids) for v in fields(soort)})


def _waarde(naam: str, soort: Any, ids: Mapping[str, UUID]) -> object:
    keuzes = get_args(soort) or (soort,)
    if UUID in keuzes:
        return ids.get(naam, UUID(int=0))
    if date in keuzes:
        return DAG
    if datetime in keuzes:
        return datetime(DAG.year, DAG.month, DAG.day, 9, tzinfo=UTC)
    if soort is bool:
        return False
    if soort is str:
        return "GM0344"
    if soort == frozenset[str]:
        return frozenset({"dossier.kennisgeving_op"})
    if isinstance(soort, type) and issubclass(soort, Enum):
        # Two fields of one kind are a change: the first value, and another one.
        return list(soort)[-1 if naam.startswith("naar") else 0]
    raise LookupError(f"geen voorbeeld voor {naam}: {soort}")
