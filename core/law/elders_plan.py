"""Een PIP van elders dat DUO hier nooit gaf, en dat een medewerker vastlegt (art. 15 lid 4 Wi2021, ADR 0077).

DUO geeft van iemand het laatste plan dat zij kent. Wie van A via B hierheen kwam terwijl hier alleen B bekend werd, of
van wie DUO niets meldde, heeft een leerroute die A vaststelde en die hier niemand kent. Vastleggen is een feit, en geen
besluit van dit college (INTERPRETATION, als bij een intrekking, ADR 0070). Het telt als een plan dat DUO gaf: het
laatste dat niet is ingetrokken staat, en de tien weken zijn die van art. 5.3 lid 3 Bi2021.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.fouten import Gebrek
from core.law.elders import ELDERS, Intrekking, PlanVanElders, rust_erop
from core.law.elders_eigen import EigenPlannen, waarom_niet_vast_te_leggen
from core.law.gebreken import IN_DE_TOEKOMST, maak_gebrek
from core.law.kalender import schrijf_dag
from core.law.leerroutes import Leerroute
from core.law.recht import Grond, Recht
from core.law.zaakbeeld import Zaakbeeld

_ZORG = Grond("Awb", "3:2")
_BEGIN_VAN_DE_WET = date(2022, 1, 1)
"""De inwerkingtreding van de Wi2021 (Stb. 2021, 38); een PIP rust op art. 15."""


class Planbron(StrEnum):
    """Waaruit bleek dat het PIP er is. Dat alleen de persoon het zegt is te weinig: vraag het die gemeente (art. 3:2
    Awb, INTERPRETATION)."""

    PIP_GEZIEN = "PIP_GEZIEN"
    GEMEENTE_ZEI_HET = "GEMEENTE_ZEI_HET"


@dataclass(frozen=True, slots=True, kw_only=True)
class VastTeLeggen:
    """Het plan zoals een medewerker het vastlegt, en de dag waarop hij dat doet."""

    gemeente: str
    dag: date
    leerroute: Leerroute
    vandaag: date


def toets_plan(
    plan: VastTeLeggen,
    bekend: Sequence[PlanVanElders],
    intrekkingen: Sequence[Intrekking],
    *,
    hier_sinds: date | None,
    eigen: EigenPlannen,
) -> tuple[Gebrek, ...]:
    """Wat er aan dit plan niet klopt: op zichzelf, en naast wat hier al bekend is. Een plan van deze gemeente zelf kan
    alleen van wie hier geen eerdere zaak en geen PIP had: hij kan hier gewoond hebben voordat Meedoen er was."""
    if plan.gemeente == eigen.gemeente and (melding := waarom_niet_vast_te_leggen(eigen)):
        return (maak_gebrek("gemeente", melding, ELDERS),)
    return tuple(_klopt(plan, bekend, intrekkingen, hier_sinds))


def _klopt(
    plan: VastTeLeggen, bekend: Sequence[PlanVanElders], intrekkingen: Sequence[Intrekking], hier_sinds: date | None
) -> Iterator[Gebrek]:
    if plan.dag > plan.vandaag:
        yield maak_gebrek("pipVan", IN_DE_TOEKOMST, _ZORG)
    elif plan.dag < _BEGIN_VAN_DE_WET:
        melding = (
            f"Een PIP bestaat pas sinds de Wi2021, die geldt vanaf {schrijf_dag(_BEGIN_VAN_DE_WET)}; verbeter de dag."
        )
        yield maak_gebrek("pipVan", melding, ELDERS)
    elif hier_sinds is not None and plan.dag > hier_sinds:
        melding = (
            f"De persoon woont sinds {schrijf_dag(hier_sinds)} in deze gemeente. Een PIP waarmee hij kwam is van die"
            " dag of eerder; verbeter de dag."
        )
        yield maak_gebrek("pipVan", melding, ELDERS)
    zelfde = [ander for ander in bekend if (ander.gemeente, ander.dag) == (plan.gemeente, plan.dag)]
    if any(ander.staat and ander.leerroute is not None for ander in zelfde):
        yield maak_gebrek("pipVan", "Dit PIP is hier al bekend; er is niets vast te leggen.", ELDERS)
    elif any((weg.gemeente, weg.pip_van) == (plan.gemeente, plan.dag) for weg in intrekkingen):
        melding = (
            "Hier staat dat dit PIP is ingetrokken. Is dat niet zo, neem dat dan eerst terug; leg daarna het PIP vast."
        )
        yield maak_gebrek("pipVan", melding, ELDERS)


def plan_vastleggen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Zolang er niets op rust dat er geen was."""
    yield from rust_erop(zaak.fase, "op wat er toen over een PIP van elders bekend was")


def plan_terugnemen(zaak: Zaakbeeld, peildatum: date, dag: date, recht: Recht) -> Iterator[Gebrek]:
    """Was het een vergissing, dan ligt de leerroute daarvan niet meer vast, zolang er niets op rust."""
    if not zaak.plan_vastgelegd:
        melding = "Hier is geen PIP van elders vastgelegd dat DUO niet gaf; er valt niets terug te nemen."
        yield maak_gebrek("pip", melding, ELDERS)
    else:
        yield from rust_erop(zaak.fase, "hierop")
