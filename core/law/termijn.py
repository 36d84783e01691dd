"""Wat een termijn is: begin, lengte, laatste dag die telt, grond, en de afleiding in gewone taal."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.law.kalender import (
    atw_einde,
    atw_geldt,
    besluit_bekend,
    plus,
    reden_geen_werkdag,
    schrijf_dag,
    volgende_werkdag,
)
from core.law.recht import Duur, Gedateerd, Grond, Recht


class Termijnsoort(StrEnum):
    PIP_A = "PIP_A"
    PIP_B = "PIP_B"
    PIP_C = "PIP_C"
    PIP_D = "PIP_D"
    INTAKE_O1 = "INTAKE_O1"
    INTAKE_O2 = "INTAKE_O2"
    INTAKE_O3 = "INTAKE_O3"
    BESLIS_AANVRAAG = "BESLIS_AANVRAAG"  # op een aanvraag van de persoon (art. 4:13 Awb)
    TERMIJN = "TERMIJN"
    ROUTE_18M = "ROUTE_18M"
    BEZWAAR = "BEZWAAR"
    BOB = "BOB"
    BOB_VERDAAGD = "BOB_VERDAAGD"
    BETALING = "BETALING"
    AANMANING = "AANMANING"
    ONDERBREKING = "ONDERBREKING"

    @property
    def gaat_door(self) -> bool:
        """Of zij blijft lopen als de plicht eindigt of rust: bezwaar, beroep en inning (art. 7:10 en 4:87 Awb)."""
        return self in (
            Termijnsoort.BEZWAAR,
            Termijnsoort.BOB,
            Termijnsoort.BOB_VERDAAGD,
            Termijnsoort.BETALING,
            Termijnsoort.AANMANING,
        )


PIP_SOORTEN = (Termijnsoort.PIP_A, Termijnsoort.PIP_B, Termijnsoort.PIP_C, Termijnsoort.PIP_D)
"""De termijnen voor het PIP; welke loopt volgt steeds uit alle feiten samen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Termijn:
    """Een termijn met haar afleiding.

    `start` is de dag van de gebeurtenis en telt zelf niet mee; alleen van de inburgeringstermijn is het de eerste dag
    (PG-18). `einde` is de laatste dag die telt. `duur` ontbreekt als het college de dag zelf stelt. `besluit_bekend`
    is onwaar als voor het jaar van `einde` nog geen Besluit met gelijkgestelde dagen is ingevoerd: de termijn wordt
    dan later opnieuw berekend.
    """

    soort: Termijnsoort
    start: date
    start_gebeurtenis: str
    duur: Duur | None
    ruw_einde: date
    einde: date
    atw: bool
    grond: Grond
    besluit_bekend: bool
    uitleg: tuple[str, ...]


def wettelijke_termijn(
    soort: Termijnsoort, *, start: date, gebeurtenis: str, lengte: Gedateerd[Duur], recht: Recht
) -> Termijn:
    """De termijn van `lengte` na `start` naar het recht op `start`, doorgeschoven waar de Atw dat zegt."""
    waarde = lengte.op(start)
    ruw_einde = plus(start, waarde.waarde)
    atw = atw_geldt(waarde.waarde, recht=recht, peildatum=start)
    einde = atw_einde(start, ruw_einde, recht=recht) if atw else ruw_einde
    bekend = besluit_bekend(einde.year, recht)
    return Termijn(
        soort=soort,
        start=start,
        start_gebeurtenis=gebeurtenis,
        duur=waarde.waarde,
        ruw_einde=ruw_einde,
        einde=einde,
        atw=atw,
        grond=waarde.grond,
        besluit_bekend=bekend,
        uitleg=_afleiding(start, gebeurtenis, waarde.waarde, ruw_einde, einde, waarde.grond, atw, bekend, recht),
    )


def gestelde_termijn(
    soort: Termijnsoort, *, start: date, gebeurtenis: str, laatste_dag: date, grond: Grond, recht: Recht
) -> Termijn:
    """Een termijn die het college zelf stelt: niet in een wet gesteld, dus de Atw schuift haar niet door."""
    return Termijn(
        soort=soort,
        start=start,
        start_gebeurtenis=gebeurtenis,
        duur=None,
        ruw_einde=laatste_dag,
        einde=laatste_dag,
        atw=False,
        grond=grond,
        besluit_bekend=besluit_bekend(laatste_dag.year, recht),
        uitleg=(
            f"{gebeurtenis} op {schrijf_dag(start)} ({grond})",
            f"het college stelde {schrijf_dag(laatste_dag)} als laatste dag",
        ),
    )


def _afleiding(
    start: date,
    gebeurtenis: str,
    duur: Duur,
    ruw_einde: date,
    einde: date,
    grond: Grond,
    atw: bool,
    bekend: bool,
    recht: Recht,
) -> tuple[str, ...]:
    reden = reden_geen_werkdag(ruw_einde, recht)
    toelichting = f", {reden}" if reden and reden not in schrijf_dag(ruw_einde) else ""
    regels = [
        f"{gebeurtenis} op {schrijf_dag(start)}",
        f"{duur} daarna is {schrijf_dag(ruw_einde)}{toelichting} ({grond})",
    ]
    if einde != ruw_einde and einde == volgende_werkdag(ruw_einde, recht):
        regels.append(f"schuift door naar {schrijf_dag(einde)} (art. 1 lid 1 Atw)")
    elif einde != ruw_einde:
        regels.append(f"wordt verlengd tot en met {schrijf_dag(einde)}, om genoeg werkdagen te houden (art. 2 Atw)")
    elif not atw and reden:
        regels.append(f"schuift niet door: de Algemene termijnenwet geldt niet voor {duur} (art. 4 Atw)")
    if atw and not bekend:
        regels.append(
            f"voor {einde.year} is nog geen Besluit met gelijkgestelde dagen bekend (art. 3 lid 3 Atw); "
            "de termijn wordt opnieuw berekend zodra het er is"
        )
    return tuple(regels)
