"""De deur van de API en die voor DUO onder druk: stilte, druppels, te veel, te groot; over echte sockets.

Wie zwijgt of druppelt kost een plaats en geen dienst: een goed verzoek ernaast krijgt zijn antwoord.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from core.api import Voordeur, grenzen_van
from core.platform.http.deurserver import Deurserver, serverconfig
from core.platform.http.drukte import Drukte
from core.platform.http.plaatsen import Grenzen
from core.platform.http.protocollen import PIJPLIJN, BewaaktHttptools
from core.platform.huis import Huis
from tests.geduld import GEDULD
from tests.platform.test_mtls import ANDER_OIN, opgesteld
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.certificaten import als_client

# Each of these keeps a door occupied for seconds.
pytestmark = pytest.mark.lang
VEEL = 300
LIVE = b"GET /live HTTP/1.1\r\nHost: x\r\n\r\n"


@asynccontextmanager
async def _api(huis: Huis, *, zendruimte: int = 0, **grenzen: Any) -> AsyncIterator[tuple[int, Deurserver]]:
    """De API op een eigen poort, met haar gewone grenzen op `grenzen` na."""
    eigen: Grenzen = replace(grenzen_van(huis.config), **grenzen)
    deur = Voordeur(huis, open_databank=False, grenzen=eigen)
    config = serverconfig(deur, eigen, protocol=BewaaktHttptools, genade=1, host="127.0.0.1", port=0)
    server = Deurserver(config, eigen)
    stopcontact = socket.create_server(("127.0.0.1", 0), backlog=1024)
    if zendruimte:
        stopcontact.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, zendruimte)
    taak = asyncio.create_task(server.serve(sockets=[stopcontact]))
    try:
        yield stopcontact.getsockname()[1], server
    finally:
        server.should_exit = True
        await asyncio.wait_for(taak, GEDULD)
        stopcontact.close()


@asynccontextmanager
async def _lijnen(
    poort: int, aantal: int, adres: str = "127.0.0.1"
) -> AsyncIterator[list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]:
    """Kale verbindingen vanaf `adres`."""
    async with AsyncExitStack() as stapel:
        lijnen = []
        for _ in range(aantal):
            lezer, schrijver = await asyncio.open_connection("127.0.0.1", poort, local_addr=(adres, 0))
            stapel.callback(schrijver.transport.abort)
            lijnen.append((lezer, schrijver))
        yield lijnen


async def _antwoord(lezer: asyncio.StreamReader) -> bytes:
    return await asyncio.wait_for(lezer.readuntil(b"\r\n\r\n"), GEDULD)


async def _rest(lezer: asyncio.StreamReader) -> bytes:
    """Wat er nog komt tot de verbinding dicht is; een reset is ook een einde."""
    try:
        return await asyncio.wait_for(lezer.read(), GEDULD)
    except ConnectionError:
        return b""


async def _vraag(poort: int, adres: str = "127.0.0.1") -> bytes:
    async with _lijnen(poort, 1, adres) as [(lezer, schrijver)]:
        schrijver.write(LIVE)
        return (await _antwoord(lezer)).partition(b"\r\n")[0]


async def _tot(klopt: Any) -> None:
    async with asyncio.timeout(GEDULD):
        while not klopt():  # noqa: ASYNC110 - de server roept niet
            await asyncio.sleep(0.01)


async def test_driehonderd_die_zwijgen_houden_niemand_tegen_en_gaan_eruit(huis: Huis) -> None:
    async with _api(huis, koptijd=0.5) as (poort, server), _lijnen(poort, VEEL) as stil:
        assert await _vraag(poort) == b"HTTP/1.1 200 OK"
        for lezer, _ in stil:
            assert await _rest(lezer) == b""
        await _tot(lambda: len(server.plaatsen) == 0)


@pytest.mark.parametrize("druppel", [b"G", b"GET /live HTTP/1.1\r\nHost: x\r\n", LIVE[:-2]])
async def test_driehonderd_die_druppelen_houden_niemand_tegen(huis: Huis, druppel: bytes) -> None:
    """Meer dan er van één adres in mogen: de oudste wijkt, en wie een heel verzoek stuurt krijgt antwoord."""
    async with _api(huis, per_adres=100, verbindingen=120) as (poort, server), _lijnen(poort, VEEL) as lijnen:
        for _, schrijver in lijnen:
            schrijver.write(druppel)
        assert await _vraag(poort) == b"HTTP/1.1 200 OK"
        assert len(server.plaatsen) <= 101
        assert await _vraag(poort, "127.0.0.9") == b"HTTP/1.1 200 OK"


async def test_van_veel_adressen_is_niet_meer_dan_van_een(huis: Huis) -> None:
    async with _api(huis, verbindingen=50) as (poort, server), AsyncExitStack() as stapel:
        for nummer in range(1, 101):
            await stapel.enter_async_context(_lijnen(poort, 3, f"127.0.0.{nummer}"))
        assert await _vraag(poort, "127.0.1.1") == b"HTTP/1.1 200 OK"
        assert len(server.plaatsen) <= 50


async def test_wie_bezig_is_wijkt_niet_en_wie_dan_komt_gaat_weg(huis: Huis) -> None:
    async with _api(huis, verbindingen=3, per_adres=3, rust=30) as (poort, _), _lijnen(poort, 3) as bezig:
        for lezer, schrijver in bezig:
            schrijver.write(LIVE)
            await _antwoord(lezer)
        async with _lijnen(poort, 1) as [(lezer, _)]:
            assert await _rest(lezer) == b""
        for lezer, schrijver in bezig:
            schrijver.write(LIVE)
            assert b"200 OK" in await _antwoord(lezer)


@pytest.mark.parametrize(
    "kop",
    [
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n",
        b"GET /v1 HTTP/1.1\r\nHost: x\r\nx: " + b"y" * 20_000 + b"\r\n",
    ],
)
async def test_te_grote_koppen(huis: Huis, kop: bytes) -> None:
    """Heel: 431. In stukken, zonder einde: weg voordat het geheugen kost."""
    async with _api(huis) as (poort, _), _lijnen(poort, 2) as [(lezer, schrijver), (lezer2, schrijver2)]:
        schrijver.write(kop + b"\r\n")
        antwoord = await _antwoord(lezer)
        assert antwoord.startswith(b"HTTP/1.1 431 ") or (b"/live" in kop and antwoord.startswith(b"HTTP/1.1 431"))
        assert b"application/problem+json" in antwoord
        assert b"connection: close" in antwoord
        while not schrijver2.is_closing():
            schrijver2.write(kop[:-2])
            await asyncio.sleep(0)
            if lezer2.at_eof() or lezer2.exception():
                break
        assert await _rest(lezer2) == b""


async def test_honderden_koppen(huis: Huis) -> None:
    async with _api(huis) as (poort, _), _lijnen(poort, 1) as [(lezer, schrijver)]:
        schrijver.write(LIVE.replace(b"/live", b"/v1/openapi.json")[:-2] + b"x: y\r\n" * 200 + b"\r\n")
        assert (await _antwoord(lezer)).startswith(b"HTTP/1.1 431")


async def test_te_veel_verzoeken_ineens_op_een_verbinding(huis: Huis) -> None:
    """Wat op een rij wacht kost ons meer dan de ander; een paar mag."""
    async with _api(huis) as (poort, _), _lijnen(poort, 2) as [(lezer, schrijver), (lezer2, schrijver2)]:
        schrijver.write(LIVE * PIJPLIJN)
        for _ in range(PIJPLIJN):
            kop = await _antwoord(lezer)
            assert kop.startswith(b"HTTP/1.1 200")
            await lezer.readexactly(int(kop.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]))
        schrijver2.write(LIVE * 5000)
        assert (await _rest(lezer2)).count(b"200 OK") <= PIJPLIJN


async def test_een_grote_body_is_geen_grote_kop(huis: Huis) -> None:
    """Ook niet als er op dezelfde verbinding nog een verzoek na komt."""
    body = b"x" * 200_000
    async with _api(huis) as (poort, _), _lijnen(poort, 1) as [(lezer, schrijver)]:
        for _ in range(3):
            schrijver.write(b"POST /live HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body))
            for begin in range(0, len(body), 10_000):
                schrijver.write(body[begin : begin + 10_000])
            kop = await _antwoord(lezer)
            assert kop.startswith(b"HTTP/1.1 405")
            await lezer.readexactly(int(kop.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]))


async def test_een_body_die_druppelt_krijgt_antwoord_en_de_verbinding_gaat_dicht(
    huis: Huis, twee_gemeenten: TweeGemeenten
) -> None:
    token = twee_gemeenten.a
    pad = f"/v1/gemeenten/{token.code}/werkvoorraad"
    async with _api(huis, bodytijd=0.3) as (poort, server), _lijnen(poort, 1) as [(lezer, schrijver)]:
        schrijver.write(
            f"POST {pad} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{{".encode()
        )
        antwoord = await _antwoord(lezer)
        assert antwoord.startswith(b"HTTP/1.1 4")
        await _tot(lambda: not server.server_state.tasks)


async def test_wie_zijn_antwoord_niet_leest_moet_eruit(huis: Huis) -> None:
    """De beschrijving van de API is honderden kilobytes; wie haar vraagt en niets leest, houdt anders alles vast."""
    async with _api(huis, zendruimte=4096, schrijftijd=0.3, rust=60) as (poort, server):
        verbinding = socket.socket()
        verbinding.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        verbinding.setblocking(False)
        lus = asyncio.get_running_loop()
        try:
            await lus.sock_connect(verbinding, ("127.0.0.1", poort))
            await lus.sock_sendall(verbinding, LIVE.replace(b"/live", b"/v1/openapi.json"))
            await _tot(lambda: len(server.plaatsen) == 1)
            await _tot(lambda: len(server.plaatsen) == 0)
            await _tot(lambda: not server.server_state.tasks)
        finally:
            verbinding.close()


async def test_boven_het_aantal_verzoeken_krijgt_de_rest_503_en_het_cluster_niet(huis: Huis) -> None:
    async with (
        _api(huis, verzoeken=0) as (poort, _),
        httpx2.AsyncClient(base_url=f"http://127.0.0.1:{poort}", trust_env=False) as lijn,
    ):
        vol = await lijn.get("/v1/openapi.json")
        assert (vol.status_code, vol.headers["retry-after"]) == (503, "5")
        assert vol.json()["type"] == "urn:meedoen:probleem:http-503"
        assert vol.headers["x-content-type-options"] == "nosniff"
        for pad in ("/live", "/ready"):
            assert (await lijn.get(pad)).status_code == 200


async def test_wie_het_antwoord_niet_leest_houdt_geen_plaats_bezet(huis: Huis) -> None:
    """Met één plaats: drie verzoeken achter elkaar die niemand leest, en een ander wordt gewoon bediend."""
    async with (
        _api(huis, verzoeken=1, zendruimte=4096) as (poort, server),
        httpx2.AsyncClient(base_url=f"http://127.0.0.1:{poort}", trust_env=False) as lijn,
    ):
        stil = socket.socket()
        stil.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        stil.setblocking(False)
        lus = asyncio.get_running_loop()
        try:
            await lus.sock_connect(stil, ("127.0.0.1", poort))
            await lus.sock_sendall(stil, LIVE.replace(b"/live", b"/v1/openapi.json") * 3)
            await _tot(
                lambda: any(
                    isinstance(p, BewaaktHttptools) and p.flow.write_paused for p in server.server_state.connections
                )
            )
            # The second request still works for a moment before its answer waits behind the first, and rightly has the
            # place then. If what waits kept it, nobody else would ever be served.
            achtereen = 0
            async with asyncio.timeout(GEDULD):
                while achtereen < 3:
                    antwoord = await lijn.get("/v1/openapi.json")
                    assert antwoord.status_code in (200, 503)
                    achtereen = achtereen + 1 if antwoord.status_code == 200 else 0
        finally:
            stil.close()


async def test_wie_zijn_body_niet_stuurt_houdt_geen_plaats_bezet() -> None:
    """Met één plaats: een verzoek wacht op zijn body, en een volgend wordt intussen gedaan."""
    gedaan: list[str] = []

    async def toepassing(scope: Any, receive: Any, send: Any) -> None:
        body = (await receive())["body"]
        gedaan.append(body.decode())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    drukte = Drukte(
        toepassing,
        Grenzen(verbindingen=9, per_adres=9, verzoeken=1),
        lambda status, uitleg: ("text/plain", uitleg.encode()),
    )
    komt = asyncio.Event()

    def bericht(body: str) -> dict[str, Any]:
        return {"type": "http.request", "body": body.encode(), "more_body": False}

    async def later() -> dict[str, Any]:
        await komt.wait()
        return bericht("laat")

    async def meteen() -> dict[str, Any]:
        return bericht("meteen")

    async def weg(_: Any) -> None:
        pass

    scope = {"type": "http", "path": "/", "headers": [], "raw_path": b"/", "query_string": b""}
    eerst = asyncio.create_task(drukte(scope, later, weg))
    await asyncio.sleep(0)
    await drukte(scope, meteen, weg)
    assert gedaan == ["meteen"]
    komt.set()
    await eerst
    assert gedaan == ["meteen", "laat"]


async def test_stille_sockets_houden_duo_niet_tegen(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, tmp_path: Path
) -> None:
    """Meer dan er in mogen, van één adres en van veel, zonder één byte; DUO komt intussen van datzelfde adres."""
    async with opgesteld(huis, twee_gemeenten, alziend, tmp_path, verbindingen=40, per_adres=20, handdruk=30) as deur:
        async with AsyncExitStack() as stapel:
            await stapel.enter_async_context(_lijnen(deur.poort, VEEL))
            for nummer in range(2, 52):
                await stapel.enter_async_context(_lijnen(deur.poort, 3, f"127.0.0.{nummer}"))
            assert len(deur.server.plaatsen) <= 40
            assert (await deur.probeer(deur.ca.geef_uit(deur.duo))).status_code == 201
        await _tot(lambda: len(deur.server.plaatsen) == 0)


async def test_de_handdruk_heeft_haar_tijd(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, tmp_path: Path
) -> None:
    async with (
        opgesteld(huis, twee_gemeenten, alziend, tmp_path, handdruk=0.3) as deur,
        _lijnen(deur.poort, 5) as stil,
    ):
        stil[0][1].write(b"\x16\x03\x01\x00\xff")
        for lezer, _ in stil:
            assert await _rest(lezer) == b""
        await _tot(lambda: len(deur.server.plaatsen) == 0)


async def test_een_vreemde_met_een_certificaat_houdt_duo_niet_tegen(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, tmp_path: Path
) -> None:
    """Vreemden die na de handdruk zwijgen: elk zijn deel, samen nooit dat van DUO."""
    async with opgesteld(
        huis, twee_gemeenten, alziend, tmp_path, verbindingen=12, voor_voorrang=6, per_oin=4, koptijd=60
    ) as deur:
        async with AsyncExitStack() as stapel:
            einden, schrijvers = [], []
            for nummer in range(5):
                oin = f"{int(ANDER_OIN) + nummer:020}"
                context = als_client(deur.ca.certificaat, deur.ca.geef_uit(oin), tmp_path)
                for _ in range(5):
                    lezer, schrijver = await asyncio.open_connection("127.0.0.1", deur.poort, ssl=context)
                    stapel.callback(schrijver.transport.abort)
                    schrijvers.append(schrijver)  # wie niemand meer vasthoudt, hangt op
                    einden.append(asyncio.create_task(_rest(lezer)))
            await _tot(lambda: sum(einde.done() for einde in einden) == 25 - 6)
            assert len(deur.server.plaatsen) == 6, "zes vreemden, van geen van hen meer dan vier"
            async with deur.lijn(deur.ca.geef_uit(deur.duo)) as http:
                antwoorden = await asyncio.gather(*(deur.stuur(http) for _ in range(6)))
            assert [a.status_code for a in antwoorden] == [201] * 6
        await _tot(lambda: len(deur.server.plaatsen) == 0)


async def test_wie_zwijgt_houdt_het_stoppen_niet_op(huis: Huis) -> None:
    async with _api(huis) as (poort, server), _lijnen(poort, 20) as stil:
        await _tot(lambda: len(server.plaatsen) == 20)
        server.should_exit = True
        for lezer, _ in stil:
            assert await _rest(lezer) == b""
        with pytest.raises(OSError):  # noqa: PT011 - geweigerd of verbroken, het systeem kiest
            await _vraag(poort)
