"""Slechte momenten onderweg, over een echte poort: een klant die weggaat, een rij die vaststaat, een volle pool, een
verbinding die wegvalt, een server die stopt, en code van ons die stukgaat.

Traag is hier nooit een wachttijd maar een rij die een ander vasthoudt. Na elk moment geldt hetzelfde (`schoon`): geen
open transactie, alle plaatsen in de pool terug, en op elke verbinding ziet wie daarna komt alleen zijn eigen gemeente.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import httpx2
import pytest
import pytest_asyncio
from litestar import post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation

from core.fouten import NietGevonden
from core.platform.db import uow as module
from core.platform.db.uow import Tx
from core.platform.http.bezoek import Bezoek, bewaak, geef_bezoek, vraagt
from core.platform.http.weigeringen import HOOGSTE
from core.platform.tenancy import Actor
from tests.api.opstelling import VERBINDINGEN, VOOR_EEN, Opstelling, opstelling, opstelling_ernaast
from tests.geduld import GEDULD
from tests.logregels import logregels
from tests.process.wereld import Wereld
from tests.voorbeelden.cluster import Cluster

# Servers and databases that stop, one after the other.
pytestmark = pytest.mark.lang
OPROEP = {"termijnLaatsteDag": "2026-03-16", "afspraakOp": "2026-03-12T09:00:00Z", "plaats": "Endelhovenlaan 1"}
_DOOD = """
select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity
where datname = current_database() and usename = 'meedoen_gemeente' and wait_event_type = 'Lock'"""


async def _schrijf(tx: Tx, let_op: str) -> None:
    await tx.voer_uit(
        "update meedoen.dossier set let_op = $2, gewijzigd_door = $3 where gemeente_id = $1",
        tx.gemeente_id,
        let_op,
        tx.medewerker_id,
    )


async def _gather(tx: Tx) -> None:
    await asyncio.gather(*(tx.fetch("select gemeente_id from meedoen.dossier") for _ in range(3)))


async def _fout_van_ons(_: Tx) -> None:
    raise ZeroDivisionError


async def _weigering(_: Tx) -> None:
    raise NietGevonden("toch niet")


async def _opgevangen(tx: Tx) -> None:
    """Een fout van de database wegwuiven en doorgaan: dan is er niets meer om vast te leggen."""
    try:
        await tx.fetch("select 1 / 0 as gemeente_id")
    except asyncpg.DivisionByZeroError:
        return


MISSTAPPEN: dict[str, Callable[[Tx], Awaitable[None]]] = {
    "gather": _gather,
    "fout-van-ons": _fout_van_ons,
    "weigering": _weigering,
    "opgevangen": _opgevangen,
}


@post(
    "/v1/gemeenten/{gemeentecode:str}/misstap/{soort:str}",
    guards=[bewaak],
    dependencies={"bezoek": Provide(geef_bezoek)},
    opt=vraagt("dossier", "lezen"),
)
async def misstap(
    gemeentecode: FromPath[str], soort: FromPath[str], bezoek: NamedDependency[SkipValidation[Bezoek]]
) -> None:
    """Een handler zoals de echte, die na het schrijven iets fout doet."""
    async with bezoek.uow() as tx:
        await _schrijf(tx, soort)
        if soort in MISSTAPPEN:
            await MISSTAPPEN[soort](tx)
        else:
            async with bezoek.uow():
                pytest.fail("nesten mag niet")


@pytest_asyncio.fixture(loop_scope="session")
async def hier(wereld: Wereld, cluster: Cluster) -> AsyncIterator[Opstelling]:
    async with opstelling(wereld, cluster, misstap) as hier:
        yield hier


def _is_later_weer(antwoord: httpx2.Response) -> None:
    assert antwoord.status_code == 503, antwoord.text
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert int(antwoord.headers["Retry-After"]) > 0
    assert "robeer het zo weer" in antwoord.json()["detail"]


# ── De klant gaat weg ───────────────────────────────────────────────────────────────────────────────────
async def _begin_verzoek(hier: Opstelling, pad: str, body: bytes, *, lengte: int | None = None) -> asyncio.StreamWriter:
    """Een verzoek op een kale verbinding, waar men midden in weg kan gaan."""
    plek = urlsplit(hier.adres)
    _, schrijver = await asyncio.open_connection(plek.hostname, plek.port)
    koppen = {
        "Host": plek.netloc,
        "Authorization": f"Bearer {hier.wereld.km.token}",
        "Content-Type": "application/json",
        "Content-Length": str(len(body) if lengte is None else lengte),
    }
    kop = f"POST {hier.wereld.km.basis}{hier.zaak.pad(pad)} HTTP/1.1\r\n"
    kop += "".join(f"{naam}: {waarde}\r\n" for naam, waarde in koppen.items())
    schrijver.write(kop.encode() + b"\r\n" + body)
    await schrijver.drain()
    return schrijver


@pytest.mark.parametrize("abrupt", [True, False], ids=["verbroken", "netjes gesloten"])
async def test_een_klant_die_midden_in_een_opdracht_weggaat(hier: Opstelling, abrupt: bool) -> None:
    """uvicorn en Litestar breken een verzoek niet af als de klant weg is: de handeling loopt door en komt er helemaal.
    Wie terugkomt en hetzelfde id stuurt, hoort dat het gelukt is."""
    body = OPROEP | {"id": str(uuid4())}
    async with hier.vastgehouden():
        schrijver = await _begin_verzoek(hier, "/oproepen", json.dumps(body).encode())
        await hier.wacht_op_wachtenden()
        if abrupt:
            schrijver.transport.abort()
        else:
            schrijver.close()
        assert await hier.oproepen() == 0
    await hier.wacht_op_rust()
    assert await hier.oproepen() == 1
    async with hier.klant() as klant:
        assert (await klant.post(hier.zaak.pad("/oproepen"), json=body)).status_code == 204
    assert await hier.oproepen() == 1
    await hier.schoon()


async def test_een_klant_die_na_zijn_halve_body_weggaat_is_geen_fout_van_ons(
    hier: Opstelling, capsys: pytest.CaptureFixture[str]
) -> None:
    schrijver = await _begin_verzoek(hier, "/oproepen", b'{"id":', lengte=4000)
    schrijver.transport.abort()
    regels: list[dict[str, Any]] = []
    async with asyncio.timeout(GEDULD):
        while not (regels := regels + _van_oproepen(capsys.readouterr().err)):  # noqa: ASYNC110
            await asyncio.sleep(0)
    assert [r["status"] for r in regels] == [400]
    assert await hier.oproepen() == 0
    await hier.schoon()


async def test_een_klant_die_niet_langer_wacht_en_het_opnieuw_stuurt(hier: Opstelling) -> None:
    body = OPROEP | {"id": str(uuid4())}
    async with hier.klant() as klant:
        async with hier.vastgehouden():
            with pytest.raises(httpx2.ReadTimeout):
                await klant.post(hier.zaak.pad("/oproepen"), json=body, timeout=httpx2.Timeout(GEDULD, read=0.2))
            ongeduldig = asyncio.create_task(klant.post(hier.zaak.pad("/oproepen"), json=body))
            await hier.wacht_op_wachtenden(2)
        assert (await ongeduldig).status_code == 204
    assert await hier.oproepen() == 1
    await hier.schoon()


# ── De database doet er te lang over, of valt weg ───────────────────────────────────────────────────────
@pytest.mark.parametrize("grens", ["lock_timeout", "statement_timeout"])
async def test_wie_te_lang_op_een_ander_wacht_krijgt_503_en_er_is_niets_vastgelegd(
    wereld: Wereld, cluster: Cluster, grens: str
) -> None:
    async with opstelling(wereld, cluster, misstap, **{grens: "200ms"}) as hier, hier.klant() as klant:
        body = OPROEP | {"id": str(uuid4())}
        async with hier.vastgehouden():
            _is_later_weer(await klant.post(hier.zaak.pad("/oproepen"), json=body))
            assert await hier.oproepen() == 0
        await hier.schoon()
        assert (await klant.post(hier.zaak.pad("/oproepen"), json=body)).status_code == 204
        assert await hier.oproepen() == 1


async def test_een_verbinding_die_midden_in_een_verzoek_wordt_verbroken(hier: Opstelling) -> None:
    body = OPROEP | {"id": str(uuid4())}
    async with hier.klant() as klant:
        async with hier.vastgehouden():
            verzoek = asyncio.create_task(klant.post(hier.zaak.pad("/oproepen"), json=body))
            await hier.wacht_op_wachtenden()
            assert await hier.wereld.alziend.fetchval(_DOOD) == 1
            _is_later_weer(await verzoek)
        assert await hier.oproepen() == 0
        await hier.schoon()
        assert (await klant.post(hier.zaak.pad("/oproepen"), json=body)).status_code == 204


async def test_een_verbinding_die_in_de_pool_stierf_kost_hoogstens_een_verzoek(hier: Opstelling) -> None:
    """Na een herstart van de database zijn alle verbindingen in de pool dood; daar merkt men één keer iets van."""
    await hier.schoon()
    alle = "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where usename = 'meedoen_gemeente'"
    await hier.wereld.alziend.execute(f"{alle} and datname = current_database()")
    async with hier.klant() as klant:
        uitslagen = [(await klant.get("/werkvoorraad")).status_code for _ in range(2 * VERBINDINGEN)]
    assert set(uitslagen) <= {200, 503}
    assert uitslagen[VERBINDINGEN:] == [200] * VERBINDINGEN
    await hier.schoon()


# ── Meer verzoeken dan verbindingen ─────────────────────────────────────────────────────────────────────
async def test_meer_verzoeken_dan_verbindingen_wachten_op_hun_beurt(hier: Opstelling) -> None:
    async with hier.klant() as a, hier.klant(b=True) as b:
        antwoorden = await asyncio.gather(*((a, b)[n % 2].get("/werkvoorraad") for n in range(20 * VERBINDINGEN)))
    assert Counter(antwoord.status_code for antwoord in antwoorden) == {200: 20 * VERBINDINGEN}
    await hier.schoon()


async def test_wie_zijn_deel_van_de_pool_vol_heeft_hoort_503_met_een_wachttijd_en_komt_terug(
    hier: Opstelling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hier.huis.databank._plaatsen, "_geduld", 0.3)
    async with hier.klant() as klant, hier.klant(b=True) as ander:
        async with hier.vastgehouden():
            pad, bodies = hier.zaak.pad("/oproepen"), [OPROEP | {"id": str(uuid4())} for _ in range(VOOR_EEN)]
            bezet = [asyncio.create_task(klant.post(pad, json=body)) for body in bodies]
            await hier.wacht_op_wachtenden(VOOR_EEN)
            for antwoord in await asyncio.gather(*(klant.get("/werkvoorraad") for _ in range(4 * VERBINDINGEN))):
                _is_later_weer(antwoord)
            assert (await ander.get("/werkvoorraad")).status_code == 200
        monkeypatch.undo()
        klaar = Counter([(await verzoek).status_code for verzoek in bezet])
    assert klaar == {204: 1, 409: VOOR_EEN - 1}
    assert await hier.oproepen() == 1
    await hier.schoon()


async def test_een_volle_pool_is_503_met_een_wachttijd_en_komt_terug(
    hier: Opstelling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WACHT_OP_VERBINDING", 0.3)
    pool = hier.huis.databank._pools[Actor.GEMEENTE]
    async with hier.klant() as klant:
        bezet = [await pool.acquire() for _ in range(VERBINDINGEN)]
        _is_later_weer(await klant.get("/werkvoorraad"))
        for verbinding in bezet:
            await pool.release(verbinding)
        monkeypatch.undo()
        assert (await klant.get("/werkvoorraad")).status_code == 200
    await hier.schoon()


# ── Wijzelf ─────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("soort", "status"),
    [("gather", 500), ("fout-van-ons", 500), ("weigering", 404), ("opgevangen", 500), ("genest", 500)],
)
async def test_een_handler_die_na_het_schrijven_struikelt_heeft_niets_vastgelegd(
    hier: Opstelling, soort: str, status: int
) -> None:
    voor = await hier.wereld.rijen("dossier")
    async with hier.klant() as klant:
        antwoorden = await asyncio.gather(*(klant.post(f"/misstap/{soort}") for _ in range(3 * VERBINDINGEN)))
    assert {antwoord.status_code for antwoord in antwoorden} == {status}
    assert {antwoord.headers["content-type"] for antwoord in antwoorden} == {"application/problem+json"}
    assert await hier.wereld.rijen("dossier") == voor
    if soort == "weigering":  # wie geweigerd is, komt na het antwoord nog in het log, tot een hoogste aantal
        async with asyncio.timeout(GEDULD):
            verwacht = min(HOOGSTE, 3 * VERBINDINGEN)
            while len(await hier.wereld.rijen("audit", resultaat="geweigerd")) < verwacht:  # noqa: ASYNC110 - als wacht_op_rust
                await asyncio.sleep(0)
        await hier.wacht_op_rust()
    await hier.schoon()


async def test_een_server_die_stopt_breekt_af_wat_te_lang_duurt_en_er_blijft_niets_half_staan(
    wereld: Wereld, cluster: Cluster
) -> None:
    """Bij SIGTERM krijgt een verzoek zijn genadetijd; daarna wordt het afgebroken, en dan is het teruggedraaid."""
    async with opstelling(wereld, cluster, misstap) as blijvend, blijvend.vastgehouden():
        async with opstelling_ernaast(blijvend, genade=1) as weg, weg.klant() as klant:
            body = OPROEP | {"id": str(uuid4())}
            verzoek = asyncio.create_task(klant.post(weg.zaak.pad("/oproepen"), json=body))
            await weg.wacht_op_wachtenden()
        with pytest.raises(httpx2.HTTPError):
            await verzoek
        await blijvend.wacht_op_rust()
        assert await blijvend.oproepen() == 0
        await blijvend.schoon()


# ── De grenzen zelf ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("rol", [f"meedoen_{actor}" for actor in Actor])
@pytest.mark.parametrize(
    "grens",
    [
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
        "client_connection_check_interval",
    ],
)
async def test_elke_rol_heeft_grenzen(wereld: Wereld, rol: str, grens: str) -> None:
    gezet = await wereld.alziend.fetchval("select rolconfig from pg_roles where rolname = $1", rol)
    waarden = dict(regel.split("=", 1) for regel in gezet)
    assert grens in waarden, f"{rol} mist {grens}; zet haar in rollen.sql en voer `meedoen db voorbereiden` uit"
    seconden = int(waarden[grens].removesuffix("s"))
    assert 0 < seconden <= 60


async def test_een_proces_dat_omvalt_terwijl_het_wacht_houdt_niets_vast(hier: Opstelling) -> None:
    """kill -9 sluit de verbinding zonder afscheid; de server merkt dat en draait terug, ook al wachtte de opdracht."""
    naam = await hier.wereld.alziend.fetchval("select current_database()")
    verloren = await asyncpg.connect(hier.cluster.dsn("meedoen_gemeente", naam))
    # Zonder de andere grenzen: alleen dat de server naar zijn verbinding kijkt, kan hem hier nog stoppen.
    begin = "set lock_timeout = 0; set statement_timeout = 0; begin; set local meedoen.context = '%s'"
    async with hier.vastgehouden():
        await verloren.execute(begin % hier.wereld.twee.a.id)
        schrijf = "update meedoen.dossier set let_op = 'half', gewijzigd_door = null where gemeente_id = $1 and id = $2"
        opdracht = asyncio.create_task(verloren.execute(schrijf, hier.wereld.twee.a.id, hier.zaak.id))
        await hier.wacht_op_wachtenden()
        transport: Any = verloren
        transport._transport.abort()
        with pytest.raises((asyncpg.PostgresConnectionError, asyncpg.InterfaceError, ConnectionError)):
            await opdracht
        await hier.wacht_op_wachtenden(0)
    assert (await hier.zaak.lees())["letOp"] != "half"
    await hier.schoon()


def _van_oproepen(geschreven: str) -> list[dict[str, Any]]:
    route = "/v1/gemeenten/{gemeentecode}/dossiers/{dossier_id}/oproepen"
    return [r for r in logregels(geschreven) if r.get("route") == route]
