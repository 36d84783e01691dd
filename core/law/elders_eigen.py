"""Het eigen PIP van wie hier eerder woonde: het college weet zelf wat het vaststelde en wat daarvan werd (ADR 0077).

Wat dit college introk, losliet of nog niet bekendmaakte legt geen leerroute vast (art. 15 lid 4 Wi2021, art. 3:40 Awb).
Een medewerker legt een eigen plan daarom niet vast zoals een plan van elders: het zou een eigen besluit ongedaan maken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.law.besluiten import Besluitsoort
from core.law.kalender import schrijf_dag


class Lot(StrEnum):
    """Wat er van een eigen PIP werd."""

    STAAT = "staat"
    INGETROKKEN = "is ingetrokken, en legt geen leerroute vast"
    LOSGELATEN = "is losgelaten zonder dat het bekend werd, en legt geen leerroute vast (art. 3:40 Awb)"
    NIET_BEKEND = "is nog niet bekendgemaakt, en legt tot dan geen leerroute vast (art. 3:40 Awb)"


def lot_van(einde: Besluitsoort | None, *, bekend: bool) -> Lot:
    """Wat er van een PIP werd: `einde` is het besluit dat het terugnam (`loslaten.NEEMT_TERUG`)."""
    if einde is Besluitsoort.INTREKKING:
        return Lot.INGETROKKEN
    if einde is Besluitsoort.LOSLATING:
        return Lot.LOSGELATEN
    return Lot.STAAT if bekend else Lot.NIET_BEKEND


@dataclass(frozen=True, slots=True, kw_only=True)
class EigenPlan:
    """Een PIP dat dit college vaststelde; `hier` is of dat in de zaak van nu was, en niet in een eerdere."""

    dag: date
    lot: Lot
    hier: bool = False
    weg_op: date | None = None
    """De dagtekening van wat het introk of losliet; None als het staat."""
    weg_bekend_op: date | None = None
    """Wanneer de persoon weet dat het is ingetrokken; None als hij het nog niet weet, of het plan nooit kende."""
    bekend: bool = False
    """Of de persoon het plan kende."""

    @property
    def in_woorden(self) -> str:
        return f"Het PIP van uw gemeente van {schrijf_dag(self.dag)} {self.lot}."


@dataclass(frozen=True, slots=True, kw_only=True)
class EigenPlannen:
    """De code van deze gemeente, de plannen die haar college voor deze persoon vaststelde, oudste eerst, en of hij hier
    een eerdere zaak heeft."""

    gemeente: str = ""
    plannen: tuple[EigenPlan, ...] = ()
    eerder: bool = False
    sinds: date | None = None
    """De dag waarop hij terugkwam."""

    @property
    def van_toen(self) -> tuple[EigenPlan, ...]:
        """Die van voor zijn terugkeer."""
        return tuple(plan for plan in self.plannen if not plan.hier)

    @property
    def na_terugkeer_ingetrokken(self) -> EigenPlan | None:
        """Het laatste dat werd ingetrokken terwijl het hier na zijn terugkeer de leerroute vastlegde."""
        weg = [plan for plan in self.van_toen if plan.lot is Lot.INGETROKKEN and plan.bekend]
        sinds = [plan for plan in weg if plan.weg_op and self.sinds and plan.weg_op >= self.sinds]
        return sinds[-1] if sinds else None


def waarom_niet_vast_te_leggen(eigen: EigenPlannen) -> str:
    """Waarom een plan van de eigen gemeente niet wordt vastgelegd; leeg als dat wel mag.

    Wie hier geen eerdere zaak en geen PIP had, kan hier gewoond hebben voordat Meedoen er was (INTERPRETATION).
    """
    if not eigen.eerder and not eigen.plannen:
        return ""
    return " ".join(_waarom(eigen))


def _waarom(eigen: EigenPlannen) -> Iterator[str]:
    yield (
        "Een PIP van uw eigen gemeente legt u niet vast: Meedoen weet zelf welk PIP hier is vastgesteld en wat ermee"
        " gebeurde."
    )
    if eigen.plannen:
        yield from (plan.in_woorden for plan in eigen.plannen)
    else:
        yield "Voor deze persoon is hier geen PIP vastgesteld."
    yield "Zie het eerdere dossier." if eigen.eerder else "Zie de besluiten in dit dossier."
