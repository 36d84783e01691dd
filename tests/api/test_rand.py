"""Wat elk antwoord draagt, ook een 404 die geen route haalt en een 500: versie, veiligheid, en dezelfde vorm."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from litestar import get
from litestar.params import FromPath

from core.api import Voordeur
from core.platform.http.bezoek import bewaak, openbaar, vraagt
from core.platform.http.invoer import GRENS
from core.platform.http.rand import API_VERSIE
from tests.process.wereld import Wereld

VAST = {
    "api-version": API_VERSIE,
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
GEHEIM = "geheim-dat-niet-naar-buiten-mag"


@get("/v1/stuk", opt=openbaar())
async def stuk() -> None:
    """Een fout van ons, met een waarde erin."""
    raise RuntimeError(GEHEIM)


def _bewaakt(opt: dict[str, Any]) -> Any:
    """Een route achter de wacht, met deze `opt`."""

    @get("/v1/gemeenten/{gemeentecode:str}/proef", guards=[bewaak], opt=opt)
    async def proef(gemeentecode: FromPath[str]) -> None:
        return None

    return proef


@pytest_asyncio.fixture(loop_scope="session")
async def met_fouten(wereld: Wereld) -> AsyncIterator[httpx.AsyncClient]:
    """De echte API, met een route erbij die stukgaat."""
    deur: Any = Voordeur(wereld.huis, open_databank=False)
    deur.app.register(stuk)
    vervoer = httpx.ASGITransport(app=deur, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=vervoer, base_url="http://meedoen") as http:
        yield http


def _verzoeken(wereld: Wereld) -> dict[int, Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]]:
    """Voor elke status die de API kent een verzoek dat haar krijgt."""
    hier, mens = f"/v1/gemeenten/{wereld.twee.a.code}", wereld.km
    koppen = {"Authorization": f"Bearer {mens.token}"}
    zoek = f"{hier}/werkvoorraad/zoekopdrachten"
    groot = b'{"naamBegintMet":"' + b"x" * GRENS + b'"}'
    json = koppen | {"Content-Type": "application/json"}
    return {
        200: lambda http: http.get(f"{hier}/werkvoorraad", headers=koppen),
        400: lambda http: http.get(f"{hier}/werkvoorraad?limiet=0", headers=koppen),
        401: lambda http: http.get(f"{hier}/werkvoorraad"),
        403: lambda http: http.get("/v1/eigen-toewijzingen", headers=koppen),
        404: lambda http: http.get(f"{hier}/dossiers/{uuid4()}", headers=koppen),
        405: lambda http: http.delete(f"{hier}/werkvoorraad", headers=koppen),
        413: lambda http: http.post(zoek, content=groot, headers=json),
        415: lambda http: http.post(zoek, content=b"x", headers=koppen),
        500: lambda http: http.get("/v1/stuk"),
    }


async def test_elk_antwoord_draagt_de_versie_en_de_veiligheidskoppen(
    wereld: Wereld, met_fouten: httpx.AsyncClient
) -> None:
    for status, verzoek in _verzoeken(wereld).items():
        antwoord = await verzoek(met_fouten)
        assert antwoord.status_code == status
        assert {k: v for k, v in antwoord.headers.items() if k in VAST} == VAST, status
        namen = [naam.lower() for naam, _ in antwoord.headers.raw]
        assert len(namen) == len(set(namen)), status
        assert antwoord.headers["x-request-id"], status
        assert not {"server", "x-powered-by"} & set(antwoord.headers), status


async def test_elke_fout_heeft_dezelfde_vorm(wereld: Wereld, met_fouten: httpx.AsyncClient) -> None:
    for status, verzoek in _verzoeken(wereld).items():
        if status < 400:
            continue
        antwoord = await verzoek(met_fouten)
        assert antwoord.headers["content-type"] == "application/problem+json", status
        probleem = antwoord.json()
        assert probleem["status"] == status
        assert probleem["type"].startswith("urn:meedoen:probleem:"), status
        assert probleem["title"], status
        assert probleem["detail"], status


async def test_een_methode_die_niet_bestaat_noemt_wat_wel_kan(wereld: Wereld) -> None:
    for methode in ("DELETE", "PATCH", "PUT", "POST", "HEAD", "TRACE", "VERZONNEN"):
        antwoord = await wereld.http.request(methode, f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad")
        assert antwoord.status_code == 405, methode
        assert "GET" in antwoord.headers["Allow"], methode


@pytest.mark.parametrize(
    "pad",
    ["/", "/v1", "/v2/gemeenten", "/v1/onbekend", "/duo/v1", "/duo/v1/onbekend", "/schema", "/openapi.json", "/docs"],
)
async def test_een_adres_dat_niet_bestaat_is_een_nette_404(wereld: Wereld, pad: str) -> None:
    antwoord = await wereld.http.get(pad)
    assert antwoord.status_code == 404
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert pad == "/" or pad not in antwoord.text


async def test_een_verzonnen_methode_komt_niet_in_het_logboek(wereld: Wereld, caplog: pytest.LogCaptureFixture) -> None:
    """Een methode mag elk woord zijn, ook een nummer van iemand; het logboek kent alleen de gewone."""
    with caplog.at_level("INFO"):
        for methode in ("999990019", "JANSEN", "TRACE", "GET"):
            await wereld.http.request(methode, "/v1/onbekend")
            await wereld.duo.request(methode, "/duo/v1/")
    verzoeken = [r.getMessage() for r in caplog.records if r.name == "meedoen.verzoek"]
    assert ["GET" if "'GET'" in v else "anders" for v in verzoeken] == ["anders"] * 6 + ["GET"] * 2
    assert not [v for v in verzoeken if "999990019" in v or "JANSEN" in v or "TRACE" in v]


async def test_een_schuine_streep_aan_het_eind_is_een_ander_adres(wereld: Wereld) -> None:
    koppen = {"Authorization": f"Bearer {wereld.km.token}"}
    for pad in (f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad", "/live", "/v1/openapi.json"):
        assert (await wereld.http.get(pad, headers=koppen)).status_code == 200
        for met in (f"{pad}/", f"{pad}//"):
            antwoord = await wereld.http.get(met, headers=koppen)
            assert antwoord.status_code == 404, met
            assert antwoord.headers["api-version"] == API_VERSIE


async def test_een_fout_van_ons_verraadt_niets(met_fouten: httpx.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    antwoord = await met_fouten.get(f"/v1/stuk?naam={GEHEIM}")
    assert antwoord.status_code == 500
    assert GEHEIM not in antwoord.text
    assert "Traceback" not in antwoord.text
    assert [r for r in caplog.records if r.levelname == "ERROR"], "een fout van ons komt in het logboek"


@pytest.mark.parametrize("opt", [{}, vraagt("verzonnen", "recht")], ids=["geen recht", "onbekend recht"])
async def test_een_route_zonder_bekend_recht_gaat_voor_niemand_open(wereld: Wereld, opt: dict[str, Any]) -> None:
    deur: Any = Voordeur(wereld.huis, open_databank=False)
    deur.app.register(_bewaakt(opt))
    vervoer = httpx.ASGITransport(app=deur, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=vervoer, base_url="http://meedoen") as http:
        for wie in ("klantmanager", "teamleider", "school"):
            pad = f"/v1/gemeenten/{wereld.twee.a.code}/proef"
            koppen = {"Authorization": f"Bearer {wereld.mens(wie).token}"}
            assert (await http.get(pad, headers=koppen)).status_code == 403, wie


async def test_live_en_ready_zeggen_hoe_het_is(wereld: Wereld) -> None:
    assert (await wereld.http.get("/live")).json() == {"status": "leeft"}
    assert (await wereld.http.get("/ready")).json() == {"status": "klaar"}


async def test_andere_sites_mogen_niet_meelezen(wereld: Wereld) -> None:
    koppen = {"Authorization": f"Bearer {wereld.km.token}", "Origin": "https://elders.example.org"}
    antwoord = await wereld.http.get(f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad", headers=koppen)
    assert "access-control-allow-origin" not in antwoord.headers
