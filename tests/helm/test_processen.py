"""De ingang van elke pod: `meedoen api`, `ontvanger`, `worker`, `relay` en `zegel` starten met alleen hun eigen
instellingen en stoppen op SIGTERM."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from core.instellingen.tabel import INSTELLINGEN, Proces
from core.ontwikkeling.embedded.poorten import vrije_poort
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.db.uow import Databank
from tests.voorbeelden.audit import audit
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.certificaten import Ca, als_client
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.nummers import proefbsn
from tests.voorbeelden.omgeving import omgeving
from tests.voorbeelden.outbox import outbox

WORTEL = Path(__file__).parents[2]
MEEDOEN = (sys.executable, "-m", "core.cli")
SLUITTERMIJN = 20.0
pytestmark = pytest.mark.lang


@pytest.fixture
def waarden(cluster: Cluster, database: str, valkey: EmbeddedValkey, tmp_path: Path) -> dict[str, str]:
    anker = str(tmp_path / "anker.jsonl")
    poorten = {naam: str(vrije_poort()) for naam in ("poort", "ontvanger_poort", "ontvanger_peilpoort")}
    return omgeving(cluster.dsns(database), valkey=valkey.url, audit_anker=anker, **poorten)


def _van(proces: Proces, waarden: dict[str, str], map_: Path) -> dict[str, str]:
    """De omgeving van dit proces, zoals in zijn pod: geheimen als bestand, en alleen de zijne."""
    uit = {n: w for n, w in os.environ.items() if not n.startswith("MEEDOEN_")}
    for instelling in INSTELLINGEN:
        if proces not in instelling.voor or instelling.variabele not in waarden:
            continue
        waarde = waarden[instelling.variabele]
        if instelling.geheim:
            bestand = map_ / instelling.naam
            bestand.write_text(waarde, encoding="utf-8")
            uit[f"{instelling.variabele}_BESTAND"] = str(bestand)
        else:
            uit[instelling.variabele] = waarde
    return uit


@asynccontextmanager
async def draaiend(proces: Proces, waarden: dict[str, str], map_: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Het proces, dat aan het eind SIGTERM krijgt en dan met code 0 hoort te stoppen."""
    kind = await asyncio.create_subprocess_exec(
        *MEEDOEN,
        proces,
        env=_van(proces, waarden, map_),
        cwd=WORTEL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield kind
        kind.send_signal(signal.SIGTERM)
        _, rest = await asyncio.wait_for(kind.communicate(), SLUITTERMIJN)
        assert kind.returncode == 0, rest.decode()[-2000:]
        assert b"Traceback" not in rest
    finally:
        if kind.returncode is None:
            kind.kill()
            await kind.communicate()


async def meldt(kind: asyncio.subprocess.Process, *teksten: str) -> str:
    """De logregel waarmee elk van `teksten` gezien is; faalt met wat er wel stond als het proces eerder stopt."""
    assert kind.stderr is not None
    gezien: list[str] = []
    async for regel in kind.stderr:
        gezien.append(regel.decode())
        if all(any(tekst in g for g in gezien) for tekst in teksten):
            return gezien[-1]
    pytest.fail(f"gestopt zonder {teksten}:\n" + "".join(gezien[-20:]))


async def test_de_api_wordt_klaar_en_stopt(
    waarden: dict[str, str], twee_gemeenten: TweeGemeenten, tmp_path: Path
) -> None:
    async with (
        draaiend(Proces.API, waarden, tmp_path) as api,
        httpx2.AsyncClient(base_url=f"http://127.0.0.1:{waarden['MEEDOEN_POORT']}", trust_env=False) as lijn,
    ):
        await meldt(api, "Uvicorn running")
        assert (await lijn.get("/live")).status_code == 200
        assert (await lijn.get("/ready")).json() == {"status": "klaar"}


async def test_de_ontvanger_doet_mtls_laat_zich_peilen_en_stopt(
    waarden: dict[str, str], twee_gemeenten: TweeGemeenten, alziend: Any, tmp_path: Path
) -> None:
    ca = Ca()
    server = ca.voor_server()
    pem = {"CERTIFICAAT": server.certificaat, "SLEUTEL": server.sleutel, "CA": ca.certificaat}
    mtls = {f"MEEDOEN_ONTVANGER_{naam}": tekst for naam, tekst in pem.items()}
    koppen = {"bron": waarden["MEEDOEN_DUO_OIN"], "doel": twee_gemeenten.a.tenant.oin, "berichtId": str(uuid4())}
    body = {"registratieDatumTijd": "2026-03-02T10:00:00+01:00", "gebeurtenisId": "SS139", "bsn": proefbsn().onthul()}
    van_duo = als_client(ca.certificaat, ca.geef_uit(waarden["MEEDOEN_DUO_OIN"]), tmp_path)
    async with (
        draaiend(Proces.ONTVANGER, waarden | mtls | {"MEEDOEN_DUO_AFZENDER": "certificaat"}, tmp_path) as ontvanger,
        httpx2.AsyncClient(
            base_url=f"https://127.0.0.1:{waarden['MEEDOEN_ONTVANGER_POORT']}", verify=van_duo, trust_env=False
        ) as duo,
        httpx2.AsyncClient(
            base_url=f"http://127.0.0.1:{waarden['MEEDOEN_ONTVANGER_PEILPOORT']}", trust_env=False
        ) as kubelet,
    ):
        await meldt(ontvanger, str(duo.base_url).rstrip("/"), str(kubelet.base_url).rstrip("/"))
        assert (await kubelet.get("/live")).status_code == 200
        assert (await kubelet.get("/ready")).json() == {"status": "klaar"}
        assert (await kubelet.post("/duo/v1/notificaties", json=body, headers=koppen)).status_code == 404
        assert (await duo.post("/duo/v1/notificaties", json=body, headers=koppen)).status_code == 201
        assert (await duo.get("/live")).status_code == 404
    assert await alziend.fetchval("select count(*) from meedoen.duo_ontvangst") == 1


async def test_relay_en_worker_doen_samen_een_taak_en_stoppen(
    waarden: dict[str, str], twee_gemeenten: TweeGemeenten, databank: Databank, tmp_path: Path
) -> None:
    """Een taak die niemand kent: de relay biedt haar aan, de worker pakt haar en legt haar voor later weg."""
    async with (
        draaiend(Proces.RELAY, waarden, tmp_path),
        draaiend(Proces.WORKER, waarden, tmp_path) as worker,
    ):
        async with databank.uow(twee_gemeenten.a.als_taak()) as tx:
            id_ = await outbox(tx, soort="proef.onbekend")
        regel = await meldt(worker, "taak later opnieuw")
        assert "proef.onbekend" in regel
    async with databank.uow(twee_gemeenten.a.als_taak()) as tx:
        (rij,) = await tx.fetch(
            "select pogingen, status from meedoen.outbox where gemeente_id = $1 and id = $2", tx.gemeente_id, id_
        )
    assert rij["pogingen"] >= 1
    assert rij["status"] in ("nieuw", "aangeboden"), (
        "voor later weggelegd, en door de relay misschien al weer aangeboden"
    )


async def test_de_zegelaar_verzegelt_ankert_bij_het_stoppen_en_stopt(
    waarden: dict[str, str], twee_gemeenten: TweeGemeenten, databank: Databank, alziend: Any, tmp_path: Path
) -> None:
    async with databank.uow(twee_gemeenten.a.als_taak()) as tx:
        await audit(tx)
    ankers = tmp_path / "ankers.jsonl"
    async with draaiend(Proces.ZEGEL, waarden | {"MEEDOEN_AUDIT_ANKER": str(ankers)}, tmp_path):
        while not await alziend.fetchval("select count(*) from meedoen.audit_zegel"):  # noqa: ASYNC110 - ander proces
            await asyncio.sleep(0.05)
    (regel,) = ankers.read_text(encoding="utf-8").splitlines()
    assert str(twee_gemeenten.a.id) in regel


async def test_zonder_haar_database_start_de_relay_niet(waarden: dict[str, str], tmp_path: Path) -> None:
    dicht = waarden | {"MEEDOEN_DB_RELAY": f"postgresql://meedoen_relay:x@127.0.0.1:{vrije_poort()}/meedoen"}
    kind = await asyncio.create_subprocess_exec(
        *MEEDOEN,
        Proces.RELAY,
        env=_van(Proces.RELAY, dicht, tmp_path),
        cwd=WORTEL,
        stderr=asyncio.subprocess.PIPE,
    )
    await asyncio.wait_for(kind.communicate(), SLUITTERMIJN)
    assert kind.returncode == 1
