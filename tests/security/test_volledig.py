"""Elke tabel van de catalogus doet mee aan de opgewekte tests: zij heeft een fabriek en in beide gemeenten rijen."""

import pytest

from tests.security.context import PLATFORM, VAN_GEMEENTEN, Toneel, rij_van
from tests.voorbeelden.alle import TABELLEN

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_elke_tabel_heeft_een_fabriek(toneel: Toneel) -> None:
    rijen = await toneel.alziend.fetch(
        "select relname from pg_class where relnamespace = 'meedoen'::regnamespace and relkind in ('r', 'p', 'f')"
    )
    assert {r["relname"] for r in rijen} == TABELLEN


async def test_alleen_de_nagekeken_lijst_is_van_geen_gemeente(toneel: Toneel) -> None:
    rijen = await toneel.alziend.fetch(
        "select c.relname from pg_class c where c.relnamespace = 'meedoen'::regnamespace and c.relkind = 'r'"
        " and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'gemeente_id'"
        " and a.attnotnull and not a.attisdropped)"
    )
    assert {r["relname"] for r in rijen} == PLATFORM


@pytest.mark.parametrize("tabel", VAN_GEMEENTEN)
async def test_de_fabriek_zet_in_beide_gemeenten_een_rij(toneel: Toneel, tabel: str) -> None:
    for gemeente in (toneel.twee.a, toneel.twee.b):
        assert (await rij_van(toneel.alziend, tabel, gemeente))["gemeente_id"] == gemeente.id
