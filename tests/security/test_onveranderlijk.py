"""Wat vaststaat is niet te wijzigen, ook niet door onze eigen code met een fout erin (I1)."""

from itertools import product
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from core.platform.db.uow import Databank
from core.platform.tenancy import Doel
from core.process.pip.tables import Pip
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.ontheffing import lbt_ontheffing
from tests.voorbeelden.pip import pip, pip_voornemen


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


async def _probeer(databank: Databank, twee: TweeGemeenten, doel: Doel, zin: str, id_: UUID, naar: str) -> None:
    """Zet een rij met dit doel op een andere status; weigert de database dat, dan blijft zij zoals zij was."""
    try:
        async with databank.uow(twee.a.als_klantmanager()) as tx, tx.met_doel(doel):
            await tx.voer_uit(zin, tx.gemeente_id, id_, naar, tx.medewerker_id)
    except asyncpg.PostgresError:
        pass


async def test_alleen_met_het_doel_intrekken_wordt_een_vastgesteld_pip_ingetrokken_en_niets_anders(
    databank: Databank, twee_gemeenten: TweeGemeenten, alziend: Any
) -> None:
    """Verhuizen raakt ook wat vaststaat; dat is een ander doel, met zijn eigen regels (ADR 0049, 0058)."""
    for doel, naar in product(Doel, ("ingetrokken", "vastgesteld", "concept", "vervallen")):
        async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            id_ = await pip(tx)
        await alziend.execute("update pip set status = 'vastgesteld', vastgesteld_op = now() where id = $1", id_)
        zin = "update meedoen.pip set status = $3, gewijzigd_door = $4 where gemeente_id = $1 and id = $2"
        await _probeer(databank, twee_gemeenten, doel, zin, id_, naar)
        staat = await alziend.fetchval("select status from pip where id = $1", id_)
        if doel is not Doel.SAMENVOEGEN:
            assert (staat == "ingetrokken") is (doel is Doel.INTREKKEN and naar == "ingetrokken"), (doel, naar)
            assert staat in ("vastgesteld", "ingetrokken"), (doel, naar)


@pytest.mark.parametrize("van", ["verleend", "geweigerd"])
async def test_alleen_met_het_doel_intrekken_wordt_een_besluit_over_ontheffing_ingetrokken_en_niets_anders(
    databank: Databank, twee_gemeenten: TweeGemeenten, alziend: Any, van: str
) -> None:
    for doel, naar in product(Doel, ("besluit_ingetrokken", "verleend", "geweigerd", "loopt", "vervallen")):
        async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            id_ = await lbt_ontheffing(tx)
        besloten = "status = $2, besluit_id = id, besloten_op = gevraagd_op, besloten_door = vastgelegd_door"
        await alziend.execute(f"update lbt_ontheffing set {besloten} where id = $1", id_, van)
        zin = "update meedoen.lbt_ontheffing set status = $3, gewijzigd_door = $4 where gemeente_id = $1 and id = $2"
        await _probeer(databank, twee_gemeenten, doel, zin, id_, naar)
        staat = await alziend.fetchval("select status from lbt_ontheffing where id = $1", id_)
        if doel is not Doel.SAMENVOEGEN:
            assert staat == (naar if doel is Doel.INTREKKEN and naar == "besluit_ingetrokken" else van), (doel, naar)


@pytest.mark.parametrize("afgezien", [False, True])
async def test_alleen_met_het_doel_intrekken_staat_een_voornemen_waarop_besloten_is_weer_zoals_het_stond(
    databank: Databank, twee_gemeenten: TweeGemeenten, alziend: Any, afgezien: bool
) -> None:
    for doel, naar in product(Doel, ("loopt", "afgezien", "ingetrokken", "vervallen", "besloten")):
        async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            id_ = await pip_voornemen(tx)
        keuze = "uiterlijk_op = null, afzien_grond = 'SPOED', motief = 'haast'," if afgezien else ""
        await alziend.execute(f"update pip_voornemen set {keuze} status = 'besloten' where id = $1", id_)
        zin = "update meedoen.pip_voornemen set status = $3, gewijzigd_door = $4 where gemeente_id = $1 and id = $2"
        await _probeer(databank, twee_gemeenten, doel, zin, id_, naar)
        staat = await alziend.fetchval("select status from pip_voornemen where id = $1", id_)
        if doel is not Doel.SAMENVOEGEN:
            stond = "afgezien" if afgezien else "loopt"
            assert staat == (naar if doel is Doel.INTREKKEN and naar == stond else "besloten"), (doel, naar)
