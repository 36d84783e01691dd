"""Hoeveel berichten met de database een verzoek kost. Elk bericht is wachten, aan beide kanten.

Wie er een bij nodig heeft, verhoogt hier het getal en zegt waarom; minder is beter.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import httpx2
import pytest
import pytest_asyncio

from core.bootstrap import maak_databank
from core.instellingen.tabel import Kloksoort
from core.platform.tenancy import Actor
from tests.api.server import draaiende_api
from tests.process.berichten import Teller, teller
from tests.process.wereld import Wereld
from tests.process.zaak import Zaak
from tests.voorbeelden.cluster import Cluster

DEUR = {"meedoen_toegang": 1}
"""Wie is dit en waar werkt hij."""
OPENEN, NUMMER, AUDITREGEL, AFSLUITEN = 1, 1, 1, 1
"""`begin` met de context; het nummer van de transactie, dat onder de MAC van de regel staat; de regel; `commit`."""
RONDOM = OPENEN + NUMMER + AUDITREGEL + AFSLUITEN


@dataclass(frozen=True, slots=True)
class Opstelling:
    tel: Teller
    klant: httpx2.AsyncClient
    zaak: Zaak


@pytest_asyncio.fixture(loop_scope="session")
async def opstelling(wereld: Wereld, cluster: Cluster) -> AsyncIterator[Opstelling]:
    """De API met één verbinding per rol, op de systeemklok, met de teller ertussen."""
    zaak = await Zaak.nieuw(wereld)
    config = wereld.huis.config
    async with teller("127.0.0.1", cluster.postgres.poort) as tel:
        om = {
            naam: getattr(config, naam).replace(f":{cluster.postgres.poort}/", f":{tel.poort}/") + "?sslmode=disable"
            for naam in ("db_gemeente", "db_toegang")
        }
        config = replace(config, db_verbindingen=1, klok=Kloksoort.SYSTEEM, **om)
        databank = maak_databank(config, actoren=frozenset({Actor.GEMEENTE, Actor.TOEGANG}))
        await databank.open()
        try:
            async with draaiende_api(replace(wereld.huis, config=config, databank=databank)) as adres:
                gemeente = f"{adres}/v1/gemeenten/{wereld.twee.a.code}"
                koppen = {"Authorization": f"Bearer {wereld.km.token}"}
                async with httpx2.AsyncClient(base_url=gemeente, headers=koppen) as klant:
                    yield Opstelling(tel, klant, zaak)
        finally:
            await databank.sluit()


@pytest.mark.parametrize(
    ("pad", "lezingen"),
    [("", 1), ("/termijnen", 2)],
)
async def test_een_dossier_lezen(opstelling: Opstelling, pad: str, lezingen: int) -> None:
    await _kost(opstelling, opstelling.zaak.pad(pad), lezingen)


async def test_een_pagina_van_de_werkvoorraad(opstelling: Opstelling) -> None:
    await _kost(opstelling, "/werkvoorraad", 1)


async def _kost(opstelling: Opstelling, pad: str, lezingen: int) -> None:
    # De eerste keer bereidt asyncpg de opdrachten voor; dat kost er meer, en komt per verbinding één keer.
    for _ in range(2):
        opstelling.tel.begin()
        assert (await opstelling.klant.get(pad)).status_code == 200
    assert opstelling.tel.per_rol == DEUR | {"meedoen_gemeente": RONDOM + lezingen}
