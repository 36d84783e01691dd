"""Wat het contract aanneemt is te bewaren: bij elke route en bij de deur voor DUO, met verzonnen bodies."""

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.contract import Proef, een_melding_van_duo, maak_proef
from tests.process.wereld import Wereld

weinig = settings(max_examples=3, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@pytest_asyncio.fixture(loop_scope="session")
async def proef(wereld: Wereld) -> Proef:
    return await maak_proef(wereld)


@pytest.mark.lang
@weinig
@given(data=st.data())
async def test_wat_een_route_aanneemt_is_te_bewaren_en_terug_te_lezen(proef: Proef, data: st.DataObject) -> None:
    await proef.elke_route(data)


@settings(weinig, max_examples=20)
@given(data=st.data())
async def test_wat_het_koppelvlak_van_duo_toelaat_is_te_bewaren(wereld: Wereld, data: st.DataObject) -> None:
    await een_melding_van_duo(wereld, data)
