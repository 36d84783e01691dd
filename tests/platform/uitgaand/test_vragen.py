"""Een adres van een ander vragen: één keer opzoeken, precies daarheen, met de naam van dat adres, en zonder omwegen."""

import json
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import httpx2
import pytest

from core.platform.uitgaand.fouten import AdresGeweigerd, NietTeBereiken
from core.platform.uitgaand.regels import Uitgaandregels
from core.platform.uitgaand.vervoer import Grenzen, Vervoer
from core.platform.uitgaand.vragen import Uitgaand
from tests.platform.uitgaand.buiten import (
    ELDERS_HIER,
    HIER,
    NAAM,
    Telefoonboek,
    antwoord,
    luisteraar,
    opgesteld,
    regels,
    tls_server,
    uitgaand,
)
from tests.platform.uitgaand.vijandig import AAN_DE_TEKST, BIJ_HET_OPZOEKEN
from tests.voorbeelden.certificaten import Ca, als_client

BEIDE = "127.0.0.0/30"


async def test_een_antwoord_komt_helemaal_over(tmp_path: Path) -> None:
    boek = Telefoonboek([HIER])
    async with opgesteld(antwoord(b'{"a": 1}', koppen="X-Kop: ja\r\n"), tmp_path, boek) as (server, weg):
        gelezen = await weg.haal(f"https://{NAAM}:{server.poort}/pad/%2f?vraag=1&ook=%00")
    assert (gelezen.status, gelezen.inhoud, gelezen.koppen["x-kop"]) == (200, b'{"a": 1}', "ja")
    regel, *koppen = server.verzoeken[0].decode().split("\r\n")
    assert regel == "GET /pad/%2f?vraag=1&ook=%00 HTTP/1.1"
    assert sorted(k for k in koppen if k) == [
        "Accept-Encoding: identity",
        "Connection: close",
        f"Host: {NAAM}:{server.poort}",
        "User-Agent: Meedoen",
    ]
    assert boek.gevraagd == [(NAAM, False)], "wat het platform noemt zoekt deze machine op haar eigen manier op"


async def test_wat_meegaat_komt_over_en_een_weigering_van_4xx_ook(tmp_path: Path) -> None:
    async with opgesteld(antwoord(b'{"error": "x"}', status="400 Bad Request"), tmp_path) as (server, weg):
        gelezen = await weg.haal(
            f"https://{NAAM}:{server.poort}/token",
            methode="POST",
            koppen={"Content-Type": "text/plain", "Host": "elders", "Accept-Encoding": "gzip", "Connection": "x"},
            inhoud=b"code=1",
        )
    assert (gelezen.status, gelezen.inhoud) == (400, b'{"error": "x"}')
    verzoek = server.verzoeken[0].decode()
    assert "Content-Type: text/plain\r\n" in verzoek
    assert "Content-Length: 6\r\n" in verzoek
    assert "elders" not in verzoek
    assert "gzip" not in verzoek


async def test_een_adres_met_een_fout_in_de_tekst_zoekt_niets_op_en_verbindt_met_niemand(tmp_path: Path) -> None:
    boek = Telefoonboek([HIER])
    async with luisteraar() as server:
        mag = Uitgaandregels(poorten=frozenset({443, server.poort}))
        async with uitgaand(mag, Ca(), tmp_path, boek) as weg:
            for wat, adres in AAN_DE_TEKST.items():
                with pytest.raises(AdresGeweigerd):
                    await weg.haal(adres.replace("{poort}", str(server.poort)))
                assert (boek.gevraagd, server.verbindingen) == ([], 0), wat


_LUISTERVINK = """
import asyncio, json, sys
from ipaddress import ip_network
from core.platform.uitgaand.vragen import Uitgaand
from core.platform.uitgaand.regels import Uitgaandregels
from core.fouten import Fout

gezien, (adressen, netwerken) = [], json.load(sys.stdin)

async def alles():
    weg = Uitgaand(Uitgaandregels.van((host, ip_network(netwerk), poort) for host, netwerk, poort in netwerken))
    for adres in adressen:
        try:
            await weg.haal(adres)
        except Fout as fout:
            gezien.append(type(fout).__name__)
    await weg.sluit()

def hoor(wat, _):
    if wat.startswith(("socket.connect", "socket.get", "socket.send")):
        gezien.append(wat)

sys.addaudithook(hoor)
asyncio.run(alles())
print(json.dumps(gezien))
"""


