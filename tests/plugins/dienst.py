"""Een echte API in een eigen proces, met een gemeente per beest uit de dierentuin en een paar die het goed doen."""

import asyncio
import datetime as dt
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import msgspec
import yaml

from core.instellingen.config import Config, lees_config
from core.instellingen.tabel import INSTELLINGEN, Proces
from core.law.groepen import Doelgroep
from core.ontwikkeling.embedded.poorten import vrije_poort
from core.ontwikkeling.embedded.valkey import EmbeddedValkey
from core.platform.http.tokens import Tokens
from core.platform.pluginhost.opdrachten import afdrukken
from core.platform.pluginhost.vinden import TOEGELATEN
from core.platform.tenancy import Rol
from core.platform.tenants import Tenant, lees_tenants
from tests.plugins.kast import broncode
from tests.plugins.pakket import schrijf_pakket
from tests.voorbeelden.alle import open_databank
from tests.voorbeelden.begeleiding import begeleiding
from tests.voorbeelden.beheer import Gemeente, gemeente, lidmaatschap, medewerker, verzet_klok
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.dossier import dossier
from tests.voorbeelden.omgeving import TENANTS, omgeving

KLOK = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
"""De dag waarop Meedoen denkt te leven; de proef bij het starten kent alleen die van de machine."""


@dataclass(slots=True)
class Dienst:
    """Wat er draait: het adres, wat het proces zei, en hoe men er als medewerker iets vraagt."""

    http: httpx2.AsyncClient
    omgeving: dict[str, str]
    config: Config
    tenants: dict[str, Tenant]
    dossiers: dict[str, UUID]
    logboek: list[str]

    async def vraag(self, plugin: str, pad: str, *, methode: str = "GET", body: object = None) -> httpx2.Response:
        """Een verzoek van de klantmanager van de gemeente met deze plugin; `{}` is haar dossier."""
        tenant = self.tenants[plugin]
        tokens = Tokens(self.config.sleutel_token, uitgever=self.config.token_uitgever, omgeving=self.config.omgeving)
        token = tokens.geef_uit(f"klantmanager.{tenant.code}", geldig=dt.timedelta(hours=1))
        adres = f"/v1/gemeenten/{tenant.code}{pad.format(self.dossiers.get(plugin))}"
        return await self.http.request(methode, adres, json=body, headers={"Authorization": f"Bearer {token}"})

    async def opdracht(self, *woorden: str) -> tuple[int, str]:
        """Een opdracht van `meedoen` in dezelfde omgeving; geeft de afsluitcode en wat zij zei."""
        kind = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "core.cli", *woorden),
            env=self.omgeving,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        uit, _ = await kind.communicate()
        assert kind.returncode is not None
        return kind.returncode, uit.decode()


def schrijf_tenants(
    map_: Path, site: Path, plugins: Mapping[str, str], met_afdrukken: Collection[str]
) -> dict[str, Tenant]:
    """Per plugin een gemeente met een eigen tenantbestand, en de plugin als pakket dat is toegelaten."""
    voorbeeld: dict[str, Any] = yaml.safe_load((TENANTS / "schagen.yaml").read_text(encoding="utf-8"))
    toegelaten = []
    map_.mkdir()
    for nummer, (naam, bron) in enumerate(plugins.items(), start=9001):
        bestanden = {"plugin.py": broncode(naam, bron)}
        if naam in met_afdrukken:
            bestanden["afdrukken.yaml"] = _afdrukken(map_.parent / "atelier" / naam, bestanden["plugin.py"])
        pakket = schrijf_pakket(site, naam, bestanden)
        toegelaten.append(msgspec.to_builtins(pakket.toegelaten()))
        eigen = {"code": f"GM{nummer}", "naam": f"Dierentuin {naam}", "oin": f"00000099{nummer:012}", "plugins": [naam]}
        (map_ / f"{naam}.yaml").write_text(yaml.safe_dump(voorbeeld | eigen), encoding="utf-8")
    (map_ / TOEGELATEN).write_text(yaml.safe_dump(toegelaten), encoding="utf-8")
    return {tenant.plugins[0]: tenant for tenant in lees_tenants(map_).values()}


