"""Over welk plan een intrekking elders gaat, en wat er niet aan klopt (art. 15 lid 4, ADR 0070)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.law.elders import Intrekking, PlanVanElders, is_ingetrokken, toets_intrekking
from core.law.intake import Elders, PipVanElders
from core.law.leerroutes import Leerroute
from core.law.medewerking import Reactie, Verzoek, Verzoeksoort
from core.law.verkort import geen_toets_toen, zonder_toets

INGETROKKEN = Intrekking(gemeente="GM1950", pip_van=date(2025, 11, 3), besluit_van=date(2026, 3, 2))
VASTGELEGD = date(2026, 3, 10)


def _plan(gemeente: str = "GM1950", dag: date | None = date(2025, 11, 3)) -> PlanVanElders:
    return PlanVanElders(gemeente=gemeente, dag=dag, leerroute=Leerroute.B)


@pytest.mark.parametrize(
    ("plan", "ss121_op", "ingetrokken"),
    [
        (_plan(), date(2026, 1, 5), True),
        (_plan(), date(2026, 4, 1), True),  # DUO meldde hetzelfde plan nog eens
        (_plan(dag=None), date(2026, 1, 5), True),
        (_plan(dag=date(2025, 9, 1)), date(2026, 1, 5), True),  # een eerder plan van die gemeente is al opgevolgd
        (_plan(dag=date(2026, 3, 2)), date(2026, 1, 5), False),  # op de dag van de intrekking kwam er een nieuw
        (_plan(gemeente="GM0344"), date(2026, 1, 5), False),
        (None, date(2026, 1, 5), True),
        (None, date(2026, 4, 1), False),  # hij kwam opnieuw, en DUO is nog niet gelezen
        (None, None, False),
    ],
)
def test_een_ander_plan_is_een_ander_plan(plan: PlanVanElders | None, ss121_op: date | None, ingetrokken: bool) -> None:
    assert is_ingetrokken(INGETROKKEN, plan, bekend_op=VASTGELEGD, ss121_op=ss121_op) is ingetrokken


@pytest.mark.parametrize(
    ("anders", "plan", "velden"),
    [
        ({}, _plan(), set()),
        ({}, None, set()),
        ({"besluit_van": date(2025, 11, 3)}, _plan(), set()),  # dezelfde dag
        ({"besluit_van": date(2025, 11, 2)}, _plan(), {"besluitVan"}),
        ({"besluit_van": VASTGELEGD}, _plan(), set()),
        ({"besluit_van": date(2026, 3, 11)}, _plan(), {"besluitVan"}),
        ({"gemeente": "GM1904"}, None, {"gemeente"}),
        ({"gemeente": "GM0344"}, _plan(), {"gemeente"}),
        ({"pip_van": date(2025, 11, 4)}, _plan(), {"pipVan"}),
        ({"pip_van": date(2025, 11, 4)}, _plan(dag=None), set()),
    ],
)
def test_wat_er_niet_klopt(anders: dict[str, Any], plan: PlanVanElders | None, velden: set[str]) -> None:
    intrekking = replace(INGETROKKEN, **anders)
    gebreken = toets_intrekking(intrekking, plan, eigen_gemeente="GM1904", peildatum=VASTGELEGD)
    assert {g.veld for g in gebreken} == velden


@pytest.mark.parametrize(
    ("soort", "gevraagd_op", "elders", "vrij"),
    [
        (Verzoeksoort.LEERBAARHEIDSTOETS, date(2026, 3, 9), Elders(ingetrokken_op=VASTGELEGD), True),
        (Verzoeksoort.LEERBAARHEIDSTOETS, VASTGELEGD, Elders(ingetrokken_op=VASTGELEGD), False),
        (Verzoeksoort.GESPREK, date(2026, 3, 9), Elders(ingetrokken_op=VASTGELEGD), False),
        (Verzoeksoort.LEERBAARHEIDSTOETS, VASTGELEGD, Elders(pip=PipVanElders(leerroute=Leerroute.B)), True),
        (Verzoeksoort.LEERBAARHEIDSTOETS, VASTGELEGD, Elders(), False),
    ],
)
def test_pg_3_tot_het_is_vastgelegd_rust_er_niets_op_de_toets(
    soort: Verzoeksoort, gevraagd_op: date, elders: Elders, vrij: bool
) -> None:
    verzoek = Verzoek(soort=soort, wat="de toets", taal="Tigrinya", gevraagd_op=gevraagd_op, reactie=Reactie.WEIGERDE)
    assert bool(zonder_toets(verzoek, elders)) is vrij
    assert zonder_toets(None, elders) == ""
    assert (geen_toets_toen(verzoek, elders) is not None) is (vrij and elders.pip is None)