def _af_te_luisteren(adressen: list[str], *netwerken: tuple[str, str, int]) -> list[str]:
    """Wat een proces met deze adressen doet, volgens Python zelf: elke verbinding en elke naam die het opzoekt."""
    klaar = subprocess.run(
        [sys.executable, "-c", _LUISTERVINK],
        input=json.dumps([adressen, netwerken]),
        capture_output=True,
        text=True,
        check=True,
    )
    gezien: list[str] = json.loads(klaar.stdout.splitlines()[-1])
    return gezien


def test_bij_geen_enkel_vijandig_adres_gaat_er_iets_naar_buiten() -> None:
    adressen = [adres.replace("{poort}", "443") for adres in AAN_DE_TEKST.values()]
    assert _af_te_luisteren(adressen) == ["AdresGeweigerd"] * len(adressen)


def test_de_luistervink_hoort_een_gewoon_adres_wel() -> None:
    thuis = [("localhost", netwerk, 9) for netwerk in ("127.0.0.0/8", "::1/128")]
    eerste, *daarna = _af_te_luisteren(["https://localhost:9/"], *thuis)
    assert (eerste, {*daarna}) == ("socket.getaddrinfo", {"socket.connect", "NietTeBereiken"})


@pytest.mark.parametrize("wat", BIJ_HET_OPZOEKEN)
async def test_een_naam_die_ergens_naar_binnen_wijst_krijgt_geen_verbinding(wat: str, tmp_path: Path) -> None:
    """Ook niet als er daarnaast een openbaar adres bij staat."""
    boek = Telefoonboek(BIJ_HET_OPZOEKEN[wat])
    async with luisteraar() as server:
        mag = Uitgaandregels(poorten=frozenset({server.poort}))
        async with uitgaand(mag, Ca(), tmp_path, boek) as weg:
            with pytest.raises(NietTeBereiken):
                await weg.haal(f"https://{NAAM}:{server.poort}/")
        assert server.verbindingen == 0
    assert boek.gevraagd == [(NAAM, True)], "één keer, en precies deze naam"


async def test_een_naam_die_tussendoor_verhuist_gaat_naar_het_beoordeelde_adres_of_nergens(tmp_path: Path) -> None:
    """Eerst wijst zij naar waar het mag, daarna naar deze machine: één keer opgezocht is één keer beoordeeld."""
    ca, boek = Ca(), Telefoonboek([ELDERS_HIER], [HIER])
    async with (
        tls_server(ca, antwoord(b"buiten"), tmp_path, adres=ELDERS_HIER) as buiten,
        luisteraar(poort=buiten.poort) as binnen,
        uitgaand(regels(buiten.poort, netwerk=f"{ELDERS_HIER}/32"), ca, tmp_path, boek) as weg,
    ):
        adres = f"https://{NAAM}:{buiten.poort}/"
        assert (await weg.haal(adres)).inhoud == b"buiten"
        assert len(boek.gevraagd) == 1
        with pytest.raises(NietTeBereiken):
            await weg.haal(adres)
        assert (len(boek.gevraagd), binnen.verbindingen, buiten.verbindingen) == (2, 0, 1)


async def test_doet_het_eerste_adres_niet_open_dan_het_volgende_van_hetzelfde_antwoord(tmp_path: Path) -> None:
    boek = Telefoonboek([ELDERS_HIER, HIER])
    async with opgesteld(antwoord(b"ja"), tmp_path, boek, netwerk=BEIDE) as (server, weg):
        gelezen = await weg.haal(f"https://{NAAM}:{server.poort}/", methode="POST", inhoud=b"een keer")
    assert gelezen.inhoud == b"ja"
    assert (len(boek.gevraagd), len(server.verzoeken)) == (1, 1)


@pytest.mark.parametrize("adressen", [[HIER, ELDERS_HIER], [ELDERS_HIER, HIER]])
async def test_een_adres_dat_niet_mag_bederft_de_naam_ook_naast_een_dat_wel_mag(
    adressen: list[str], tmp_path: Path
) -> None:
    """Op het adres dat wel mag staat een server klaar; ook die hoort niets."""
    async with opgesteld(antwoord(), tmp_path, Telefoonboek(adressen)) as (server, weg):
        with pytest.raises(NietTeBereiken):
            await weg.haal(f"https://{NAAM}:{server.poort}/")
        assert server.verbindingen == 0


async def test_een_naam_met_veel_adressen_krijgt_er_vier_geprobeerd(tmp_path: Path) -> None:
    """Allemaal beoordeeld, en niet allemaal gebeld."""
    boek = Telefoonboek([ELDERS_HIER] * 4 + [HIER])
    async with opgesteld(antwoord(), tmp_path, boek, netwerk=BEIDE) as (server, weg):
        with pytest.raises(NietTeBereiken):
            await weg.haal(f"https://{NAAM}:{server.poort}/")
        assert server.verbindingen == 0


