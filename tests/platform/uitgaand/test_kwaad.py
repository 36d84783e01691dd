"""Een server die kwaad wil: te veel, te traag, samengeperst, met het certificaat van een ander.

Het houdt op, en wie het adres opgaf hoort bij alles hetzelfde.
"""

import asyncio
import gzip
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.platform.telemetry import logboek
from core.platform.uitgaand.fouten import NIET_TE_BEREIKEN, NietTeBereiken
from core.platform.uitgaand.vervoer import Grenzen
from core.platform.uitgaand.vragen import Uitgaand
from tests.logregels import logregels
from tests.platform.uitgaand.buiten import (
    HIER,
    NAAM,
    Gesprek,
    Telefoonboek,
    antwoord,
    luisteraar,
    opgesteld,
    regels,
    tls_server,
    uitgaand,
    zegt,
)
from tests.voorbeelden.certificaten import Ca

RUIM = Grenzen(seconden=30, grootste=64 * 1024)
KORT = Grenzen(seconden=0.5, grootste=64 * 1024)
GEHEIM = "inhoud-van-binnen"


@pytest.fixture(autouse=True)
def hersteld() -> Iterator[None]:
    """De stroom van een test vervalt met haar."""
    eerder = logging.getLogger().handlers[:]
    logboek.richt_in("INFO")
    yield
    logging.getLogger().handlers[:] = eerder


