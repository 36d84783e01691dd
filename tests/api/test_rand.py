"""Wat elk antwoord draagt, ook een 404 die geen route haalt en een 500: versie, veiligheid, en dezelfde vorm."""

import asyncio
import posixpath
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import quote, unquote
from uuid import uuid4

import httpx2
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from litestar import get
from litestar.params import FromPath

from core.api import Voordeur
from core.ontwikkeling.simulator.bevolking import Verhaal
from core.platform.http.bezoek import bewaak, openbaar, vraagt
from core.platform.http.invoer import GRENS
from core.platform.http.rand import API_VERSIE, is_een_adres
from tests.api.gezaaid import ONBEZAAID
from tests.api.routes import routes_van
from tests.api.server import draaiende_api
from tests.logregels import logregels
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak

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
async def met_fouten(wereld: Wereld) -> AsyncIterator[httpx2.AsyncClient]:
    """De echte API, met een route erbij die stukgaat."""
    deur: Any = Voordeur(wereld.huis, open_databank=False)
    deur.app.register(stuk)
    vervoer = httpx2.ASGITransport(app=deur, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=vervoer, base_url="http://meedoen") as http:
        yield http


def _verzoeken(wereld: Wereld) -> dict[int, Callable[[httpx2.AsyncClient], Awaitable[httpx2.Response]]]:
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
    wereld: Wereld, met_fouten: httpx2.AsyncClient
) -> None:
    for status, verzoek in _verzoeken(wereld).items():
        antwoord = await verzoek(met_fouten)
        assert antwoord.status_code == status
        assert {k: v for k, v in antwoord.headers.items() if k in VAST} == VAST, status
        namen = [naam.lower() for naam, _ in antwoord.headers.raw]
        assert len(namen) == len(set(namen)), status
        assert antwoord.headers["x-request-id"], status
        assert not {"server", "x-powered-by"} & set(antwoord.headers), status


async def test_elke_fout_heeft_dezelfde_vorm(wereld: Wereld, met_fouten: httpx2.AsyncClient) -> None:
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
        assert antwoord.headers["Allow"] == "GET", methode


async def test_options_is_op_geen_adres_van_geen_deur_een_methode(wereld: Wereld) -> None:
    """Niet 204 en niet 403: wie niet is aangemeld, iemand is die hier niets mag, en DUO krijgen hetzelfde antwoord."""
    paden = {"/live": "GET", "/ready": "GET", "/v1/openapi.json": "GET"}
    for route in routes_van(wereld.huis):
        pad = route.adres(ONBEZAAID.voor(route, wereld.twee.a.code))
        paden[pad] = ", ".join(sorted({*filter(None, paden.get(pad, "").split(", ")), route.methode}))
    for pad, kan in paden.items():
        for koppen in ({}, {"Authorization": f"Bearer {wereld.km.token}"}):
            antwoord = await wereld.http.request("OPTIONS", pad, headers=koppen)
            assert (antwoord.status_code, antwoord.headers.get("Allow")) == (405, kan), pad
            assert antwoord.headers["content-type"] == "application/problem+json"
    antwoord = await wereld.duo.request("OPTIONS", "/duo/v1/notificaties")
    assert (antwoord.status_code, antwoord.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "pad",
    ["/v1", "/v2/gemeenten", "/v1/onbekend", "/duo/v1", "/duo/v1/onbekend", "/schema", "/openapi.json", "/docs"],
)
async def test_een_adres_dat_niet_bestaat_is_een_nette_404(wereld: Wereld, pad: str) -> None:
    antwoord = await wereld.http.get(pad)
    assert antwoord.status_code == 404
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert pad == "/" or pad not in antwoord.text


async def test_een_verzonnen_methode_komt_niet_in_het_logboek(
    wereld: Wereld, capsys: pytest.CaptureFixture[str]
) -> None:
    """Een methode mag elk woord zijn, ook een nummer van iemand; het logboek kent alleen de gewone."""
    for methode in ("999990019", "JANSEN", "TRACE", "GET"):
        await wereld.http.request(methode, "/v1/onbekend")
        await wereld.duo.request(methode, "/duo/v1/")
    geschreven = capsys.readouterr().err
    verzoeken = [r["methode"] for r in logregels(geschreven) if r["logger"] == "meedoen.verzoek"]
    assert verzoeken == ["anders"] * 6 + ["GET"] * 2
    assert not [woord for woord in ("999990019", "JANSEN", "TRACE") if woord in geschreven]


