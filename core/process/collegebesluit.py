"""Wat bij elk besluit in de body kan staan: dat het orgaan zelf besloot (art. 10:7 en 10:11 Awb)."""

from datetime import date
from typing import Annotated

import msgspec

from core.law.mandaat import Collegebesluit
from core.platform.http.vrijetekst import GEGEVEN_IN_BRIEF
from core.platform.vorm import MET_INHOUD, heel

Nummer = Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern=heel(MET_INHOUD)), GEGEVEN_IN_BRIEF]


class CollegebesluitIn(msgspec.Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Het college besloot zelf; u legt het vast en ondertekent namens hem. Het besluit noemt nummer en datum."""

    nummer: Nummer
    datum: date


def als_collegebesluit(data: CollegebesluitIn | None) -> Collegebesluit | None:
    """Zoals de wet het leest."""
    return None if data is None else Collegebesluit(nummer=data.nummer.strip(), datum=data.datum)
