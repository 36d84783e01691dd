"""Eén gemeente houdt nooit alle verbindingen bezet, en een partner telt over al zijn gemeenten."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from uuid import uuid4

import pytest

from core.fouten import Onbereikbaar
from core.platform.db.plaatsen import Plaatsen
from core.platform.db.uow import Databank, GeenUnitOfWork
from core.platform.partijen import PARTIJEN, toegang_partner
from core.platform.tenancy import Actor, Doel, Toegang, toegang_platform, toegang_taak
from tests.geduld import GEDULD
from tests.voorbeelden.beheer import TweeGemeenten

KORT = 0.05


def _gemeente() -> Toegang:
    return toegang_taak(uuid4(), doel=Doel.UITWISSELING_DUO, oorsprong="test")


def _school() -> Toegang:
    return toegang_partner(PARTIJEN[0], uuid4(), medewerker_id=uuid4(), gemeente_id=uuid4(), oorsprong="test")


async def _kan(plaatsen: Plaatsen, toegang: Toegang) -> bool:
    try:
        async with plaatsen.houd(toegang):
            return True
    except Onbereikbaar:
        return False


@pytest.mark.parametrize(("verbindingen", "voor_een"), [(1, 1), (2, 1), (5, 4), (8, 7)])
async def test_een_gemeente_heeft_er_hooguit_een_minder_dan_er_zijn(verbindingen: int, voor_een: int) -> None:
    plaatsen, een, ander = Plaatsen(verbindingen, geduld=KORT), _gemeente(), _gemeente()
    async with AsyncExitStack() as bezet:
        for _ in range(voor_een):
            await bezet.enter_async_context(plaatsen.houd(een))
        assert not await _kan(plaatsen, een)
        assert await _kan(plaatsen, ander)
    assert await _kan(plaatsen, een), "wat vrijkomt is weer te nemen"


async def test_een_partner_telt_over_al_zijn_gemeenten_en_los_van_de_gemeente() -> None:
    plaatsen, school = Plaatsen(2, geduld=KORT), _school()
    elders = replace(school, gemeente_id=uuid4())
    nergens = replace(school, gemeente_id=None)
    async with plaatsen.houd(school):
        assert not await _kan(plaatsen, elders)
        assert not await _kan(plaatsen, nergens)
        assert await _kan(plaatsen, _school())
        gemeente = toegang_taak(school.gemeente_id or uuid4(), doel=Doel.UITWISSELING_DUO, oorsprong="test")
        assert await _kan(plaatsen, gemeente)


async def test_de_deuren_van_het_platform_delen_niet() -> None:
    plaatsen = Plaatsen(2, geduld=KORT)
    deur = toegang_platform(Actor.TOEGANG, oorsprong="test", gemeente_id=uuid4())
    async with plaatsen.houd(deur), plaatsen.houd(deur):
        assert await _kan(plaatsen, deur)


async def test_wie_wacht_komt_aan_de_beurt_in_volgorde_van_komst() -> None:
    plaatsen, een = Plaatsen(2, geduld=GEDULD), _gemeente()
    volgorde: list[int] = []

    async def kom(nummer: int) -> None:
        async with plaatsen.houd(een):
            volgorde.append(nummer)

    async with plaatsen.houd(een):
        rij = [asyncio.create_task(kom(nummer)) for nummer in range(5)]
        await asyncio.sleep(0)
    await asyncio.gather(*rij)
    assert volgorde == [0, 1, 2, 3, 4]


async def test_wie_opgeeft_of_afgebroken_wordt_houdt_geen_plaats() -> None:
    plaatsen, een = Plaatsen(2, geduld=GEDULD), _gemeente()
    async with plaatsen.houd(een):
        wacht = asyncio.create_task(_kan(plaatsen, een))
        await asyncio.sleep(0)
        wacht.cancel()
        await asyncio.gather(wacht, return_exceptions=True)
    for _ in range(3):
        with pytest.raises(RuntimeError, match="kapot"):
            async with plaatsen.houd(een):
                raise RuntimeError("kapot")
    assert await _kan(plaatsen, een)


async def test_nesten_wordt_meteen_geweigerd_en_wacht_niet_op_zichzelf(
    databank: Databank, twee_gemeenten: TweeGemeenten
) -> None:
    toegang = twee_gemeenten.a.als_klantmanager()
    async with databank.uow(toegang), asyncio.timeout(GEDULD):
        with pytest.raises(GeenUnitOfWork, match="nest niet"):
            async with databank.uow(toegang):
                pass
