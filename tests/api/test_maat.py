"""Zoeken, ophalen en inloggen hebben een grens per minuut: ruim voor wie werkt, te weinig om iedereen af te gaan."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import pytest_asyncio
from redis.asyncio import Redis

from core.api import Voordeur
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.access.bevoegdheden import Bevoegdheid
from core.platform.http.inloggen.deur import pad_van
from core.platform.http.maat import PER_MINUUT, Maatsoort, maak_maat, te_veel
from tests.api.inloggen import SITE, opstelling
from tests.api.routes import routes_van
from tests.process.wereld import Wereld
from tests.voorbeelden.verandering import een_webhook

GRENS = 3


@pytest_asyncio.fixture(loop_scope="session")
async def geteld(wereld: Wereld, valkey: EmbeddedValkey) -> AsyncIterator[Redis]:
    """De voordeur met een kleine maat, geteld in een echte Valkey."""
    staat = wereld.deur.app.state
    async with Redis.from_url(valkey.url, db=7) as lijn:
        await lijn.flushdb()
        staat.maat = maak_maat(lijn, per_minuut=dict.fromkeys(Maatsoort, GRENS))
        try:
            yield lijn
        finally:
            staat.maat = None


async def zoek(wereld: Wereld, wie: Any) -> httpx2.Response:
    pad = f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad/zoekopdrachten"
    return await wereld.http.post(
        pad, json={"naamBegintMet": "Jansen"}, headers={"Authorization": f"Bearer {wie.token}"}
    )


async def test_wie_te_vaak_zoekt_wacht_even_en_een_ander_niet(wereld: Wereld, geteld: Redis) -> None:
    for _ in range(GRENS):
        assert (await zoek(wereld, wereld.km)).status_code == 200
    te_veel = await zoek(wereld, wereld.km)
    assert te_veel.status_code == 429
    assert te_veel.json()["type"] == "urn:meedoen:probleem:te-veel"
    assert 1 <= int(te_veel.headers["retry-after"]) <= 60
    assert te_veel.headers["retry-after"] in te_veel.json()["detail"]
    assert (await zoek(wereld, wereld.mens("teamleider"))).status_code == 200
    dossiers = f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad"
    antwoord = await wereld.http.get(dossiers, headers={"Authorization": f"Bearer {wereld.km.token}"})
    assert antwoord.status_code == 200, "gewoon werk telt niet"


async def test_een_brief_ophalen_telt_apart(wereld: Wereld, geteld: Redis) -> None:
    pad = f"/v1/gemeenten/{wereld.twee.a.code}/dossiers/{uuid4()}/brieven/{uuid4()}/pdf"
    koppen = {"Authorization": f"Bearer {wereld.km.token}"}
    statussen = [(await wereld.http.get(pad, headers=koppen)).status_code for _ in range(GRENS + 1)]
    assert statussen == [404] * GRENS + [429]
    assert (await zoek(wereld, wereld.km)).status_code == 200


async def test_wie_steeds_begint_met_inloggen_vult_valkey_niet(
    wereld: Wereld, geteld: Redis, valkey: EmbeddedValkey
) -> None:
    async with opstelling(wereld.deur, valkey.url) as hier, hier.browser() as browser:
        pad = pad_van(browser.dienst.afgesproken)
        statussen = [(await browser.ga(pad)).status_code for _ in range(GRENS + 2)]
        assert statussen == [303] * GRENS + [429] * 2
        assert len([s async for s in hier.valkey.scan_iter("meedoen:inloggen:begin:*")]) == GRENS


PROXY, BEZOEKER, ANDER = "10.1.2.3", "203.0.113.7", "203.0.113.8"


@asynccontextmanager
async def via(deur: Voordeur, adres: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Wie van dit adres verbinding maakt."""
    lijn = httpx2.ASGITransport(app=deur, client=(adres, 40000))
    async with httpx2.AsyncClient(transport=lijn, base_url=SITE) as http:
        yield http


