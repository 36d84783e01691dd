"""Wat DUO van een gemeld PIP eist (wi2021 §5.5; koppelvlak PIP, controles van SDI014).

Zuivere functies: zij krijgen wat DUO weet en geven alle redenen om te weigeren tegelijk.
"""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from core.ontwikkeling.simulator.berichten import PIP, Inburgeringstermijn
from core.ontwikkeling.simulator.cijfers import cijfers


@dataclass(frozen=True, slots=True, kw_only=True)
class Omstandigheden:
    """Wat DUO weet van degene voor wie het PIP is; `eerdere` zijn de PIP's van alle gemeenten, oudste eerst."""

    plicht: bool
    plicht_begin: dt.date
    gevestigd: dt.date | None
    asiel: bool
    eerdere: Sequence[PIP]


def vul_niveau_aan(pip: PIP) -> PIP:
    """Zonder niveau geldt B1, behalve in de zelfredzaamheidsroute."""
    if pip.niveau is msgspec.UNSET and pip.leerroute in ("B", "O"):
        return msgspec.structs.replace(pip, niveau="B1")
    return pip


def toets_pip(pip: PIP, *, bij: Omstandigheden) -> list[str]:
    """De redenen om dit PIP te weigeren; leeg als het mag. `pip` is al aangevuld met zijn niveau."""
    redenen = []
    if not bij.plicht:
        redenen.append("De persoon is niet inburgeringsplichtig.")
    if pip.dagtekeningPip < bij.plicht_begin:
        redenen.append("De dagtekening ligt voor het begin van de inburgeringsplicht.")
    if bij.gevestigd is None:
        redenen.append("De persoon is nog niet in de gemeente gevestigd.")
    elif pip.dagtekeningPip < bij.gevestigd:
        redenen.append("De dagtekening ligt voor de vestiging in de gemeente.")
    if bij.eerdere and pip.dagtekeningPip < bij.eerdere[0].dagtekeningPip:
        redenen.append("De dagtekening ligt voor die van het eerste PIP.")
    if bij.eerdere and pip.dagtekeningPip < bij.eerdere[-1].dagtekeningPip:
        redenen.append("De dagtekening ligt voor die van het huidige PIP.")
    if pip.niveau == "A2" and pip.leerroute == "O":
        redenen.append("Niveau A2 past niet bij de onderwijsroute.")
    if pip.niveau == "B1" and pip.leerroute == "Z":
        redenen.append("Niveau B1 past niet bij de zelfredzaamheidsroute.")
    if pip.niveau == "A2" and pip.leerroute == "B" and not bij.eerdere:
        redenen.append("Een eerste PIP met de B1-route kan niet op niveau A2 beginnen.")
    if pip.geschatteIntensiteitB1Route is not msgspec.UNSET and not (pip.leerroute == "B" and bij.asiel):
        redenen.append("De geschatte intensiteit geldt alleen voor de B1-route van een asielstatushouder.")
    return redenen


def termijn_bij(dagtekening: dt.date, *, vastgesteld: dt.date) -> Inburgeringstermijn:
    """De termijn van artikel 11 Wi2021: van de dag na de dagtekening, drie jaar; het einde telt niet mee."""
    laatste_dag = tel_maanden_op(dagtekening, cijfers().termijn_maanden)
    dag = dt.timedelta(days=1)
    return Inburgeringstermijn(startdatum=dagtekening + dag, einddatum=laatste_dag + dag, wijzigingsdatum=vastgesteld)


def tel_maanden_op(datum: dt.date, maanden: int) -> dt.date:
    """Dezelfde dag een aantal maanden later; bestaat die niet, dan de laatste van de maand (CAL-7)."""
    jaar, maand = divmod(datum.year * 12 + datum.month - 1 + maanden, 12)
    return datum.replace(year=jaar, month=maand + 1, day=min(datum.day, calendar.monthrange(jaar, maand + 1)[1]))
