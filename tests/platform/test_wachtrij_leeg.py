"""Valkey mag op elk moment leeg zijn: wat open was wordt gedaan, eenmaal, en zonder op de veger te wachten.

De relay, de worker, de database en Valkey zijn echt; iemand leegt Valkey terwijl er taken lopen, wachten en komen.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest

from core.bootstrap import TAKEN
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.platform.outbox.relay import OPNIEUW_NA_SECONDEN, Relay
from core.platform.queue.aanbod import Aanbod
from core.platform.queue.alarm import Alarm
from core.platform.queue.bericht import WACHTRIJ
from core.platform.queue.valkey import maak_valkey
from core.platform.telemetry import logboek
from core.process.taak import Taakbeurt, Taaksoort
from core.worker import GELIJKTIJDIG, maak_worker
from tests.platform.wachtrij import TYPEN, zet_type
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.outbox import outbox

# arq closes its connection with a method that redis has since renamed.
pytestmark = pytest.mark.filterwarnings("ignore:Call to deprecated close:DeprecationWarning")
SOORT = "proef.taak"
GEDULD = OPNIEUW_NA_SECONDEN - 5
"""Korter dan de veger wacht: wat pas door hem opnieuw wordt aangeboden, is te laat."""


_AAN_TE_BIEDEN = """status = 'nieuw' and not exists (
    select from meedoen.outbox e where e.gemeente_id = outbox.gemeente_id and e.reeks = outbox.reeks
      and e.status <> 'klaar' and (e.ontstaan_op, e.id) < (outbox.ontstaan_op, outbox.id))"""


@pytest.fixture(autouse=True)
def echt_logboek() -> None:
    """Dat van het echte proces: de standaard van structlog tekent van elke fout alle waarden uit, en is traag."""
    logboek.richt_in("INFO")


class Poort:
    """Een taak die voor de poort wacht tot zij opengaat, en dan klaar is."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.wachtend: set[UUID] = set()
        self.gedaan: Counter[UUID] = Counter()

    async def __call__(self, beurt: Taakbeurt) -> None:
        self.wachtend.add(beurt.bericht.id)
        await self.open.wait()
        async with beurt.uow() as tx:
            await beurt.klaar(tx)
        self.gedaan[beurt.bericht.id] += 1

    async def raakt_stil(self, aantal: int) -> None:
        """De database weet eerder dat een taak klaar is dan deze telling."""
        async with asyncio.timeout(GEDULD):
            while self.gedaan.total() < aantal:  # noqa: ASYNC110 - een taak roept niet
                await asyncio.sleep(0)


@pytest.fixture
def poort(monkeypatch: pytest.MonkeyPatch) -> Poort:
    poort = Poort()
    monkeypatch.setitem(TAKEN, SOORT, Taaksoort(soort=SOORT, wat="de proef doen", doe=poort))
    return poort


@asynccontextmanager
async def _relay_en_worker(huis: Huis) -> AsyncIterator[Any]:
    """Geeft een client van Valkey, van wie er niet hoort te zijn."""
    client, stop = maak_valkey(huis.config), asyncio.Event()
    await client.flushall()
    aanbod = Aanbod(maak_valkey(huis.config), Alarm())
    taken = [
        asyncio.create_task(Relay(huis.databank, aanbod.bied_aan, is_leeg=aanbod.is_leeg).draai(stop)),
        asyncio.create_task(maak_worker(huis.config).draai(stop)),
    ]
    try:
        yield client
        assert not any(taak.done() for taak in taken)
    finally:
        stop.set()
        await asyncio.wait_for(asyncio.gather(*taken), 30)
        for valkey in (client, aanbod._valkey):
            await valkey.aclose(close_connection_pool=True)


async def _zet(huis: Huis, twee: TweeGemeenten, aantal: int) -> set[UUID]:
    """Werk van twee gemeenten, de helft in reeksen van drie."""
    ids: set[UUID] = set()
    for gemeente in (twee.a, twee.b):
        async with huis.databank.uow(gemeente.als_taak()) as tx:
            reeks = nieuw_id()
            for nummer in range(aantal // 2):
                if nummer % 3 == 0 or nummer > aantal // 4:
                    reeks = nieuw_id()
                ids.add(await outbox(tx, soort=SOORT, reeks=reeks))
    return ids


async def _tot(huis: Huis, alziend: Any, vraag: str, aantal: int) -> None:
    async with asyncio.timeout(GEDULD):
        while await alziend.fetchval(f"select count(*) from meedoen.outbox where {vraag}") != aantal:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_valkey_legen_terwijl_er_werk_open_is_verliest_niets(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, poort: Poort
) -> None:
    async with _relay_en_worker(huis) as client:
        eerst = await _zet(huis, twee_gemeenten, 40)
        async with asyncio.timeout(GEDULD):
            while len(poort.wachtend) < GELIJKTIJDIG:  # noqa: ASYNC110 - de worker roept niet
                await asyncio.sleep(0.01)
        await _tot(huis, alziend, _AAN_TE_BIEDEN, 0)
        await client.flushall()
        daarna = await _zet(huis, twee_gemeenten, 10)
        poort.open.set()
        await _tot(huis, alziend, "status <> 'klaar'", 0)
        await poort.raakt_stil(len(eerst | daarna))
        assert poort.gedaan == Counter(eerst | daarna), "elk precies één keer"


@pytest.mark.parametrize("soort", [t for t in TYPEN if t != "zset"])
async def test_een_wachtrij_van_een_ander_type_wordt_uit_de_outbox_weer_gevuld(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, poort: Poort, soort: str
) -> None:
    """Er komt daarna niets nieuws bij: alleen de worker kan het merken, en alleen de relay kan het vullen."""
    async with _relay_en_worker(huis) as client:
        ids = await _zet(huis, twee_gemeenten, 30)
        async with asyncio.timeout(GEDULD):
            while len(poort.wachtend) < GELIJKTIJDIG:  # noqa: ASYNC110 - de worker roept niet
                await asyncio.sleep(0.01)
        await zet_type(client, WACHTRIJ, soort)
        poort.open.set()
        await _tot(huis, alziend, "status <> 'klaar'", 0)
        await poort.raakt_stil(len(ids))
        assert poort.gedaan == Counter(ids)


async def test_van_twee_relays_vult_er_een(huis: Huis, twee_gemeenten: TweeGemeenten) -> None:
    client = maak_valkey(huis.config)
    await client.flushall()
    aanbod = [Aanbod(client, Alarm()), Aanbod(client, Alarm())]
    assert [await a.is_leeg() for a in aanbod] == [True, False]
    assert [await a.is_leeg() for a in aanbod] == [False, False]
    await client.aclose(close_connection_pool=True)


async def test_een_relay_biedt_na_het_legen_alles_een_keer_opnieuw_aan(
    huis: Huis, twee_gemeenten: TweeGemeenten
) -> None:
    leeg: list[bool] = []
    gekregen: list[UUID] = []

    async def neem(id_: UUID, _: int) -> None:
        gekregen.append(id_)

    async def is_leeg() -> bool:
        return bool(leeg) and leeg.pop()

    relay = Relay(huis.databank, neem, is_leeg=is_leeg)
    async with huis.databank.uow(twee_gemeenten.a.als_taak()) as tx:
        ids = {await outbox(tx) for _ in range(5)}
    assert (await relay.ronde(), set(gekregen)) == (5, ids)
    assert await relay.ronde() == 0
    leeg.append(True)
    assert (await relay.ronde(), set(gekregen), len(gekregen)) == (5, ids, 10)
    assert await relay.ronde() == 0, "niet nog eens: wat daarna aangeboden is, staat er"