@pytest.mark.parametrize(
    ("proxys", "verbinding", "koppen", "telt_als"),
    [
        ((), PROXY, [("X-Forwarded-For", BEZOEKER)], PROXY),
        (("10.1.2.0/24",), ANDER, [("X-Forwarded-For", BEZOEKER)], ANDER),
        (("10.1.2.0/24",), PROXY, [("X-Forwarded-For", BEZOEKER)], BEZOEKER),
        (("10.1.2.0/24",), PROXY, [("X-Forwarded-For", f"{ANDER}, {BEZOEKER}")], BEZOEKER),
        (("10.1.2.0/24",), PROXY, [("X-Forwarded-For", f"{ANDER}, {BEZOEKER}, 10.1.2.9")], BEZOEKER),
        (("10.1.2.0/24",), PROXY, [("X-Forwarded-For", ANDER), ("X-Forwarded-For", BEZOEKER)], BEZOEKER),
        (("10.1.2.0/24",), PROXY, [("X-Forwarded-For", f"{BEZOEKER}:4711")], BEZOEKER),
        (("10.1.2.0/24",), PROXY, [("Forwarded", f"for={BEZOEKER}"), ("X-Real-IP", BEZOEKER)], PROXY),
        (("10.1.2.0/24",), PROXY, [("X-Forwarded-For", "")], PROXY),
        (("10.1.2.0/24",), PROXY, [], PROXY),
    ],
)
async def test_alleen_een_proxy_van_de_instellingen_zegt_wie_er_vraagt(
    wereld: Wereld,
    geteld: Redis,
    valkey: EmbeddedValkey,
    proxys: tuple[str, ...],
    verbinding: str,
    koppen: list[tuple[str, str]],
    telt_als: str,
) -> None:
    """Het meest rechtse adres dat geen proxy is telt: dat schreef de eerste proxy, en de rest schreef de bezoeker."""
    huis = replace(wereld.huis, config=replace(wereld.huis.config, proxys=proxys))
    deur = Voordeur(huis, maat=wereld.deur.app.state.maat, open_databank=False)
    async with opstelling(deur, valkey.url) as hier, via(deur, verbinding) as http, via(deur, telt_als) as zelf:
        pad = pad_van(hier.buiten.dienst.afgesproken)
        assert [(await http.get(pad, headers=koppen)).status_code for _ in range(GRENS)] == [303] * GRENS
        assert (await zelf.get(pad)).status_code == 429


@pytest.mark.parametrize(("wacht", "verwacht"), [(1, "Wacht 1 seconde en"), (2, "Wacht 2 seconden en")])
def test_een_seconde_is_er_een(wacht: int, verwacht: str) -> None:
    assert verwacht in te_veel(60, wacht).melding


async def test_van_wie_telt_staat_alleen_een_vingerafdruk_in_valkey(wereld: Wereld, geteld: Redis) -> None:
    await zoek(wereld, wereld.km)
    sleutels = [s async for s in geteld.scan_iter("*")]
    assert len(sleutels) == 1
    assert str(wereld.twee.a.klantmanager).encode() not in sleutels[0]


async def test_zonder_valkey_werkt_men_door(wereld: Wereld, geteld: Redis) -> None:
    async with Redis(host="127.0.0.1", port=9) as dood:
        wereld.deur.app.state.maat = maak_maat(dood, per_minuut=dict.fromkeys(Maatsoort, 1))
        for _ in range(3):
            assert (await zoek(wereld, wereld.km)).status_code == 200


LAAT_EEN_ADRES_VRAGEN = (Bevoegdheid("webhook", "aanmelden"), Bevoegdheid("webhook", "hervatten"))


async def test_wie_een_adres_steeds_laat_vragen_wacht(wereld: Wereld, geteld: Redis) -> None:
    beheerder, nieuw = wereld.mens("taalschool_beheerder"), een_webhook()
    grens = PER_MINUUT[Maatsoort.WEBHOOK]
    wereld.deur.app.state.maat = maak_maat(geteld)
    for _ in range(grens):
        await beheerder.stuur("/webhooks", nieuw, 201)
    await beheerder.stuur("/webhooks", nieuw, 429)
    await beheerder.lees("/webhooks")


async def test_elke_route_die_zoekt_een_bestand_geeft_of_een_adres_laat_vragen_heeft_een_maat(wereld: Wereld) -> None:
    for route in routes_van(wereld.huis):
        verwacht = None
        if route.opt["bevoegdheid"].handeling == "zoeken":
            verwacht = Maatsoort.ZOEKEN
        elif route.handler.media_type == "application/pdf":
            verwacht = Maatsoort.OPHALEN
        elif route.opt["bevoegdheid"] in LAAT_EEN_ADRES_VRAGEN:
            verwacht = Maatsoort.WEBHOOK
        assert route.opt["maat"] is verwacht, route


@pytest.mark.parametrize("soort", Maatsoort)
def test_elke_soort_heeft_een_grens(soort: Maatsoort) -> None:
    assert PER_MINUUT[soort] >= (10 if soort is Maatsoort.WEBHOOK else 60)
