"""Wat vaststaat is niet te wijzigen, ook niet door onze eigen code met een fout erin (I1)."""

from typing import Any

import pytest

from core.platform.db.uow import Databank
from core.process.pip.tables import Pip
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.pip import pip


@pytest.mark.parametrize("verandering", [{"leerroute": "Z"}, {"status": "concept"}, {"dagtekening": None}])
async def test_een_vastgesteld_pip_laat_de_database_niet_wijzigen(
    databank: Databank, twee_gemeenten: TweeGemeenten, alziend: Any, verandering: dict[str, Any]
) -> None:
    async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        id_ = await pip(tx)
    await alziend.execute("update pip set status = 'vastgesteld', vastgesteld_op = now() where id = $1", id_)
    async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        geraakt = await tx.schrijf(
            Pip.update({getattr(Pip, k): v for k, v in verandering.items()})
            .where((Pip.gemeente_id == tx.gemeente_id) & (Pip.id == id_))
            .returning(Pip.id)
        )
    assert geraakt == []
