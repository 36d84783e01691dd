"""Zevenduizend sockets die zwijgen, tegen de echte ontvanger in een eigen proces: onder 60 MB, en DUO krijgt 201."""

import asyncio
import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from core.instellingen.tabel import Proces
from core.ontwikkeling.embedded.poorten import vrije_poort
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from tests.helm.test_processen import draaiend, meldt
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.certificaten import Ca, als_client
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.nummers import proefbsn
from tests.voorbeelden.omgeving import omgeving

pytestmark = [pytest.mark.lang, pytest.mark.timeout(300)]
AANTAL = 7_000
GRENS_KB = 60 * 1024


@pytest.fixture(autouse=True)
def genoeg_bestanden() -> Iterator[None]:
    """Zoveel sockets in één proces vraagt meer dan de gewone grens; die van het systeem moet het toelaten."""
    nu, hoogstens = resource.getrlimit(resource.RLIMIT_NOFILE)
    nodig = AANTAL + 500
    if hoogstens != resource.RLIM_INFINITY and hoogstens < nodig:
        pytest.skip(f"deze machine laat {hoogstens} open bestanden toe; nodig zijn er {nodig}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(nu, nodig), hoogstens))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (nu, hoogstens))


@contextmanager
def stille_sockets(poort: int, adressen: list[str]) -> Iterator[list[socket.socket]]:
    """`AANTAL` pogingen, om de beurt van een van de adressen; wie geweigerd wordt, telt gewoon mee."""
    with ExitStack() as stapel:
        sockets = []
        for nummer in range(AANTAL):
            een = stapel.enter_context(socket.socket())
            een.bind((adressen[nummer % len(adressen)], 0))
            een.setblocking(False)
            een.connect_ex(("127.0.0.1", poort))
            sockets.append(een)
        yield sockets


def geheugen_kb(pid: int, veld: str) -> int:
    for regel in Path(f"/proc/{pid}/status").read_text().splitlines():
        if regel.startswith(f"{veld}:"):
            return int(regel.split()[1])
    raise LookupError(veld)


@pytest.mark.parametrize(
    "adressen",
    [["127.0.0.1"], [f"127.0.{a}.{b}" for a in range(1, 6) for b in range(1, 201)]],
    ids=["van één adres", "van duizend adressen"],
)
async def test_zevenduizend_stille_sockets(
    cluster: Cluster,
    database: str,
    valkey: EmbeddedValkey,
    twee_gemeenten: TweeGemeenten,
    alziend: Any,
    tmp_path: Path,
    adressen: list[str],
) -> None:
    ca = Ca()
    server = ca.voor_server()
    waarden = omgeving(
        cluster.dsns(database),
        valkey=valkey.url,
        duo_afzender="certificaat",
        ontvanger_certificaat=server.certificaat,
        ontvanger_sleutel=server.sleutel,
        ontvanger_ca=ca.certificaat,
        **{naam: str(vrije_poort()) for naam in ("ontvanger_poort", "ontvanger_peilpoort")},
    )
    poort = int(waarden["MEEDOEN_ONTVANGER_POORT"])
    duo = waarden["MEEDOEN_DUO_OIN"]
    tls = als_client(ca.certificaat, ca.geef_uit(duo), tmp_path)
    body = {"registratieDatumTijd": "2026-03-02T10:00:00+01:00", "gebeurtenisId": "SS139", "bsn": proefbsn().onthul()}

    async def meld(aantal: int) -> None:
        """Steeds een nieuwe verbinding, zoals DUO na een pauze."""
        for _ in range(aantal):
            koppen = {"bron": duo, "doel": twee_gemeenten.a.tenant.oin, "berichtId": str(uuid4())}
            async with httpx2.AsyncClient(verify=tls, trust_env=False, timeout=30) as http:
                adres = f"https://127.0.0.1:{poort}/duo/v1/notificaties"
                assert (await http.post(adres, json=body, headers=koppen)).status_code == 201

    async with draaiend(Proces.ONTVANGER, waarden, tmp_path) as ontvanger:
        await meldt(ontvanger, f":{poort}")
        await meld(3)
        voor = geheugen_kb(ontvanger.pid, "VmHWM")
        with stille_sockets(poort, adressen):
            await meld(10)
            tijdens = geheugen_kb(ontvanger.pid, "VmHWM")
        assert tijdens - voor < GRENS_KB, f"{(tijdens - voor) // 1024} MB erbij"
        await meld(3)
    assert await alziend.fetchval("select count(*) from meedoen.duo_ontvangst") == 16


async def test_driehonderd_die_druppelen_houden_de_api_niet_tegen(
    cluster: Cluster, database: str, valkey: EmbeddedValkey, twee_gemeenten: TweeGemeenten, tmp_path: Path
) -> None:
    """Tegen het echte proces, met zijn gewone grenzen; van één adres, zoals achter een proxy."""
    waarden = omgeving(cluster.dsns(database), valkey=valkey.url, poort=str(vrije_poort()))
    poort = int(waarden["MEEDOEN_POORT"])
    async with draaiend(Proces.API, waarden, tmp_path) as api:
        await meldt(api, "Uvicorn running")
        lijnen = [await asyncio.open_connection("127.0.0.1", poort) for _ in range(300)]
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{poort}", trust_env=False, timeout=30) as http:
            for ronde in range(20):
                for _, schrijver in lijnen:
                    schrijver.write(b"GET /live HTTP/1.1\r\n" if ronde == 0 else b"x: y\r\n")
                assert (await http.get("/ready")).status_code == 200
        for _, schrijver in lijnen:
            schrijver.transport.abort()