async def test_elk_verzoek_heeft_zijn_eigen_verbinding_en_wordt_opnieuw_beoordeeld(tmp_path: Path) -> None:
    boek = Telefoonboek([HIER])
    async with opgesteld(antwoord(), tmp_path, boek) as (server, weg):
        for _ in range(3):
            await weg.haal(f"https://{NAAM}:{server.poort}/")
    assert (server.verbindingen, len(boek.gevraagd)) == (3, 3)


@pytest.mark.parametrize(
    "naar", ["https://127.0.0.1:{poort}/", f"https://{NAAM}:{{poort}}/", "/elders", "//127.0.0.1/"]
)
async def test_een_omleiding_wordt_niet_gevolgd(naar: str, tmp_path: Path) -> None:
    ca = Ca()
    async with luisteraar() as binnen:
        omleiding = antwoord(status="302 Found", koppen=f"Location: {naar.format(poort=binnen.poort)}\r\n")
        async with (
            tls_server(ca, omleiding, tmp_path) as server,
            uitgaand(regels(server.poort, binnen.poort), ca, tmp_path, Telefoonboek([HIER])) as weg,
        ):
            with pytest.raises(NietTeBereiken):
                await weg.haal(f"https://{NAAM}:{server.poort}/")
        assert (binnen.verbindingen, server.verbindingen) == (0, 1)


async def test_ook_een_client_die_wel_omleidingen_volgt_komt_niet_binnen(tmp_path: Path) -> None:
    """Het vervoer beoordeelt elk verzoek zelf."""
    ca, boek = Ca(), Telefoonboek([HIER])
    omleiding = antwoord(status="307 Temporary Redirect", koppen="Location: https://169.254.169.254/\r\n")
    async with tls_server(ca, omleiding, tmp_path) as server:
        vervoer = Vervoer(
            regels(server.poort), vertrouwd=als_client(ca.certificaat, None, tmp_path), opzoeker=boek, grenzen=Grenzen()
        )
        async with httpx2.AsyncClient(transport=vervoer, follow_redirects=True) as client:
            with pytest.raises(AdresGeweigerd):
                await client.get(f"https://{NAAM}:{server.poort}/")


async def test_een_proxy_uit_de_omgeving_doet_niet_mee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with luisteraar() as proxy:
        for naam in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(naam, f"http://{HIER}:{proxy.poort}")
        async with opgesteld(antwoord(b"recht"), tmp_path) as (server, weg):
            assert (await weg.haal(f"https://{NAAM}:{server.poort}/")).inhoud == b"recht"
        assert proxy.verbindingen == 0


async def test_een_ip_adres_als_naam_wordt_op_dat_adres_getoetst(tmp_path: Path) -> None:
    ca = Ca()
    for naam, goed in ((HIER, True), (NAAM, False)):
        async with (
            tls_server(ca, antwoord(b"ja"), tmp_path, naam=naam) as server,
            uitgaand(regels(server.poort, host=HIER), ca, tmp_path, None) as weg,
        ):
            if goed:
                assert (await weg.haal(f"https://{HIER}:{server.poort}/")).inhoud == b"ja"
            else:
                with pytest.raises(NietTeBereiken):
                    await weg.haal(f"https://{HIER}:{server.poort}/")
            assert len(server.verzoeken) == int(goed)


async def test_de_resolver_van_deze_machine_zoekt_het_echt_op(tmp_path: Path) -> None:
    """Hier wijst localhost soms ook naar IPv6; daar luistert niemand, en dan het andere adres."""
    ca = Ca()
    async with tls_server(ca, antwoord(b"thuis"), tmp_path, naam="localhost") as server:
        thuis = [("localhost", ip_network(netwerk), server.poort) for netwerk in (f"{HIER}/32", "::1/128")]
        async with uitgaand(Uitgaandregels.van(thuis), ca, tmp_path, None) as weg:
            assert (await weg.haal(f"https://localhost:{server.poort}/")).inhoud == b"thuis"


def test_een_tls_context_die_niet_toetst_wordt_niet_aangenomen(tmp_path: Path) -> None:
    slap = als_client(Ca().certificaat, None, tmp_path)
    slap.check_hostname = False
    with pytest.raises(ValueError, match="niet helemaal toetst"):
        Uitgaand(Uitgaandregels(), vertrouwd=slap, opzoeker=Telefoonboek())


def test_de_regels_komen_uit_de_instelling() -> None:
    mag = Uitgaandregels.van([(NAAM, ip_network("10.0.0.0/8"), 8443)])
    assert mag.mag_poort(NAAM, 8443)
    assert not mag.mag_poort(f"x.{NAAM}", 8443)
    assert mag.poorten == {443}
