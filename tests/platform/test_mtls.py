"""De ontvanger doet zelf mTLS: over echte sockets, met een eigen CA en de echte server."""

import asyncio
import os
import socket
import ssl
import tempfile
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import msgspec
import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from core.api import maak_server as maak_apiserver
from core.instellingen.tabel import DuoAfzender, Proces
from core.ontvanger import grenzen_van, maak_server
from core.platform.http.deurserver import Deurserver
from core.platform.http.mtls import maak_context, oin_in, oin_uit
from core.platform.huis import Huis
from core.process.aanmelding.ontvangst import Postvak
from tests.steekproef import params
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.certificaten import DAG, Ca, Certificaat, als_client
from tests.voorbeelden.nummers import proefbsn
from tests.voorbeelden.postvak import postvak_van

BERICHT = msgspec.json.encode(
    {"registratieDatumTijd": "2026-03-02T10:00:00+01:00", "gebeurtenisId": "SS139", "bsn": proefbsn().onthul()}
)
ANDER_OIN = "00000099000000001001"


@dataclass(frozen=True, slots=True)
class Opstelling:
    """Een draaiende ontvanger met zijn CA, en wat iemand daarmee probeert."""

    poort: int
    ca: Ca
    duo: str
    doel: str
    alziend: Any
    map: Path
    server: Deurserver

    @property
    def adres(self) -> str:
        return f"https://127.0.0.1:{self.poort}"

    @asynccontextmanager
    async def lijn(self, met: Certificaat | None, **anders: Any) -> AsyncIterator[httpx2.AsyncClient]:
        context = als_client(self.ca.certificaat, met, self.map)
        for naam, waarde in anders.items():
            setattr(context, naam, waarde)
        async with httpx2.AsyncClient(base_url=self.adres, verify=context, trust_env=False) as http:
            yield http

    async def stuur(self, http: httpx2.AsyncClient, **koppen: str) -> httpx2.Response:
        eigen = {"bron": self.duo, "doel": self.doel, "berichtId": str(uuid4()), "Content-Type": "application/json"}
        return await http.post("/duo/v1/notificaties", content=BERICHT, headers=eigen | koppen)

    @asynccontextmanager
    async def draad(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """Een kale verbinding van wie het certificaat van DUO heeft: elke byte kiest de test."""
        context = als_client(self.ca.certificaat, self.ca.geef_uit(self.duo), self.map)
        lezer, schrijver = await asyncio.open_connection("127.0.0.1", self.poort, ssl=context)
        try:
            yield lezer, schrijver
        finally:
            schrijver.transport.abort()

    def kop(self, lengte: int) -> bytes:
        """De koppen van een notificatie met een body van `lengte` bytes."""
        return (
            f"POST /duo/v1/notificaties HTTP/1.1\r\nHost: x\r\nbron: {self.duo}\r\ndoel: {self.doel}\r\n"
            f"berichtId: {uuid4()}\r\nContent-Type: application/json\r\nContent-Length: {lengte}\r\n\r\n"
        ).encode()

    async def probeer(self, met: Certificaat | None, **anders: Any) -> httpx2.Response:
        async with self.lijn(met, **anders) as http:
            return await self.stuur(http)

    async def sporen(self) -> int:
        """Hoeveel berichten de toepassing heeft gezien, aangenomen of niet."""
        ontvangen, geweigerd = [
            await self.alziend.fetchval(vraag)
            for vraag in (
                "select count(*) from meedoen.duo_ontvangst",
                "select coalesce(sum(aantal), 0) from meedoen.duo_geweigerd",
            )
        ]
        return int(ontvangen) + int(geweigerd)


def _met_certificaat(postvak: Postvak, ca: Ca) -> Postvak:
    server = ca.voor_server()
    config = replace(
        postvak.config,
        duo_afzender=DuoAfzender.CERTIFICAAT,
        ontvanger_certificaat=server.certificaat,
        ontvanger_sleutel=server.sleutel,
        ontvanger_ca=ca.certificaat,
    )
    return replace(postvak, config=config)


@pytest.fixture
async def opstelling(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, tmp_path: Path
) -> AsyncIterator[Opstelling]:
    async with opgesteld(huis, twee_gemeenten, alziend, tmp_path) as opstelling:
        yield opstelling


@asynccontextmanager
async def opgesteld(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, tmp_path: Path, **grenzen: Any
) -> AsyncIterator[Opstelling]:
    """De deur voor DUO met haar gewone grenzen, op `grenzen` na."""
    ca = Ca()
    stopcontact = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    stopcontact.bind(("127.0.0.1", 0))
    stopcontact.listen(16)
    server = maak_server(_met_certificaat(postvak_van(huis), ca), replace(grenzen_van(huis.config), **grenzen))
    taak = asyncio.create_task(server.serve(sockets=[stopcontact]))
    try:
        yield Opstelling(
            poort=stopcontact.getsockname()[1],
            ca=ca,
            duo=huis.config.duo_oin,
            doel=twee_gemeenten.a.tenant.oin,
            alziend=alziend,
            map=tmp_path,
            server=server,
        )
    finally:
        server.should_exit = True
        await taak
        stopcontact.close()


@pytest.mark.parametrize("versie", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_duo_met_zijn_certificaat_krijgt_201(opstelling: Opstelling, versie: ssl.TLSVersion) -> None:
    antwoord = await opstelling.probeer(opstelling.ca.geef_uit(opstelling.duo), maximum_version=versie)
    assert antwoord.status_code == 201
    assert await opstelling.sporen() == 1


def _geweigerd(ca: Ca, duo: str) -> dict[str, Certificaat | None]:
    return {
        "geen certificaat": None,
        "van een andere CA": Ca("Andere CA").geef_uit(duo),
        "van een CA die net zo heet": Ca(ca.naam).geef_uit(duo),
        "verlopen": ca.geef_uit(duo, van=-2 * DAG, tot=-DAG / 24),
        "nog niet geldig": ca.geef_uit(duo, van=DAG / 24),
        "alleen voor een server": ca.geef_uit(duo, voor=ExtendedKeyUsageOID.SERVER_AUTH),
    }


@pytest.mark.parametrize(
    ("wat", "versie"), params(product(_geweigerd(Ca(), ANDER_OIN), [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]))
)
async def test_de_handdruk_weigert_wie_geen_geldig_certificaat_heeft(
    opstelling: Opstelling, wat: str, versie: ssl.TLSVersion
) -> None:
    met = _geweigerd(opstelling.ca, opstelling.duo)[wat]
    with pytest.raises(httpx2.TransportError):
        await opstelling.probeer(met, maximum_version=versie)
    assert await opstelling.sporen() == 0, "de toepassing heeft er niets van gezien"


async def test_een_certificaat_dat_zichzelf_uitgaf_is_niets_waard(opstelling: Opstelling) -> None:
    zelf = Ca("Zelf")
    sleutel = zelf.geef_uit(opstelling.duo)
    keten = Certificaat(f"{sleutel.certificaat}\n{zelf.certificaat}", sleutel.sleutel)
    with pytest.raises(httpx2.TransportError):
        await opstelling.probeer(keten)
    assert await opstelling.sporen() == 0


async def test_zonder_tls_is_er_geen_antwoord(opstelling: Opstelling) -> None:
    async with httpx2.AsyncClient(base_url=opstelling.adres.replace("https", "http"), trust_env=False) as http:
        with pytest.raises(httpx2.TransportError):
            await opstelling.stuur(http)
    assert await opstelling.sporen() == 0


def test_tls_1_1_is_te_oud(tmp_path: Path) -> None:
    """Zonder sockets, want daarover komt de reden van de server niet aan."""
    ca = Ca()
    server = ca.voor_server()
    client = als_client(ca.certificaat, ca.geef_uit(ANDER_OIN), tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        client.minimum_version = client.maximum_version = ssl.TLSVersion.TLSv1_1
    client.set_ciphers("DEFAULT@SECLEVEL=0")
    naar_server, naar_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    vraagt = client.wrap_bio(naar_client, naar_server, server_hostname="127.0.0.1")
    with pytest.raises(ssl.SSLWantReadError):
        vraagt.do_handshake()
    context = maak_context(certificaat=server.certificaat, sleutel=server.sleutel, ca=ca.certificaat)
    with pytest.raises(ssl.SSLError, match="UNSUPPORTED_PROTOCOL"):
        context.wrap_bio(naar_server, naar_client, server_side=True).do_handshake()


@pytest.mark.parametrize(
    "oins",
    [(ANDER_OIN,), (), ("duo",), ("00000099000000001000 ",), ("00000099000000001000", ANDER_OIN)],
    ids=["een ander OIN", "geen OIN", "geen cijfers", "een spatie", "twee OINs"],
)
async def test_de_goede_ca_maar_niet_het_oin_van_duo_krijgt_401(opstelling: Opstelling, oins: tuple[str, ...]) -> None:
    antwoord = await opstelling.probeer(opstelling.ca.geef_uit(*oins))
    assert (antwoord.status_code, antwoord.json()) == (401, {"fouttekst": "de afzender is niet herkend"})
    assert antwoord.headers["API-Version"] == "1.8.0"


async def test_een_kop_bron_die_niet_van_het_certificaat_is_krijgt_401(opstelling: Opstelling) -> None:
    async with opstelling.lijn(opstelling.ca.geef_uit(opstelling.duo)) as http:
        for bron in ("", ANDER_OIN, opstelling.doel, f"{opstelling.duo}, {ANDER_OIN}"):
            assert (await opstelling.stuur(http, bron=bron)).status_code == 401, bron


async def test_koppen_van_een_proxy_zijn_hier_niets_waard(opstelling: Opstelling) -> None:
    """Wie een certificaat van een ander heeft, praat zich met geen enkele kop tot DUO."""
    voorgewend = {
        "X-Client-OIN": opstelling.duo,
        "X-Meedoen-Proxy": "00" * 32,
        "X-Forwarded-For": "127.0.0.1",
        "X-SSL-Client-S-DN": f"serialNumber={opstelling.duo}",
    }
    async with opstelling.lijn(opstelling.ca.geef_uit(ANDER_OIN)) as http:
        assert (await opstelling.stuur(http, **voorgewend)).status_code == 401
    async with opstelling.lijn(opstelling.ca.geef_uit(opstelling.duo)) as http:
        assert (await opstelling.stuur(http, **{"X-Client-OIN": ANDER_OIN})).status_code == 201


async def test_verbindingen_die_tegelijk_openstaan_lopen_niet_door_elkaar(opstelling: Opstelling) -> None:
    async with (
        opstelling.lijn(opstelling.ca.geef_uit(opstelling.duo)) as van_duo,
        opstelling.lijn(opstelling.ca.geef_uit(ANDER_OIN)) as van_een_ander,
    ):
        for _ in range(3):
            antwoorden = await asyncio.gather(opstelling.stuur(van_duo), opstelling.stuur(van_een_ander))
            assert [a.status_code for a in antwoorden] == [201, 401]


async def test_op_de_poort_van_duo_staat_niets_anders(opstelling: Opstelling) -> None:
    async with opstelling.lijn(opstelling.ca.geef_uit(opstelling.duo)) as http:
        for pad in ("/live", "/ready", "/v1/openapi.json", "/v1/gemeenten/GM1904/werkvoorraad", "/duo/v1"):
            assert (await http.get(pad)).status_code == 404, pad


@pytest.mark.parametrize("versie", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_een_eerdere_sessie_wordt_niet_hervat_dus_elk_certificaat_opnieuw_getoetst(
    versie: ssl.TLSVersion, tmp_path: Path
) -> None:
    ca = Ca()
    server = ca.voor_server()
    context = maak_context(certificaat=server.certificaat, sleutel=server.sleutel, ca=ca.certificaat)
    client = als_client(ca.certificaat, ca.geef_uit(ANDER_OIN), tmp_path)
    client.maximum_version = versie
    sessie = _verbind(context, client).session
    assert not _verbind(context, client, sessie).session_reused


def _verbind(server: ssl.SSLContext, client: ssl.SSLContext, sessie: Any = None) -> ssl.SSLObject:
    """Een hele verbinding in het geheugen, met één byte van de server; geeft de kant van de client."""
    heen, terug = ssl.MemoryBIO(), ssl.MemoryBIO()
    vraagt = client.wrap_bio(terug, heen, server_hostname="127.0.0.1", session=sessie)
    antwoordt = server.wrap_bio(heen, terug, server_side=True)
    te_doen = [vraagt, antwoordt]
    while te_doen:
        kant = te_doen.pop(0)
        try:
            kant.do_handshake()
        except ssl.SSLWantReadError:
            te_doen.append(kant)
    antwoordt.write(b"x")
    assert vraagt.read(1) == b"x"
    return vraagt


async def test_wie_ophangt_voor_het_bericht_er_is_laat_niets_na(opstelling: Opstelling) -> None:
    async with opstelling.draad() as (_, schrijver):
        schrijver.write(opstelling.kop(len(BERICHT)) + BERICHT[:-1])
        await schrijver.drain()
    assert (await opstelling.probeer(opstelling.ca.geef_uit(opstelling.duo))).status_code == 201
    assert await opstelling.sporen() == 1, "alleen het bericht daarna"


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="alleen Linux heeft bestanden in het geheugen")
def test_de_sleutel_van_de_server_komt_op_geen_schijf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Er is geen plek voor een tijdelijk bestand, en er blijft ook niets openstaan."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "bestaat niet"))
    ca = Ca()
    server = ca.voor_server()
    open_ = os.listdir("/proc/self/fd")
    maak_context(certificaat=server.certificaat, sleutel=server.sleutel, ca=ca.certificaat)
    assert len(os.listdir("/proc/self/fd")) == len(open_)


@pytest.mark.parametrize("instellingen", [Proces.API, Proces.ONTVANGER])
def test_geen_server_gelooft_wat_een_proxy_over_de_ander_zegt(
    huis: Huis, monkeypatch: pytest.MonkeyPatch, instellingen: Proces
) -> None:
    """Ook niet als de omgeving zegt dat elke proxy te geloven is: uvicorn leest dat zelf."""
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    server = maak_apiserver(huis.config) if instellingen is Proces.API else maak_server(postvak_van(huis))
    config = server.config
    config.load()
    assert not isinstance(config.loaded_app, ProxyHeadersMiddleware)


def test_een_certificaat_zonder_zijn_sleutel_begint_niet() -> None:
    ca = Ca()
    een, ander = ca.voor_server(), ca.voor_server()
    with pytest.raises(ssl.SSLError):
        maak_context(certificaat=een.certificaat, sleutel=ander.sleutel, ca=ca.certificaat)


def test_zonder_uitbreiding_in_de_scope_is_er_geen_oin() -> None:
    scopes: tuple[dict[str, Any], ...] = (
        {},
        {"extensions": {}},
        {"extensions": {"tls": {}}},
        {"headers": [(b"x-client-oin", b"00000099000000001000")]},
    )
    assert [oin_in(scope) for scope in scopes] == [None] * 4


@pytest.mark.parametrize(
    ("onderwerp", "verwacht"),
    [
        (((("serialNumber", "00000099000000001000"),),), "00000099000000001000"),
        (((("commonName", "x"),), (("serialNumber", "00000099000000001000"),)), "00000099000000001000"),
        (((("serialNumber", "00000099000000001000"),), (("serialNumber", "00000099000000001000"),)), None),
        (((("serialNumber", "0000009900000000100"),),), None),
        (((("serialNumber", "٠٠٠٠٠٠٩٩٠٠٠٠٠٠٠٠١٠٠٠"),),), None),
        (((("commonName", "00000099000000001000"),),), None),
        ((), None),
    ],
)
def test_het_oin_is_het_ene_serialnumber_van_twintig_cijfers(onderwerp: Any, verwacht: str | None) -> None:
    assert oin_uit({"subject": onderwerp, "serialNumber": "00000099000000001000"}) == verwacht