async def test_een_schuine_streep_aan_het_eind_is_een_ander_adres(wereld: Wereld) -> None:
    koppen = {"Authorization": f"Bearer {wereld.km.token}"}
    for pad in (f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad", "/live", "/v1/openapi.json"):
        assert (await wereld.http.get(pad, headers=koppen)).status_code == 200
        for met in (f"{pad}/", f"{pad}//"):
            antwoord = await wereld.http.get(met, headers=koppen)
            assert antwoord.status_code == 404, met
            assert antwoord.headers["api-version"] == API_VERSIE


def anders_geschreven(wereld: Wereld, dossier_id: str) -> list[bytes]:
    """Schrijfwijzen van twee adressen die bestaan, die een lezer onderweg voor hetzelfde kan houden."""
    hier, code = f"/v1/gemeenten/{wereld.twee.a.code}", wereld.twee.a.code
    werk, dossier = f"{hier}/werkvoorraad", f"{hier}/dossiers/"
    kaal = dossier_id.replace("-", "")
    return [
        pad.encode()
        for pad in (
            f"/{werk}",
            f"//{werk[1:]}",
            werk.replace("/gemeenten/", "//gemeenten/"),
            werk.replace("/gemeenten", "/./gemeenten"),
            werk.replace("/gemeenten", "/x/../gemeenten"),
            werk.replace("/gemeenten", "/%2e/gemeenten"),
            werk.replace("/gemeenten", "/x/%2E%2e/gemeenten"),
            werk.replace("/gemeenten", "%2fgemeenten"),
            werk.replace("/gemeenten", "%2Fgemeenten"),
            werk.replace("/gemeenten", "/%67emeenten"),
            werk.replace(code, f"%47{code[1:]}"),
            werk.replace(code, f"{code};a=b"),
            werk.replace(code, f"{code}%00"),
            werk.replace(code, f"{code}%20"),
            f"{werk};jsessionid=1",
            f"{werk}%3Flimiet=1",
            f"{werk}/",
            f"{werk}//",
            f"{werk}/.",
            f"{werk}%0a",
            f"{dossier}{dossier_id.upper()}",
            f"{dossier}{kaal}",
            f"{dossier}{kaal[:2]}-{kaal[2:]}",
            f"{dossier}{{{dossier_id}}}",
            f"{dossier}%7b{dossier_id}%7d",
            f"{dossier}urn:uuid:{dossier_id}",
            f"{dossier}urn:{dossier_id}",
            f"{dossier}{kaal[:1]}_{kaal[2:]}",
        )
    ]


async def _status(poort: int, pad: bytes, token: str) -> tuple[int, bytes]:
    """De status en het antwoord op precies deze bytes: een client zou een adres eerst netjes maken."""
    lezer, schrijver = await asyncio.open_connection("127.0.0.1", poort)
    kop = b"GET %b HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %b\r\nConnection: close\r\n\r\n"
    schrijver.write(kop % (pad, token.encode()))
    antwoord = await lezer.read()
    schrijver.close()
    await schrijver.wait_closed()
    return int(antwoord.split(b" ")[1]), antwoord


async def test_een_adres_heeft_een_schrijfwijze(wereld: Wereld) -> None:
    zaak = await Zaak.gemeld(wereld, wereld.wie(Verhaal.GEZIN))
    async with draaiende_api(wereld.huis) as adres:
        poort = int(adres.rpartition(":")[2])
        for goed in (f"/v1/gemeenten/{wereld.twee.a.code}/werkvoorraad", f"{wereld.km.basis}/dossiers/{zaak.id}"):
            assert (await _status(poort, goed.encode(), wereld.km.token))[0] == 200, goed
        for pad in anders_geschreven(wereld, str(zaak.id)):
            status, antwoord = await _status(poort, pad, wereld.km.token)
            assert status == 404, pad
            assert b"api-version" in antwoord.lower(), pad
            assert b"application/problem+json" in antwoord, pad


async def test_ook_de_deur_van_duo_heeft_een_schrijfwijze(wereld: Wereld) -> None:
    for pad in ("/duo//v1/notificaties", "/duo/v1/%6eotificaties", "/duo/v1/notificaties/", "/duo/v1/notificaties;x"):
        assert (await wereld.duo.post(pad, content=b"{}")).status_code == 404, pad


@given(st.binary(max_size=60) | st.text(alphabet="/.;%{}-_:abGM019", max_size=40).map(str.encode))
def test_wat_een_adres_is_blijft_hetzelfde_bij_wie_het_leest_en_schrijft(ruw: bytes) -> None:
    pad = b"/v1/" + ruw
    if is_een_adres(pad):
        tekst = pad.decode("ascii")
        assert unquote(tekst) == tekst == quote(tekst)
        assert posixpath.normpath(tekst) == tekst
        assert str(httpx2.URL(f"http://x{tekst}").raw_path, "ascii") == tekst


async def test_een_fout_van_ons_verraadt_niets(
    met_fouten: httpx2.AsyncClient, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    antwoord = await met_fouten.get(f"/v1/stuk?naam={GEHEIM}")
    assert antwoord.status_code == 500
    assert GEHEIM not in antwoord.text
    assert "Traceback" not in antwoord.text
    assert [r for r in caplog.records if r.levelname == "ERROR"], "een fout van ons komt in het logboek"
    assert GEHEIM not in capsys.readouterr().err


@pytest.mark.parametrize("opt", [{}, vraagt("verzonnen", "recht")], ids=["geen recht", "onbekend recht"])
async def test_een_route_zonder_bekend_recht_gaat_voor_niemand_open(wereld: Wereld, opt: dict[str, Any]) -> None:
    deur: Any = Voordeur(wereld.huis, open_databank=False)
    deur.app.register(_bewaakt(opt))
    vervoer = httpx2.ASGITransport(app=deur, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=vervoer, base_url="http://meedoen") as http:
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