async def _zonder_einde(schrijver: asyncio.StreamWriter) -> None:
    schrijver.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        schrijver.write(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
        await schrijver.drain()


async def _kop_zonder_einde(schrijver: asyncio.StreamWriter) -> None:
    schrijver.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        schrijver.write(b"X-Kop: " + b"x" * 0x4000 + b"\r\n")
        await schrijver.drain()


async def _drup(schrijver: asyncio.StreamWriter) -> None:
    schrijver.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        schrijver.write(b"x")
        await schrijver.drain()
        await asyncio.sleep(0.02)


async def _nog_even(schrijver: asyncio.StreamWriter) -> None:
    while True:
        schrijver.write(b"HTTP/1.1 102 Processing\r\n\r\n")
        await schrijver.drain()
        await asyncio.sleep(0.02)


async def _hangt_op(schrijver: asyncio.StreamWriter) -> None:
    schrijver.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
    schrijver.close()


async def _zwijgt(_: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


BOM = gzip.compress(bytes(50_000_000))
TE_VEEL: dict[str, tuple[Gesprek, Grenzen, str]] = {
    "zonder einde": (_zonder_einde, RUIM, "het antwoord is groter dan 65536 bytes"),
    "een byte te groot": (antwoord(b"x" * (64 * 1024 + 1)), RUIM, "het antwoord is groter dan 65536 bytes"),
    "een kop zonder einde": (_kop_zonder_einde, RUIM, "RemoteProtocolError"),
    "samengeperst": (antwoord(BOM, koppen="Content-Encoding: gzip\r\n"), RUIM, "het antwoord is samengeperst"),
    "samengeperst, met meer": (antwoord(b"x", koppen="Content-Encoding: identity, br\r\n"), RUIM, "samengeperst"),
    "druppelt": (_drup, KORT, "te laat"),
    "nog even geduld": (_nog_even, KORT, "te laat"),
    "zwijgt": (_zwijgt, KORT, "te laat"),
    "een ander protocol": (
        zegt(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
        RUIM,
        "RemoteProtocolError",
    ),
    "geen HTTP": (zegt(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), RUIM, "RemoteProtocolError"),
    "halverwege opgehangen": (_hangt_op, RUIM, ""),
}


@pytest.mark.parametrize("wat", TE_VEEL)
async def test_wat_te_veel_te_traag_of_samengeperst_is_houdt_op(
    wat: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gesprek, grenzen, reden = TE_VEEL[wat]
    async with opgesteld(gesprek, tmp_path, grenzen=grenzen) as (server, weg):
        with pytest.raises(NietTeBereiken):
            await weg.haal(f"https://{NAAM}:{server.poort}/")
        if server.verbindingen or grenzen is RUIM:
            await server.opgehangen.wait()  # the connection does not stay
    (regel,) = [r for r in logregels(capsys.readouterr().err) if r["logger"] == "meedoen.uitgaand"]
    assert reden in regel["reden"]


async def test_een_antwoord_van_precies_de_grens_komt_over(tmp_path: Path) -> None:
    precies = antwoord(b"x" * (64 * 1024), koppen="Content-Encoding: identity\r\n")
    async with opgesteld(precies, tmp_path, grenzen=RUIM) as (server, weg):
        assert len((await weg.haal(f"https://{NAAM}:{server.poort}/")).inhoud) == 64 * 1024


def _tekst(fout: NietTeBereiken) -> tuple[object, ...]:
    """Alles wat een antwoord over een fout kan zeggen."""
    return (type(fout), str(fout), fout.args, fout.status, fout.soort, fout.titel, fout.grond, fout.__cause__)


async def _dicht() -> int:
    async with luisteraar() as server:
        return server.poort


@pytest.mark.parametrize(
    ("wat", "reden"),
    [
        ("een dichte poort", "ConnectionRefusedError"),
        ("een poort zonder TLS", None),
        ("wie niet antwoordt", "te laat"),
        ("een certificaat op een andere naam", "Hostname mismatch"),
        ("een certificaat van een andere CA", "unable to get local issuer certificate"),
        ("een fout van de server", None),
        ("een omleiding", None),
        ("een naam die er niet is", "OSError"),
        ("een naam in een eigen netwerk", "niet openbaar: een eigen netwerk"),
    ],
)
async def test_wie_het_adres_opgaf_hoort_bij_alles_hetzelfde_en_het_logboek_weet_meer(
    wat: str, reden: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ca, andere = Ca(), Ca("Andere CA")
    boek = Telefoonboek(
        *{"een naam die er niet is": (), "een naam in een eigen netwerk": (["10.0.0.9"],)}.get(wat, ([HIER],))
    )
    stuk = antwoord(GEHEIM.encode(), status="500 Stuk", koppen=f"X-Kop: {GEHEIM}\r\n")
    om = antwoord(status="301 Weg", koppen=f"Location: https://{HIER}/{GEHEIM}\r\n")
    gesprek = {"een fout van de server": stuk, "een omleiding": om, "wie niet antwoordt": _zwijgt}.get(wat, antwoord())
    naam = "elders.example.org" if wat == "een certificaat op een andere naam" else NAAM
    van = andere if wat == "een certificaat van een andere CA" else ca
    async with tls_server(van, gesprek, tmp_path, naam=naam) as server, luisteraar() as kaal:
        dicht = await _dicht()
        poort = {"een dichte poort": dicht, "een poort zonder TLS": kaal.poort}.get(wat, server.poort)
        grenzen = KORT if wat == "wie niet antwoordt" else RUIM
        async with uitgaand(regels(poort), ca, tmp_path, boek, grenzen) as weg:
            with pytest.raises(NietTeBereiken) as fout:
                await weg.haal(f"https://{NAAM}:{poort}/{GEHEIM}")
    assert _tekst(fout.value) == _tekst(NietTeBereiken())
    assert str(fout.value) == NIET_TE_BEREIKEN
    assert fout.value.__suppress_context__ or fout.value.__context__ is None
    geschreven = capsys.readouterr().err
    (regel,) = [r for r in logregels(geschreven) if r["logger"] == "meedoen.uitgaand"]
    assert regel["host"] == NAAM
    assert reden is None or reden in regel["reden"]
    assert GEHEIM not in geschreven, "geen pad, geen kop en geen inhoud in het logboek"


async def test_een_verkeerd_certificaat_krijgt_niets_van_het_verzoek(tmp_path: Path) -> None:
    async with opgesteld(antwoord(), tmp_path, naam="elders.example.org") as (server, weg):
        with pytest.raises(NietTeBereiken):
            await weg.haal(f"https://{NAAM}:{server.poort}/", methode="POST", inhoud=b"geheim")
    assert server.verzoeken == []


async def test_wie_stopt_met_wachten_laat_niets_openstaan(tmp_path: Path) -> None:
    async with opgesteld(_zwijgt, tmp_path, grenzen=RUIM) as (server, weg):
        taak = asyncio.create_task(weg.haal(f"https://{NAAM}:{server.poort}/"))
        await server.gevraagd.wait()
        taak.cancel()
        with pytest.raises(asyncio.CancelledError):
            await taak
        await server.opgehangen.wait()


async def test_zonder_eigen_ca_gelden_die_van_deze_machine_en_niet_elke(tmp_path: Path) -> None:
    """Een server met een certificaat van een CA die deze machine niet kent, krijgt niets te horen."""
    async with tls_server(Ca(), antwoord(), tmp_path) as server:
        weg = Uitgaand(regels(server.poort), opzoeker=Telefoonboek([HIER]))
        with pytest.raises(NietTeBereiken):
            await weg.haal(f"https://{NAAM}:{server.poort}/")
        await weg.sluit()
    assert server.verzoeken == []
