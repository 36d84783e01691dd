"""Wat een plugin te zien krijgt: bevroren beelden zonder BSN, naam, adres of dossiernummer.

Elk veld is een datum, een ja of nee, of een keuze uit een gesloten lijst: een beeld is dus nooit groot, en alles wat
een plugin te zien kan krijgen is op te sommen.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from core.law.groepen import Doelgroep

__all__ = ["Begeleidingsbeeld", "Doelgroep", "Huishoudbeeld", "Huishoudsoort", "Leeftijdsband", "alle_beelden"]


class Huishoudsoort(StrEnum):
    ALLEENGAAND = "alleengaand"
    GEZIN = "gezin"


class Leeftijdsband(StrEnum):
    TOT_18 = "tot_18"
    VAN_18_TOT_28 = "18_tot_28"
    VAN_28_TOT_67 = "28_tot_67"
    VANAF_67 = "vanaf_67"


@dataclass(frozen=True, slots=True, kw_only=True)
class Huishoudbeeld:
    """Het huishouden zoals de klantmanager het vastlegde; DUO en de BRP geven dit niet."""

    soort: Huishoudsoort
    wacht_op_gezinshereniging: bool
    gedeelde_woning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Begeleidingsbeeld:
    """Op wie de begeleiding wordt afgestemd. Een veld dat het manifest van de plugin niet noemt is None;
    `leeftijdsband` is dat ook als zij onbekend is."""

    peildatum: date
    doelgroep: Doelgroep | None = None
    huishouden: Huishoudbeeld | None = None
    leeftijdsband: Leeftijdsband | None = None


def alle_beelden(peildatum: date) -> tuple[Begeleidingsbeeld, ...]:
    """Elke combinatie die een plugin te zien kan krijgen; de host probeert ze bij het starten allemaal."""
    return tuple(
        Begeleidingsbeeld(
            peildatum=peildatum,
            doelgroep=doelgroep,
            huishouden=Huishoudbeeld(soort=soort, wacht_op_gezinshereniging=wacht, gedeelde_woning=gedeeld),
            leeftijdsband=leeftijdsband,
        )
        for doelgroep, soort, wacht, gedeeld, leeftijdsband in product(
            Doelgroep, Huishoudsoort, (False, True), (False, True), (None, *Leeftijdsband)
        )
    )
