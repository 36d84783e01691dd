"""SQL-injectie: ook wie tekst in een opdracht krijgt, komt niet bij een andere gemeente.

De opdrachten hier worden met opzet van tekst gebouwd; in de toepassing mag dat niet (tests/architecture).
"""

from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from core.platform.db.uow import Databank
from core.platform.tenancy import Actor
from tests.voorbeelden.alle import vul
from tests.voorbeelden.beheer import TweeGemeenten
from tests.voorbeelden.cluster import Cluster

LADINGEN = {
    "scalair": "' or set_config('meedoen.context', '{b}', true) is not null --",
    "in een select": "' union select set_config('meedoen.context', '{b}', true), null::uuid --",
    "in een filter": "' and (select set_config('meedoen.context', '{b}', false)) <> '' --",
    "via xml": "' union select query_to_xml($$select set_config('meedoen.context', '{b}', true)$$,"
    " true, false, '')::text, null::uuid --",
}
HELE_OPDRACHTEN = (
    "with w as materialized (select set_config('meedoen.context', '{b}', true))"
    " select kenmerk, gemeente_id from meedoen.dossier, w where gemeente_id = '{b}'",
    "update pg_settings set setting = '{b}' where name = 'meedoen.context' -- gemeente_id",
)


def _onveilig(invoer: str) -> str:
    return f"select kenmerk, gemeente_id from meedoen.dossier where gemeente_id = $1 and kenmerk = '{invoer}'"


@pytest.fixture
async def gevuld(databank: Databank, twee_gemeenten: TweeGemeenten) -> TweeGemeenten:
    await vul(databank, twee_gemeenten.a)
    await vul(databank, twee_gemeenten.b)
    return twee_gemeenten


@pytest.mark.parametrize("lading", LADINGEN)
async def test_een_lading_in_een_gebouwde_opdracht(databank: Databank, gevuld: TweeGemeenten, lading: str) -> None:
    invoer = LADINGEN[lading].format(b=gevuld.b.id)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match=r"set_config|query_to_xml"):
        async with databank.uow(gevuld.a.als_klantmanager()) as tx:
            await tx.fetch(_onveilig(invoer), gevuld.a.id)


@pytest.mark.parametrize("opdracht", HELE_OPDRACHTEN)
async def test_een_hele_opdracht_die_de_gemeente_wil_wisselen(
    databank: Databank, gevuld: TweeGemeenten, opdracht: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="set_config"):
        async with databank.uow(gevuld.a.als_klantmanager()) as tx:
            await tx.fetch(opdracht.format(b=gevuld.b.id))


async def test_altijd_waar_toont_alleen_de_eigen_gemeente(databank: Databank, gevuld: TweeGemeenten) -> None:
    async with databank.uow(gevuld.a.als_klantmanager()) as tx:
        rijen = await tx.fetch(_onveilig("' or true --"), gevuld.a.id)
    assert {r["gemeente_id"] for r in rijen} == {gevuld.a.id}


@pytest.mark.parametrize(
    "stapel",
    [
        "'; set local meedoen.context = '{b}'; select kenmerk from meedoen.dossier --",
        "'; commit; begin; set meedoen.context = '{b}' --",
        "'; set role meedoen_eigenaar --",
    ],
)
async def test_gestapelde_opdrachten_lopen_niet(databank: Databank, gevuld: TweeGemeenten, stapel: str) -> None:
    invoer = stapel.format(b=gevuld.b.id)
    for methode in ("fetch", "voer_uit"):
        with pytest.raises(asyncpg.PostgresSyntaxError, match="multiple commands"):
            async with databank.uow(gevuld.a.als_klantmanager()) as tx:
                await getattr(tx, methode)(_onveilig(invoer), gevuld.a.id)


async def test_zonder_waarden_is_er_geen_simpel_protocol(databank: Databank, gevuld: TweeGemeenten) -> None:
    stapel = "update meedoen.dossier set let_op = 'x' where gemeente_id = gemeente_id; select 1"
    for methode, fout in (("voer_uit", ValueError), ("fetch", asyncpg.PostgresSyntaxError)):
        with pytest.raises(fout):
            async with databank.uow(gevuld.a.als_klantmanager()) as tx:
                await getattr(tx, methode)(stapel)


@pytest.mark.parametrize("actor", list(Actor))
@pytest.mark.parametrize("rol", ["meedoen_eigenaar", "meedoen_poort", "meedoen_relay", "meedoen_gemeente"])
async def test_geen_rol_kan_een_andere_worden(cluster: Cluster, database: str, actor: Actor, rol: str) -> None:
    if rol == f"meedoen_{actor}":
        rol = "meedoen_migratie"
    verbinding = await asyncpg.connect(cluster.dsn(f"meedoen_{actor}", database))
    try:
        for opdracht in (f"set role {rol}", f"set session authorization {rol}"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await verbinding.execute(opdracht)
    finally:
        await verbinding.close()


async def test_een_waarde_die_geen_uuid_is_haalt_de_context_niet(
    databank: Databank, twee_gemeenten: TweeGemeenten
) -> None:
    """`set local` is de enige plaats met waarden in de tekst, en die zijn getypt."""
    geen_uuid: Any = "x'; set role meedoen_eigenaar --"
    toegang = replace(twee_gemeenten.a.als_klantmanager(), medewerker_id=geen_uuid)
    with pytest.raises(TypeError, match="medewerker_id is geen UUID"):
        async with databank.uow(toegang):
            pytest.fail("hier mag niemand komen")
