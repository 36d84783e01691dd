"""De openingstijden van een gemeente, zoals zij in haar tenantbestand staan."""

from collections.abc import Iterable
from datetime import time
from enum import StrEnum
from typing import Annotated

import msgspec

from core.law.afspraken import Openingstijd
from core.platform.vorm import heel

_Tijd = Annotated[str, msgspec.Meta(pattern=heel("([01][0-9]|2[0-3]):[0-5][0-9]"))]


class Weekdag(StrEnum):
    MAANDAG = "maandag"
    DINSDAG = "dinsdag"
    WOENSDAG = "woensdag"
    DONDERDAG = "donderdag"
    VRIJDAG = "vrijdag"
    ZATERDAG = "zaterdag"
    ZONDAG = "zondag"


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Op welke dagen het kantoor open is, van en tot hoe laat ("08:30"). Een middagpauze is een tweede regel.

    Raises:
        ValueError: het kantoor sluit voordat het opengaat.
    """

    dagen: Annotated[tuple[Weekdag, ...], msgspec.Meta(min_length=1)]
    van: _Tijd
    tot: _Tijd

    def __post_init__(self) -> None:
        if self.tot <= self.van:
            raise ValueError(f"het kantoor gaat om {self.van} open en is om {self.tot} al dicht")


def als_recht(openingen: Iterable[Opening]) -> tuple[Openingstijd, ...]:
    """Elke opening per dag van de week, zoals de afspraken haar lezen."""
    dagen = list(Weekdag)
    return tuple(
        Openingstijd(
            weekdag=dagen.index(dag) + 1, van=time.fromisoformat(opening.van), tot=time.fromisoformat(opening.tot)
        )
        for opening in openingen
        for dag in opening.dagen
    )
