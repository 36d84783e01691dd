"""De API aan een echte poort met een krappe pool, en iemand die een rij van een dossier vasthoudt.

Traag is hier nooit een wachttijd maar die rij. Na elk slecht moment geldt `Opstelling.schoon`.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import asyncpg
import httpx2

from core.bootstrap import maak_databank
from core.platform.huis import Huis
from core.platform.tenancy import Actor
from tests.api.server import draaiende_api
from tests.geduld import GEDULD
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.alle import vul
from tests.voorbeelden.cluster import Cluster

VERBINDINGEN = 3
VOOR_EEN = VERBINDINGEN - 1
"""Zoveel ervan heeft een gemeente tegelijk; er blijft er een voor een ander."""
_WACHTEN = """
select count(*) from pg_stat_activity where datname = current_database() and usename = 'meedoen_gemeente'
  and wait_event_type = 'Lock'"""
_BEZIG = """
select usename, state, query from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
  and usename like 'meedoen_%' and usename <> 'meedoen_migratie' and state <> 'idle'"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opstelling:
    """De API met een krappe pool, twee gemeenten met rijen, en iemand die een rij kan vasthouden."""

    wereld: Wereld
    huis: Huis
    adres: str
    cluster: Cluster
    zaak: Zaak

    def klant(self, wie: str = "klantmanager", *, b: bool = False) -> httpx2.AsyncClient:
        gemeente = self.wereld.twee.b if b else self.wereld.twee.a
        token = self.wereld.mens(wie, gemeente).token
        koppen = {"Authorization": f"Bearer {token}"}
        return httpx2.AsyncClient(base_url=f"{self.adres}/v1/gemeenten/{gemeente.code}", headers=koppen, timeout=30)

    @asynccontextmanager
    async def vastgehouden(self) -> AsyncIterator[None]:
        """Een ander heeft de rij van het dossier vast, tot het eind van het blok."""
        naam = await self.wereld.alziend.fetchval("select current_database()")
        ander = await asyncpg.connect(self.cluster.beheer_dsn(naam))
        try:
            async with ander.transaction():
                await ander.execute("select from meedoen.dossier where id = $1 for update", self.zaak.id)
                yield
        finally:
            await ander.close()

    async def wacht_op_wachtenden(self, aantal: int = 1) -> None:
        """Tot zoveel verzoeken bij de vastgehouden rij staan te wachten."""
        async with asyncio.timeout(GEDULD):
            while await self.wereld.alziend.fetchval(_WACHTEN) != aantal:  # noqa: ASYNC110 - de server roept niet
                await asyncio.sleep(0)

    async def wacht_op_rust(self) -> None:
        """Tot er geen opdracht meer loopt: wie weg is, krijgt geen antwoord waar men op kan wachten."""
        async with asyncio.timeout(GEDULD):
            while await self.wereld.alziend.fetch(_BEZIG):  # noqa: ASYNC110 - de server roept niet
                await asyncio.sleep(0)

    async def oproepen(self) -> int:
        """Alles of niets: het aantal oproepen, als elk daarvan ook zijn brief en regel heeft."""
        waar = {
            "oproep": {},
            "brief": {},
            "audit": {"actie": "oproep.opstellen"},
            "outbox": {"soort": "besluit.maak_brief"},
        }
        a = self.wereld.twee.a.id
        tellingen = {len(await self.wereld.rijen(t, gemeente_id=a, **voorwaarde)) for t, voorwaarde in waar.items()}
        [aantal] = tellingen
        return aantal

    async def schoon(self) -> None:
        """Wat na elk slecht moment moet gelden."""
        assert await self.wereld.alziend.fetch(_BEZIG) == []
        pool: Any = self.huis.databank._pools[Actor.GEMEENTE]
        verbindingen = [await pool.acquire(timeout=GEDULD) for _ in range(VERBINDINGEN)]
        try:
            for verbinding in verbindingen:
                for naam in ("gemeente_id", "medewerker_id", "organisatie_id", "doel"):
                    assert not await verbinding.fetchval(f"select current_setting('meedoen.{naam}', true)")
                assert await verbinding.fetch("select gemeente_id from meedoen.dossier") == []
        finally:
            for verbinding in verbindingen:
                await pool.release(verbinding)
        async with self.klant() as a, self.klant(b=True) as b:
            lijsten = await asyncio.gather(*((a, b)[n % 2].get("/werkvoorraad") for n in range(4 * VERBINDINGEN)))
        assert {lijst.status_code for lijst in lijsten} == {200}
        per_gemeente = [{w["dossierId"] for w in lijst.json()["werk"]} for lijst in lijsten]
        eigen = [
            {str(r["dossier_id"]) for r in await self.wereld.rijen("werkitem", gemeente_id=g.id, status="open")}
            for g in (self.wereld.twee.a, self.wereld.twee.b)
        ]
        assert not eigen[0] & eigen[1]
        assert all(gezien == eigen[n % 2] for n, gezien in enumerate(per_gemeente))


@asynccontextmanager
async def opstelling(wereld: Wereld, cluster: Cluster, *routes: Any, **grenzen: str) -> AsyncIterator[Opstelling]:
    """`grenzen` zijn andere grenzen voor de verbindingen van de gemeenterol, zoals `lock_timeout`."""
    zaak = await Zaak.gemeld(wereld, next(i for i in wereld.bevolking if f"GM{i.gemeentecode}" == wereld.twee.a.code))
    await vul(wereld.huis.databank, wereld.twee.b)
    config = wereld.huis.config
    anders = "?" + "&".join(f"{naam}={waarde}" for naam, waarde in grenzen.items()) if grenzen else ""
    config = replace(config, db_verbindingen=VERBINDINGEN, db_gemeente=config.db_gemeente + anders)
    databank = maak_databank(config, actoren=frozenset(Actor))
    await databank.open()
    huis = replace(wereld.huis, databank=databank)
    try:
        async with draaiende_api(huis, *routes) as adres:
            yield Opstelling(wereld=wereld, huis=huis, adres=adres, cluster=cluster, zaak=zaak)
    finally:
        await databank.sluit()


@asynccontextmanager
async def opstelling_ernaast(hier: Opstelling, *, genade: int) -> AsyncIterator[Opstelling]:
    """Dezelfde API nog eens, met dezelfde databank, op een eigen poort."""
    async with draaiende_api(hier.huis, genade=genade) as adres:
        yield replace(hier, adres=adres)
