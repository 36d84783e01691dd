"""Een transactie die klaarstaat om te committen (twee fasen) houdt het zegel tegen, ook als haar verbinding weg is."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from core.ontwikkeling.embedded.postgres import EmbeddedPostgres
from core.ontwikkeling.embedded.werkmap import tijdelijke_map
from tests.audit.conftest import Proef
from tests.security.context import contexttekst
from tests.voorbeelden.alle import open_databank
from tests.voorbeelden.beheer import maak_twee_gemeenten
from tests.voorbeelden.cluster import Cluster, nieuwe_naam

REGEL = (
    "insert into meedoen.audit (gemeente_id, id, tijdstip, actie, object, resultaat, oorsprong, doel, sleutelversie,"
    " mac) values ('{gemeente}', gen_random_uuid(), now(), 'x', 'x', 'x', 'x', 'x', 1, 'x')"
)


@pytest.fixture
async def met_twee_fasen(tmp_path: Path) -> AsyncIterator[tuple[Proef, str]]:
    """Een eigen server: de gewone laat geen transactie in twee fasen toe, en dat hoort zo als hij niet verdeeld is."""
    with tijdelijke_map() as map_, EmbeddedPostgres(map_ / "postgres", duurzaam=False) as postgres:
        beheer = await asyncpg.connect(postgres.beheer_dsn)
        await beheer.execute("alter system set max_prepared_transactions = 4")
        await beheer.close()
        postgres.stop()
        postgres.start()
        cluster, naam = Cluster(postgres), nieuwe_naam()
        await cluster.maak_sjabloon()
        await cluster.kopieer(naam)
        async with open_databank(cluster, naam) as databank, cluster.alziend(naam) as alziend:
            async with cluster.eigenaar(naam) as eigenaar:
                twee = await maak_twee_gemeenten(eigenaar)
            yield Proef(databank, twee, alziend, tmp_path / "anker.jsonl"), cluster.dsn("meedoen_gemeente", naam)


async def test_wat_klaarstaat_om_te_committen_houdt_het_zegel_tegen(met_twee_fasen: tuple[Proef, str]) -> None:
    proef, dsn = met_twee_fasen
    verbinding = await asyncpg.connect(dsn)
    await verbinding.execute(
        f"begin; set local meedoen.context = '{contexttekst({'gemeente_id': str(proef.a.id)})}';"
        f" {REGEL.format(gemeente=proef.a.id)};"
        " prepare transaction 'half'"
    )
    await verbinding.close()
    await proef.schrijf()
    assert (await proef.zegelaar.ronde()).regels == 0
    await proef.alziend.execute("commit prepared 'half'")
    assert await proef.verzegel() == 2
    per_zegel = "select sum(aantal) from audit_zegel where gemeente_id = $1"
    assert await proef.alziend.fetchval(per_zegel, proef.a.id) == 2
