"""De proefomgeving zelf: elke test begint leeg, en het huis is echt."""

from typing import Any

import pytest

from core.platform.db.uow import Databank
from core.platform.huis import Huis
from tests.voorbeelden.alle import vul
from tests.voorbeelden.beheer import TweeGemeenten, verzet_klok


@pytest.mark.parametrize("keer", [1, 2])
async def test_elke_test_begint_zonder_rijen(
    alziend: Any, databank: Databank, twee_gemeenten: TweeGemeenten, keer: int
) -> None:
    assert await alziend.fetchval("select count(*) from meedoen.dossier") == 0, keer
    await vul(databank, twee_gemeenten.a)
    assert await alziend.fetchval("select count(*) from meedoen.dossier") > 0


async def test_het_huis_kent_de_gemeenten_van_de_database(huis: Huis, twee_gemeenten: TweeGemeenten) -> None:
    assert huis.tenant(twee_gemeenten.a.id).code == "GM1904"
    async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        rijen = await tx.fetch("select id as gemeente_id from meedoen.gemeente order by naam")
    assert [r["gemeente_id"] for r in rijen] == [twee_gemeenten.b.id, twee_gemeenten.a.id]


async def test_de_klok_is_te_verzetten(databank: Databank, twee_gemeenten: TweeGemeenten, eigenaar: Any) -> None:
    toegang = twee_gemeenten.a.als_taak()
    async with databank.uow(toegang) as tx:
        eerst = await tx.nu()
    await verzet_klok(eigenaar, seconden=10 * 24 * 3600)
    async with databank.uow(toegang) as tx:
        later = await tx.nu()
        assert await tx.nu() == later
    assert (later - eerst).days == 10
