"""De catalogus kent geen gat, en elke controle vindt het gat dat er met opzet in wordt gezet."""

import pytest

from tests.security.context import Toneel
from tests.security.controles import CONTROLES, Controle

pytestmark = pytest.mark.asyncio(loop_scope="module")
elke_controle = pytest.mark.parametrize("controle", CONTROLES, ids=lambda c: c.naam)


@elke_controle
async def test_geen_overtredingen(toneel: Toneel, controle: Controle) -> None:
    assert [r[0] for r in await toneel.alziend.fetch(controle.vraag)] == []


@elke_controle
async def test_de_controle_vindt_een_geplante_fout(toneel: Toneel, controle: Controle) -> None:
    transactie = toneel.alziend.transaction()
    await transactie.start()
    try:
        await toneel.alziend.execute(controle.plant)
        gevonden = await toneel.alziend.fetch(controle.vraag)
    finally:
        await transactie.rollback()
    assert gevonden
