"""De databank opent alleen als zij bereikbaar is en geen rol meer kan dan zij mag."""

from typing import Any

import pytest

from core.fouten import Onbereikbaar
from core.instellingen.config import Kloksoort
from core.platform.clock import Klok
from core.platform.db.rollen import OnveiligeRol
from core.platform.db.uow import Databank
from core.platform.tenancy import Actor
from tests.voorbeelden.cluster import Cluster


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
