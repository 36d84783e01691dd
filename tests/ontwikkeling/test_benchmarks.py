"""De metingen van het lezen lopen: hun rijen passen in het schema, en de kale handler antwoordt als Meedoen zelf."""

from dataclasses import replace
from typing import Any

import httpx2
import msgspec
import pytest
from litestar import Litestar

from benchmarks import gegevens
from benchmarks.kaal import maak_kaal
from benchmarks.ladder import Sport, maak_ladder
from benchmarks.opname import neem_op
from core.bootstrap import maak_huis
from core.instellingen.config import Config
from core.instellingen.tabel import Kloksoort
from core.ontwikkeling.opstelling import zaai_medewerkers
from core.platform.db import beheer
from core.platform.tenancy import Actor
from core.platform.tenants import lees_tenants
from tests.voorbeelden.cluster import Cluster


async def _vraag(app: Litestar, *paden: str) -> list[Any]:
    deur: Any = app  # httpx2 types ASGI more loosely than Litestar does
    async with (
        app.lifespan(),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(deur), base_url="http://kaal") as klant,
    ):
        antwoorden = [await klant.get(pad) for pad in paden]
    assert [a.status_code for a in antwoorden] == [200] * len(paden)
    return [msgspec.json.decode(a.content) for a in antwoorden]


@pytest.mark.parametrize("apart", [True, False], ids=["elke vraag apart", "de vragen van Meedoen"])
async def test_de_kale_handler_antwoordt_als_meedoen(
    cluster: Cluster, database: str, config: Config, apart: bool
) -> None:
    eigenaar, tenants = cluster.dsn("meedoen_migratie", database), tuple(lees_tenants(config.tenants).values())
    await beheer.laad_tenants(eigenaar, tenants)
    await zaai_medewerkers(eigenaar, tenants, uitgever=config.token_uitgever)
    config = replace(config, klok=Kloksoort.SYSTEEM)  # the clock of the tests costs a question of its own
    gevuld = await gegevens.vul(cluster.beheer_dsn(database), [t.id for t in tenants[:2]], per_gemeente=3)
    hier = tenants[0]
    opgenomen, ander, _ = gevuld[hier.id]
    opname = await neem_op(config, hier, opgenomen)
    kaal = maak_kaal(
        cluster.dsn("meedoen_gemeente", database),
        pagina=opname.pagina,
        dossier=opname.dossier,
        verbindingen=1,
        apart=apart,
    )
    ladder = maak_ladder(
        maak_huis(config, actoren=frozenset({Actor.GEMEENTE, Actor.TOEGANG})),
        toegang=opname.toegang,
        identiteit=opname.identiteit,
        gemeentecode=hier.code,
    )
    paden = ("/werkvoorraad", f"/dossiers/{opgenomen}", f"/dossiers/{ander}")
    van_kaal = await _vraag(kaal, *paden)
    assert van_kaal == await _vraag(ladder, *(f"/{Sport.UOW}{pad}" for pad in paden))
    assert all(van_kaal[1][naam] for naam in ("termijnen", "werk")), "een leeg dossier vergelijkt niets"
