"""Een body verzinnen uit het contract van een route: elke waarde die de soorten en hun grenzen toelaten."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from core.platform.vorm import LAATST, VROEGST

Strategie = st.SearchStrategy[Any]
TEKEN = st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\t\r'\"\\%_{}$;é‘\u200d\u202e\ufeff\U0001f600")
"""Elk teken dat op de lijn kan, met vaker wat ergens onderweg een betekenis heeft."""
ZONE = st.integers(-14 * 60, 14 * 60).map(lambda minuten: timezone(timedelta(minutes=minuten)))
_NACHT = time(0, 0)


def bodies(contract: type[msgspec.Struct], ids: Sequence[str]) -> Strategie:
    """Alle bodies van dit contract; een id is nieuw, of een van `ids`, want dan komt het verzoek verder."""
    return _van(inspect.type_info(contract), ids)


def _van(soort: inspect.Type, ids: Sequence[str]) -> Strategie:
    match soort:
        case inspect.Metadata(type=binnen):
            return _van(binnen, ids)
        case inspect.NoneType():
            return st.none()
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType(ge=laagste, le=hoogste):
            return st.integers(laagste, hoogste)
        case inspect.UUIDType():
            return st.sampled_from(ids) | st.uuids().map(str)
        case inspect.DateType():
            return st.dates(VROEGST, LAATST).map(str)
        case inspect.DateTimeType(tz=True):
            grenzen = [datetime.combine(dag, _NACHT) for dag in (VROEGST + timedelta(days=1), LAATST)]
            return st.datetimes(*grenzen, timezones=ZONE | st.just(UTC)).map(datetime.isoformat)
        case inspect.StrType(pattern=str(patroon)):
            return st.from_regex(patroon)
        case inspect.StrType(min_length=minste, max_length=meeste):
            return st.text(TEKEN, min_size=minste or 0, max_size=meeste)
        case inspect.LiteralType(values=vaste):
            return st.sampled_from(vaste)
        case inspect.EnumType(cls=keuzes):
            return st.sampled_from([keuze.value for keuze in keuzes])
        case inspect.VarTupleType(item_type=deel, min_length=minste, max_length=meeste):
            return st.lists(_van(deel, ids), min_size=minste or 0, max_size=min(meeste or 3, 3))
        case inspect.UnionType(types=leden):
            return st.one_of(*(_van(lid, ids) for lid in leden))
        case inspect.StructType(fields=velden):
            per_naam = {veld.encode_name: _van(veld.type, ids) for veld in velden}
            verplicht = {veld.encode_name for veld in velden if veld.required}
            return st.fixed_dictionaries(
                {naam: s for naam, s in per_naam.items() if naam in verplicht},
                optional={naam: s for naam, s in per_naam.items() if naam not in verplicht},
            )
    raise LookupError(f"geen strategie voor {soort}: voeg haar toe, want een contract dat dit kent hoort erbij")
