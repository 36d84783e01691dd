"""Wie de ontvanger laat wachten: over echte sockets, met een server die bijna geen geduld heeft."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from core.platform.huis import Huis
from tests.geduld import GEDULD
from tests.platform.test_mtls import BERICHT, Opstelling, opgesteld
from tests.voorbeelden.beheer import TweeGemeenten


@pytest.fixture
async def ongeduldig(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, tmp_path: Path
) -> AsyncIterator[Opstelling]:
    """Een ontvanger die bijna niet wacht."""
    async with opgesteld(huis, twee_gemeenten, alziend, tmp_path, koptijd=0.5, bodytijd=0.5) as opstelling:
        yield opstelling


NIETS = b"GET /duo/v1 HTTP/1.1\r\nHost: x\r\n\r\n"
"""Een verzoek met een kort antwoord, waarna de verbinding open blijft."""
"""Seconden waarna een test opgeeft: niets hieronder wacht zo lang, tenzij het stuk is."""


async def _tot_gesloten(lezer: asyncio.StreamReader) -> bytes:
    """Alles wat nog komt, tot de server de verbinding verbreekt."""
    gelezen = bytearray()
    try:
        async with asyncio.timeout(GEDULD):
            while deel := await lezer.read(4096):
                gelezen += deel
    except ConnectionResetError:
        pass
    return bytes(gelezen)


async def _druppel(schrijver: asyncio.StreamWriter, begin: bytes, druppel: bytes) -> None:
    """Stuur het begin en dan steeds een beetje, zodat de verbinding nooit stil is, tot zij verbroken wordt."""
    schrijver.write(begin)
    while not schrijver.is_closing():
        schrijver.write(druppel)
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("begin", [b"", b"P", b"POST /duo/v1/notificaties HTTP/1.1\r\nHost: x\r\n"])
async def test_wie_zijn_koppen_niet_afmaakt_moet_eruit(ongeduldig: Opstelling, begin: bytes) -> None:
    async with ongeduldig.draad() as (lezer, schrijver):
        schrijver.write(begin)
        assert await _tot_gesloten(lezer) == b""


@pytest.mark.parametrize(
    ("begin", "druppel"),
    [(b"GET /duo/v1 HTTP/1.1\r\n", b"x: y\r\n"), (NIETS + b"GET / HTTP/1.1\r\n", b"x: y\r\n")],
    ids=["het eerste verzoek", "het tweede verzoek"],
)
async def test_koppen_die_blijven_druppelen_rekken_de_tijd_niet(
    ongeduldig: Opstelling, begin: bytes, druppel: bytes
) -> None:
    async with ongeduldig.draad() as (lezer, schrijver):
        druppelt = asyncio.create_task(_druppel(schrijver, begin, druppel))
        antwoord = await _tot_gesloten(lezer)
        await asyncio.wait_for(asyncio.gather(druppelt, return_exceptions=True), GEDULD)
    assert antwoord.startswith(b"HTTP/1.1 404") == begin.startswith(NIETS)


async def test_een_body_waar_niemand_op_wacht_houdt_de_verbinding_niet_open(ongeduldig: Opstelling) -> None:
    """Het antwoord is er al, en dan komt de body druppelend."""
    begin = b"POST /duo/v1 HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
    async with ongeduldig.draad() as (lezer, schrijver):
        druppelt = asyncio.create_task(_druppel(schrijver, begin, b"x"))
        assert (await _tot_gesloten(lezer)).startswith(b"HTTP/1.1 404")
        await asyncio.wait_for(asyncio.gather(druppelt, return_exceptions=True), GEDULD)


async def test_een_body_die_niet_op_tijd_komt_krijgt_503_en_laat_niets_na(ongeduldig: Opstelling) -> None:
    async with ongeduldig.draad() as (lezer, schrijver):
        schrijver.write(ongeduldig.kop(len(BERICHT)) + BERICHT[:-1])
        antwoord = await _tot_gesloten(lezer)
    assert antwoord.startswith(b"HTTP/1.1 503")
    assert b"api-version: 1.8.0" in antwoord.lower()
    assert b'{"fouttekst":"het bericht was niet op tijd binnen' in antwoord
    assert await ongeduldig.sporen() == 0, "een half bericht zegt niets"


async def test_wie_op_tijd_is_merkt_van_geen_grens_iets(ongeduldig: Opstelling) -> None:
    """Ook niet als het laatste verzoek later komt dan de tijd voor de koppen van het eerste."""
    async with ongeduldig.draad() as (lezer, schrijver):
        for _ in range(3):
            schrijver.write(ongeduldig.kop(len(BERICHT)) + BERICHT)
            kop = await asyncio.wait_for(lezer.readuntil(b"\r\n\r\n"), GEDULD)
            assert kop.startswith(b"HTTP/1.1 201")
            await lezer.readexactly(int(kop.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]))
            await asyncio.sleep(0.25)


async def _tot_bezig(opstelling: Opstelling, aantal: int = 1) -> None:
    """Tot er zoveel verzoeken in behandeling zijn."""
    async with asyncio.timeout(GEDULD):
        while len(opstelling.server.server_state.tasks) != aantal:  # noqa: ASYNC110 - de server roept niet
            await asyncio.sleep(0)


async def _tot_er_een_hangt(alziend: Any) -> None:
    """Tot een verzoek van de ontvanger op de tabel wacht."""
    hangt = "select count(*) from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.usename = $1"
    async with asyncio.timeout(GEDULD):
        while not await alziend.fetchval(hangt, "meedoen_ontvanger"):  # noqa: ASYNC110 - de database roept niet
            await asyncio.sleep(0.01)


async def test_wie_zijn_body_laat_wachten_houdt_de_enige_plaats_niet_bezet(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, tmp_path: Path
) -> None:
    async with opgesteld(huis, twee_gemeenten, alziend, tmp_path, verzoeken=1) as deur:
        async with deur.draad() as (lezer, schrijver):
            schrijver.write(deur.kop(len(BERICHT)) + BERICHT[:-1])
            await _tot_bezig(deur)
            assert (await deur.probeer(deur.ca.geef_uit(deur.duo))).status_code == 201
            schrijver.write(BERICHT[-1:])
            assert (await asyncio.wait_for(lezer.readuntil(b"\r\n\r\n"), GEDULD)).startswith(b"HTTP/1.1 201")
        assert await deur.sporen() == 2


async def test_boven_het_aantal_verzoeken_krijgt_een_verzoek_503(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any, tmp_path: Path
) -> None:
    async with opgesteld(huis, twee_gemeenten, alziend, tmp_path, verzoeken=1) as vol:
        van_duo = vol.ca.geef_uit(vol.duo)
        async with vol.draad() as (lezer, schrijver):
            async with alziend.transaction():
                await alziend.execute("lock table meedoen.duo_ontvangst in access exclusive mode")
                schrijver.write(vol.kop(len(BERICHT)) + BERICHT)
                await _tot_er_een_hangt(alziend)
                geweigerd = await vol.probeer(van_duo)
            assert (geweigerd.status_code, geweigerd.headers["api-version"]) == (503, "1.8.0")
            assert set(geweigerd.json()) == {"fouttekst"}
            assert (await asyncio.wait_for(lezer.readuntil(b"\r\n\r\n"), GEDULD)).startswith(b"HTTP/1.1 201")
        assert (await vol.probeer(van_duo)).status_code == 201
        assert await vol.sporen() == 2
