"""Een gemeente die alles tegelijk vraagt houdt een andere niet op, ook niet als haar vragen blijven hangen."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest
import pytest_asyncio

from core.ontwikkeling.simulator.bevolking import Verhaal
from tests.api.server import draaiende_api
from tests.geduld import GEDULD
from tests.process.wereld import Mens, Wereld
from tests.process.zaak import Zaak

VOOR_EEN = 7
"""Een minder dan de verbindingen die de wereld per rol heeft."""
TE_VEEL = 5
HANGEN = """
select count(*) from pg_locks l join pg_stat_activity a using (pid)
where not l.granted and a.usename = $1 and a.datname = current_database()"""


@asynccontextmanager
async def _vast(wereld: Wereld, tabel: str) -> AsyncIterator[None]:
    """Zolang dit duurt blijft elke vraag aan deze tabel hangen."""
    async with wereld.alziend.transaction():
        await wereld.alziend.execute(f"lock table meedoen.{tabel} in access exclusive mode")
        yield


async def _tot_er_hangen(wereld: Wereld, aantal: int, rol: str) -> None:
    async with asyncio.timeout(GEDULD):
        while True:
            if await wereld.eigenaar.fetchval(HANGEN, rol) >= aantal:
                return
            await asyncio.sleep(0.02)


async def _vraag(http: httpx2.AsyncClient, mens: Mens, pad: str) -> httpx2.Response:
    return await http.get(f"{mens.basis}{pad}", headers={"Authorization": f"Bearer {mens.token}"}, timeout=30)


@pytest_asyncio.fixture(loop_scope="session")
async def http(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx2.AsyncClient]:
    """De API achter een echte poort, waar wie te veel vraagt niet lang hoeft te wachten."""
    monkeypatch.setattr(wereld.huis.databank._plaatsen, "_geduld", 1.0)
    async with draaiende_api(wereld.huis) as adres, httpx2.AsyncClient(base_url=adres) as client:
        yield client


async def _de_rest_hoort_503(bezig: list[asyncio.Task[httpx2.Response]]) -> None:
    for eerste in itertools.islice(asyncio.as_completed(bezig), TE_VEEL):
        antwoord = await eerste
        assert antwoord.status_code == 503
        assert int(antwoord.headers["Retry-After"]) > 0
        assert antwoord.headers["content-type"] == "application/problem+json"


async def test_een_gemeente_waarvan_alles_hangt_houdt_een_andere_niet_op(
    wereld: Wereld, http: httpx2.AsyncClient
) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    ander = wereld.mens("klantmanager", wereld.twee.b)
    async with _vast(wereld, "oproep"):
        bezig = [
            asyncio.create_task(_vraag(http, wereld.km, f"/dossiers/{zaak.id}/oproepen"))
            for _ in range(VOOR_EEN + TE_VEEL)
        ]
        await _tot_er_hangen(wereld, VOOR_EEN, "meedoen_gemeente")
        for _ in range(3):
            assert (await _vraag(http, ander, "/werkvoorraad")).status_code == 200
        await _de_rest_hoort_503(bezig)
    assert Counter([(await taak).status_code for taak in bezig]) == {503: TE_VEEL, 200: VOOR_EEN}
    assert (await _vraag(http, wereld.km, "/werkvoorraad")).status_code == 200


async def test_een_taalschool_waarvan_alles_hangt_laat_een_andere_haar_plaats(
    wereld: Wereld, http: httpx2.AsyncClient
) -> None:
    druk, ander = (wereld.mens("school", gemeente, basis="/v1") for gemeente in (wereld.twee.a, wereld.twee.b))
    async with _vast(wereld, "toewijzing"):
        bezig = [asyncio.create_task(_vraag(http, druk, "/eigen-toewijzingen")) for _ in range(VOOR_EEN + TE_VEEL)]
        await _tot_er_hangen(wereld, VOOR_EEN, "meedoen_taalschool")
        van_ander = asyncio.create_task(_vraag(http, ander, "/eigen-toewijzingen"))
        await _tot_er_hangen(wereld, VOOR_EEN + 1, "meedoen_taalschool")
        await _de_rest_hoort_503(bezig)
    assert (await van_ander).status_code == 200
    assert Counter([(await taak).status_code for taak in bezig]) == {503: TE_VEEL, 200: VOOR_EEN}
