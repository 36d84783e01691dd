"""De databank opent alleen als zij bereikbaar is en geen rol meer kan dan zij mag."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from core.fouten import Onbereikbaar
from core.instellingen.tabel import Kloksoort
from core.ontwikkeling.embedded.postgres import EmbeddedPostgres
from core.ontwikkeling.embedded.werkmap import tijdelijke_map
from core.platform.clock import Klok
from core.platform.db.migreren import bereid_voor
from core.platform.db.rollen import OnveiligeRol
from core.platform.db.uow import Databank
from core.platform.tenancy import Actor
from tests.voorbeelden.beheer import Gemeente, TweeGemeenten
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.personen import persoon
from tests.voorbeelden.storing import STUK


async def test_een_onbereikbare_database_is_onbereikbaar(cluster: Cluster, database: str) -> None:
    dsns = {Actor.GEMEENTE: f"postgresql://x:y@127.0.0.1:9/{database}"}
    databank = Databank(dsns, klok=Klok(soort=Kloksoort.SYSTEEM))
    with pytest.raises(Onbereikbaar, match="meedoen_gemeente"):
        await databank.open()
    await databank.sluit()


@pytest.mark.parametrize(
    ("onveilig", "gebrek"),
    [
        ("grant meedoen_relay to meedoen_gemeente", "lid_van_een_andere_rol"),
        ("alter role meedoen_gemeente bypassrls", "omzeilt_rls"),
        ("alter table meedoen.klok owner to meedoen_gemeente", "eigenaar_van_een_tabel"),
        ("grant execute on function pg_catalog.set_config(text, text, boolean) to meedoen_gemeente", "mag_set_config"),
    ],
)
async def test_een_onveilige_rol_start_niet(
    cluster: Cluster, database: str, alziend: Any, onveilig: str, gebrek: str
) -> None:
    databank = Databank({Actor.GEMEENTE: cluster.dsn("meedoen_gemeente", database)}, klok=Klok(soort=Kloksoort.SYSTEEM))
    await alziend.execute(onveilig)
    try:
        with pytest.raises(OnveiligeRol, match=gebrek):
            await databank.open()
    finally:
        await databank.sluit()
        await alziend.execute("revoke meedoen_relay from meedoen_gemeente; alter role meedoen_gemeente nobypassrls")


async def test_een_beheerder_als_toepassing_start_niet(cluster: Cluster, database: str) -> None:
    databank = Databank({Actor.GEMEENTE: cluster.beheer_dsn(database)}, klok=Klok(soort=Kloksoort.SYSTEEM))
    with pytest.raises(OnveiligeRol, match="superuser"):
        await databank.open()
    await databank.sluit()


# ── Instellingen die een rol zichzelf gaf ────────────────────────────────────────────────────────────
ZELF = {
    "voor zichzelf": "alter role meedoen_taalschool set default_transaction_isolation = 'repeatable read'",
    "voor zichzelf, een andere": "alter role meedoen_taalschool set work_mem = '1GB'",
    "alleen in deze database": "alter role meedoen_taalschool in database {db} set statement_timeout = 0",
}
DOOR_DE_BEHEERDER = {
    "een die er hoort is weg": "alter role meedoen_taalschool reset statement_timeout",
    "voor iedereen in deze database": "alter database {db} set row_security = off",
    "zonder grens aan verbindingen": "alter role meedoen_taalschool connection limit -1",
    "de eigenaar kan inloggen": "alter role meedoen_eigenaar login",
}


@pytest.fixture
async def herstel(cluster: Cluster, database: str) -> AsyncIterator[None]:
    """Daarna zijn de rollen weer zoals zij horen: dat is wat voorbereiden doet."""
    yield
    await bereid_voor(cluster.beheer_dsn(database), cluster.wachtwoorden)
    await _open_en_sluit(cluster, database)


async def _open_en_sluit(cluster: Cluster, database: str, **anders: Any) -> None:
    dsns = {Actor.TAALSCHOOL: cluster.dsn("meedoen_taalschool", database)}
    databank = Databank(dsns, klok=Klok(soort=Kloksoort.SYSTEEM), **anders)
    try:
        await databank.open()
    finally:
        await databank.sluit()


@pytest.mark.usefixtures("herstel")
@pytest.mark.parametrize("wat", [*ZELF, *DOOR_DE_BEHEERDER])
async def test_een_instelling_die_er_niet_hoort_houdt_het_starten_tegen(
    cluster: Cluster, database: str, alziend: Any, wat: str
) -> None:
    if wat in ZELF:
        zelf = await asyncpg.connect(cluster.dsn("meedoen_taalschool", database))
        await zelf.execute(ZELF[wat].format(db=database))
        await zelf.close()
    else:
        await alziend.execute(DOOR_DE_BEHEERDER[wat].format(db=database))
    with pytest.raises(OnveiligeRol, match=r"instelling|zonder_grens|eigenaar_kan_inloggen"):
        await _open_en_sluit(cluster, database)


async def test_elke_machine_van_een_verdeelde_database_wordt_nagekeken(cluster: Cluster, database: str) -> None:
    """Een machine waar voorbereiden vergeten is, laat set_config open; hier is dat een tweede server."""
    with tijdelijke_map() as map_, EmbeddedPostgres(map_ / "knoop", duurzaam=False) as knoop:
        beheer = await asyncpg.connect(knoop.beheer_dsn)
        await beheer.execute(f"create database {database}")
        await beheer.execute(
            f"create role meedoen_taalschool login password '{cluster.wachtwoorden['meedoen_taalschool']}'"
        )
        await beheer.close()
        adres = ("127.0.0.1", knoop.poort)
        with pytest.raises(OnveiligeRol, match=rf"op 127.0.0.1:{knoop.poort} is onveilig: .*mag_set_config"):
            await _open_en_sluit(cluster, database, knopen=[adres])
        await bereid_voor(knoop.beheer_dsn.removesuffix("/postgres") + f"/{database}", cluster.wachtwoorden)
        await _open_en_sluit(cluster, database, knopen=[adres])


async def test_een_unit_of_work_zegt_zelf_hoe_geisoleerd_zij_is(
    cluster: Cluster, databank: Databank, twee_gemeenten: TweeGemeenten, database: str
) -> None:
    """Ook als een rol zichzelf, na het starten, een andere standaard gaf."""
    zelf = await asyncpg.connect(cluster.dsn("meedoen_taalschool", database))
    await zelf.execute("alter role meedoen_taalschool set default_transaction_isolation = 'repeatable read'")
    await zelf.close()
    try:
        async with databank.uow(twee_gemeenten.a.als_school()) as tx:
            [rij] = await tx.fetch("select current_setting('transaction_isolation') as hoe -- gemeente_id")
    finally:
        await bereid_voor(cluster.beheer_dsn(database), cluster.wachtwoorden)
    assert rij["hoe"] == "read committed"


async def test_een_machine_die_niet_antwoordt_is_onbereikbaar_en_geen_storing(
    databank: Databank, twee_gemeenten: TweeGemeenten, alziend: Any
) -> None:
    """SQLSTATE 08 terwijl onze eigen verbinding goed is: een deel van een verdeelde database is weg."""
    a, b = twee_gemeenten.a, twee_gemeenten.b
    await alziend.execute(STUK.format(tabel="persoon", gemeente=a.id))

    async def schrijf(gemeente: Gemeente) -> None:
        async with databank.uow(gemeente.als_klantmanager()) as tx:
            await persoon(tx)

    with pytest.raises(Onbereikbaar):
        await schrijf(a)
    await schrijf(b)


async def test_een_rol_die_haar_eigen_instellingen_wijzigt_houdt_een_draaiend_proces_niet_op(
    cluster: Cluster, database: str, alziend: Any, twee_gemeenten: TweeGemeenten
) -> None:
    """Wie haar wachtwoord heeft kan dat; een nieuwe verbinding begint met wat wij willen, en schrijft dus gewoon."""
    databank = Databank({Actor.GEMEENTE: cluster.dsn("meedoen_gemeente", database)}, klok=Klok(soort=Kloksoort.SYSTEEM))
    await databank.open()
    try:
        for instelling in ("default_transaction_read_only = on", "statement_timeout = 0", "lock_timeout = 0"):
            await alziend.execute(f"alter role meedoen_gemeente in database {database} set {instelling}")
        await databank._pools[Actor.GEMEENTE].expire_connections()
        async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await persoon(tx)
            staat = await tx.fetchrow(
                "select current_setting('statement_timeout') as st, current_setting('lock_timeout') as lt,"
                " $1::uuid as gemeente_id",
                tx.gemeente_id,
            )
        assert staat is not None
        assert "0" not in (staat["st"], staat["lt"])
    finally:
        await databank.sluit()
        await alziend.execute(f"alter role meedoen_gemeente in database {database} reset all")


async def test_een_verbinding_houdt_voorbereid_wat_een_gemeente_allemaal_vraagt(
    databank: Databank, twee_gemeenten: TweeGemeenten
) -> None:
    """Wat eruit valt wordt elke keer opnieuw ontleed en gepland; asyncpg houdt er zelf honderd."""
    async with databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        for nummer in range(300):
            await tx.fetch(f"select {nummer} as gemeente_id where $1::boolean", True)
        [rij] = await tx.fetch(
            "select count(*) from pg_prepared_statements where statement = 'select 0 as gemeente_id where ' || $1",
            "$1::boolean",
        )
    assert rij["count"] == 1