def _afdrukken(map_: Path, bron: str) -> str:
    """Wat haar schrijver met `meedoen plugins afdrukken` zou maken voordat hij het pakket bouwt."""
    map_.mkdir(parents=True)
    (map_ / "plugin.py").write_text(bron, encoding="utf-8")
    return afdrukken(map_)


@asynccontextmanager
async def draaiende_dienst(
    cluster: Cluster,
    database: str,
    valkey: EmbeddedValkey,
    map_: Path,
    plugins: Mapping[str, str],
    *,
    met_dossier: Collection[str],
    met_afdrukken: Collection[str] = (),
) -> AsyncIterator[Dienst]:
    """De API met deze plugins, elk in een eigen gemeente; in die van `met_dossier` is er een dossier."""
    tenants = schrijf_tenants(map_ / "tenants", map_ / "site", plugins, met_afdrukken)
    waarden = omgeving(
        cluster.dsns(database), valkey=valkey.url, tenants=str(map_ / "tenants"), poort=str(vrije_poort())
    )
    dossiers = await _zaai(cluster, database, tenants, met_dossier)
    van_api = {i.variabele for i in INSTELLINGEN if Proces.API in i.voor}
    env = {n: w for n, w in os.environ.items() if not n.startswith("MEEDOEN_")}
    env |= {n: w for n, w in waarden.items() if n in van_api} | {"PYTHONPATH": str(map_ / "site")}
    kind = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "core.cli", "api"), env=env, stderr=asyncio.subprocess.PIPE, limit=2**20
    )
    logboek: list[str] = []
    lezer = asyncio.create_task(_lees(kind, logboek))
    adres = f"http://127.0.0.1:{waarden['MEEDOEN_POORT']}"
    try:
        async with httpx2.AsyncClient(base_url=adres, trust_env=False, timeout=30) as lijn:
            await _wacht_tot_klaar(lijn, kind, logboek)
            yield Dienst(lijn, env, lees_config(waarden), tenants, dossiers, logboek)
        kind.send_signal(signal.SIGTERM)
        await asyncio.wait_for(kind.wait(), 20)
        assert kind.returncode == 0, "".join(logboek[-20:])
    finally:
        if kind.returncode is None:
            kind.kill()
            await kind.wait()
        await lezer


async def _lees(kind: asyncio.subprocess.Process, logboek: list[str]) -> None:
    assert kind.stderr is not None
    async for regel in kind.stderr:
        logboek.append(regel.decode())


async def _wacht_tot_klaar(lijn: httpx2.AsyncClient, kind: asyncio.subprocess.Process, logboek: list[str]) -> None:
    async with asyncio.timeout(120):
        while True:
            assert kind.returncode is None, "de API stopte:\n" + "".join(logboek[-20:])
            try:
                if (await lijn.get("/ready")).status_code == 200:
                    return
            except httpx2.TransportError:
                await asyncio.sleep(0.1)


async def _zaai(
    cluster: Cluster, database: str, tenants: Mapping[str, Tenant], met_dossier: Collection[str]
) -> dict[str, UUID]:
    dossiers: dict[str, UUID] = {}
    async with cluster.eigenaar(database) as eigenaar, open_databank(cluster, database) as databank:
        await verzet_klok(eigenaar, seconden=round((KLOK - dt.datetime.now(dt.UTC)).total_seconds()))
        for naam, tenant in tenants.items():
            await gemeente(eigenaar, tenant)
            wie = await medewerker(eigenaar, onderwerp=f"klantmanager.{tenant.code}")
            await lidmaatschap(eigenaar, tenant.id, wie, rol=Rol.KLANTMANAGER, naam="K. Manager")
            if naam not in met_dossier:
                continue
            hier = Gemeente(tenant=tenant, klantmanager=wie, teamleider=wie, beheerder=wie, leden={})
            async with databank.uow(hier.als_klantmanager()) as tx:
                dossiers[naam] = await dossier(tx, doelgroep=str(Doelgroep.ASIEL))
                await begeleiding(tx, dossier_id=dossiers[naam])
    return dossiers


def plek(melding: str) -> str:
    """De plek waar een melding naar wijst: bestand en regel."""
    gevonden = re.search(r"\((meedoen_\w+/[\w/.]+(?:, regel \d+)?)\)\. Herstel: ", melding)
    return gevonden[1] if gevonden else ""
