"""De verzonnen medewerkers: dezelfde in de database, voor een token en op de pagina van de inlogdienst."""

from typing import Any

import pytest

from core.instellingen.config import Config
from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.medewerkers import TWEEDEN, medewerkers, onderwerp_van
from core.ontwikkeling.opstelling import zaai_medewerkers
from core.platform.db import beheer
from core.platform.partijen import MACHINE_VAN
from core.platform.tenancy import Rol
from core.platform.tenants import lees_tenants
from tests.voorbeelden.cluster import Cluster
from tests.voorbeelden.omgeving import TENANTS

_WIE = "select id, onderwerp from meedoen.medewerker where uitgever = $1"
_TOEGANG = "select count(*) from meedoen.toegang_van($1, $2)"


def test_elke_gemeente_heeft_iemand_van_elke_rol_en_niemand_staat_er_twee_keer() -> None:
    tenants = tuple(lees_tenants(TENANTS).values())
    alle = list(medewerkers(tenants))
    onderwerpen = [mens.onderwerp for mens in alle]
    assert len(set(onderwerpen)) == len(onderwerpen)
    assert len({mens.email for mens in alle}) == len(alle)
    assert {mens.rol for mens in alle} == set(Rol) - {Rol.SYSTEEM, *MACHINE_VAN.values()}
    for tenant in tenants:
        hier = [mens for mens in alle if mens.tenant is tenant]
        assert [mens.rol for mens in hier if mens.tweede and mens.organisatie is None] == [rol for _, rol in TWEEDEN]
        assert {mens.organisatie is None for mens in hier if mens.rol in {Rol.KLANTMANAGER, Rol.TEAMLEIDER}} == {True}


def test_bij_een_tweede_taalschool_kan_iemand_antwoorden() -> None:
    """In Stichtse Vecht is dat Samen Spreken; waar er een school is, is er geen tweede."""
    for tenant in lees_tenants(TENANTS).values():
        scholen = [o for o in tenant.organisaties if Rol.TAALSCHOOL_MEDEWERKER in o.partij.rollen]
        hier = [mens for mens in medewerkers([tenant]) if mens.rol is Rol.TAALSCHOOL_MEDEWERKER]
        assert [mens.organisatie for mens in hier] == scholen[:2]
        if len(scholen) > 1:
            assert onderwerp_van(Rol.TAALSCHOOL_MEDEWERKER, tenant, tweede=True) == hier[1].onderwerp
        else:
            with pytest.raises(EmbeddedFout, match="maar één"):
                onderwerp_van(Rol.TAALSCHOOL_MEDEWERKER, tenant, tweede=True)


async def test_heet_hun_inlogdienst_anders_dan_zijn_het_dezelfde_mensen(
    cluster: Cluster, database: str, config: Config, alziend: Any
) -> None:
    """De dienst luistert de ene keer op een andere poort dan de andere, en wie er werkt houdt zijn werk."""
    dsn, tenants = cluster.dsn("meedoen_migratie", database), tuple(lees_tenants(config.tenants).values())
    await beheer.laad_tenants(dsn, tenants)
    gezien = []
    for uitgever in ("https://localhost:8004", "https://localhost:8104", "https://localhost:8104"):
        await zaai_medewerkers(dsn, tenants, uitgever=uitgever)
        gezien.append({(rij["id"], rij["onderwerp"]) for rij in await alziend.fetch(_WIE, uitgever)})
        assert await alziend.fetchval("select count(distinct uitgever) from meedoen.medewerker") == 1
    assert gezien[0] == gezien[1] == gezien[2]
    assert {onderwerp for _, onderwerp in gezien[0]} == {mens.onderwerp for mens in medewerkers(tenants)}
    wie = next(medewerkers(tenants)).onderwerp
    assert await alziend.fetchval(_TOEGANG, "https://localhost:8104", wie) == 1
    assert await alziend.fetchval(_TOEGANG, "https://localhost:8004", wie) == 0
