"""Als tests/api/test_contract.py, met zoveel verzonnen bodies dat ook wat zelden misgaat gevonden wordt."""

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.contract import Proef, een_melding_van_duo, maak_proef
from tests.api.test_contract import weinig
from tests.process.opbouw import staande_wereld, wereld
from tests.process.wereld import Wereld

__all__ = ["staande_wereld", "wereld"]
pytestmark = [pytest.mark.lang, pytest.mark.timeout(900), pytest.mark.asyncio(loop_scope="session")]
veel = settings(weinig, max_examples=150, derandomize=False, print_blob=True)


@pytest_asyncio.fixture(loop_scope="session")
async def proef(wereld: Wereld) -> Proef:
    return await maak_proef(wereld)


@veel
@given(data=st.data())
async def test_wat_een_route_aanneemt_is_te_bewaren_en_terug_te_lezen(proef: Proef, data: st.DataObject) -> None:
    await proef.elke_route(data)


@settings(veel, max_examples=1_000)
@given(data=st.data())
async def test_wat_het_koppelvlak_van_duo_toelaat_is_te_bewaren(wereld: Wereld, data: st.DataObject) -> None:
    await een_melding_van_duo(wereld, data)
