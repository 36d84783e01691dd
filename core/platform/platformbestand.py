"""Het bestand van het platform: wat voor alle gemeenten samen is afgesproken, als YAML naast de tenantbestanden.

Wie hierin mag schrijven beslist waar mensen zich mogen bewijzen die geen eigen inlogdienst hebben.
"""

from pathlib import Path
from typing import Annotated

import msgspec
import yaml

from core.law.lezen import laad_streng
from core.platform.inlogdienst import Inlogdienst


class OnjuistPlatform(Exception):
    """Het bestand van het platform deugt niet; de boodschap zegt wat eraan mankeert."""


class Ingang(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Een inlogdienst, met de naam waaronder iemand haar kiest."""

    naam: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    inlogdienst: Inlogdienst


class Platform(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    ingangen: tuple[Ingang, ...] = ()
    """Voor wie bij een organisatie werkt die zelf geen inlogdienst heeft."""
    niet_voor_echte_mensen: bool = False
    """Dit is een proef: OIN's om mee te proberen en buren op deze machine mogen, en `productie toets` zegt het
    (`core.instellingen.productie.PROEFAFSPRAAK`, dat dit veld ook zonder de rest van het bestand leest)."""


def lees_platform(pad: Path | None) -> Platform:
    """Het platform van dit bestand; None is er een zonder afspraken.

    Raises:
        OnjuistPlatform: het is niet te lezen, of een afspraak deugt niet.
    """
    if pad is None:
        return Platform()
    try:
        return msgspec.convert(laad_streng(pad), Platform)
    except OSError as fout:
        raise OnjuistPlatform(f"{pad.name}: {fout.strerror}") from None
    except (msgspec.ValidationError, yaml.YAMLError, ValueError) as fout:
        raise OnjuistPlatform(f"{pad.name}: {fout}") from None
