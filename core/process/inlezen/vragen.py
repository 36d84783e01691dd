"""Wat een mens van een ingelezen dossier hoort te weten en aan te vullen, in één stuk werk: zuiver."""

from collections.abc import Iterator
from datetime import date

from core.integrations.duo.contract import PipVanGemeente
from core.law.inlezen import Bekend
from core.law.kalender import schrijf_dag
from core.process.inlezen.lijst import OPROEPEN

_VAN_TOEN = (
    "Dat gebeurde buiten Meedoen: er is hier geen brief of besluit van, en er begint niets door. Een oproep van toen"
    " telt hier niet mee voor een boete."
)
"""PG-1: of zo'n oproep aan de eisen voldeed is hier niet na te gaan (INTERPRETATION: dan telt zij niet, ADR 0094)."""


def stel(bekend: Bekend, duo: PipVanGemeente | None, *, zonder_behandelaar: bool, ingelezen_op: date) -> str:
    """Wat de lijst zei, waarin zij van DUO verschilt, en wat nog niemand weet."""
    delen = [f"Dit dossier is op {schrijf_dag(ingelezen_op)} ingelezen uit een lijst van de gemeente."]
    if staat := "; ".join(_staat(bekend)):
        delen.append(f"Volgens de lijst: {staat}. {_VAN_TOEN}")
    if verschil := _verschil(bekend, duo):
        delen.append(verschil)
    ontbreekt = "; ".join(_ontbreekt(bekend, zonder_behandelaar))
    delen.append(f"Ga na wat de lijst niet zegt: {ontbreekt}. Vink dit af als het is nagegaan.")
    return " ".join(delen)


def _staat(bekend: Bekend) -> Iterator[str]:
    for kolom, dag in zip(OPROEPEN, bekend.oproepen, strict=False):
        if dag is not None:
            yield f"{kolom} verzonden op {schrijf_dag(dag)}"
    if bekend.intake_op is not None:
        yield f"brede intake op {schrijf_dag(bekend.intake_op)}"
    if bekend.pip_op is not None and bekend.leerroute is not None:
        yield f"PIP van {schrijf_dag(bekend.pip_op)}, {bekend.leerroute.omschrijving}"
    if bekend.school:
        sinds = "" if bekend.school_vanaf is None else f" sinds {schrijf_dag(bekend.school_vanaf)}"
        yield f"taalschool {bekend.school}{sinds}"
    if bekend.boete_op is not None:
        yield f"boete van {bekend.boete_bedrag} euro op {schrijf_dag(bekend.boete_op)}"


def _verschil(bekend: Bekend, duo: PipVanGemeente | None) -> str:
    """CAL-10: DUO gaat voor, en een mens zoekt het uit."""
    if bekend.pip_op is None or bekend.leerroute is None:
        return ""
    if duo is None:
        return "DUO kent dat PIP niet; het dossier volgt DUO. Vraag haar na waarom."
    if (duo.pip.dagtekening_pip, str(duo.pip.leerroute)) == (bekend.pip_op, str(bekend.leerroute)):
        return ""
    return (
        f"DUO kent een PIP van {schrijf_dag(duo.pip.dagtekening_pip)} met leerroute {duo.pip.leerroute}; het dossier"
        " volgt DUO. Ga na wat klopt."
    )


def _ontbreekt(bekend: Bekend, zonder_behandelaar: bool) -> Iterator[str]:
    if zonder_behandelaar:
        yield "wie het dossier behandelt"
    if not any(bekend.oproepen):
        yield "of er een oproep of brief ligt waarop iemand nog wacht"
    if not bekend.school:
        yield "of iemand al les heeft, en bij welke taalschool"
    yield "welke afspraken er staan"
    yield "wie er voor de persoon optreedt"
