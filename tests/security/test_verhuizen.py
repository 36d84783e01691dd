"""Verhuizen bij samenvoegen (ADR 0049): alleen een gemeente, in zichzelf, en wat vaststaat alleen met dat doel."""

import pytest

from core.bootstrap import maak_proceskaart
from core.platform.tenancy import Actor, Doel
from tests.security.bereik import BEREIK
from tests.security.context import Toneel, Uitslag, binnen, probeer, volledig
from tests.voorbeelden.bereik import Bereik

pytestmark = pytest.mark.asyncio(loop_scope="module")

VERHUIST = sorted(
    str(f.tabel._meta.tablename)
    for f in maak_proceskaart().van_een_dossier
    if f.bij_samenvoegen and not f.bij_samenvoegen.blijft
)
ZELFDE = "update meedoen.{} set dossier_id = dossier_id where gemeente_id = $1"


@pytest.mark.parametrize("tabel", VERHUIST)
async def test_een_gemeente_verhuist_haar_eigen_rijen_en_geen_van_een_ander(toneel: Toneel, tabel: str) -> None:
    a, b = toneel.twee.a, toneel.twee.b
    async with binnen(toneel.rollen[Actor.GEMEENTE], volledig(Actor.GEMEENTE, a, Doel.SAMENVOEGEN)) as als_a:
        assert await probeer(als_a, ZELFDE.format(tabel), b.id) == 0
        eigen = await probeer(als_a, ZELFDE.format(tabel), a.id)
        naar_b = await probeer(als_a, f"update meedoen.{tabel} set gemeente_id = $1", b.id)
    assert isinstance(eigen, int)
    assert eigen > 0, "ook wat vaststaat verhuist"
    assert naar_b is Uitslag.GEWEIGERD


@pytest.mark.parametrize("actor", [a for a in Actor if a is not Actor.GEMEENTE])
async def test_geen_andere_rol_verhuist_iets_ook_niet_met_dat_doel(toneel: Toneel, actor: Actor) -> None:
    a = toneel.twee.a
    async with binnen(toneel.rollen[actor], volledig(actor, a, Doel.SAMENVOEGEN)) as rol:
        gelukt = [t for t in VERHUIST if await probeer(rol, ZELFDE.format(t), a.id) is not Uitslag.GEWEIGERD]
    assert gelukt == []


@pytest.mark.parametrize("tabel", [t for t in VERHUIST if BEREIK.get((Actor.GEMEENTE, t), Bereik()).wijzigt == ()])
async def test_wat_nooit_wijzigt_verhuist_zonder_dat_doel_niet(toneel: Toneel, tabel: str) -> None:
    a = toneel.twee.a
    async with binnen(toneel.rollen[Actor.GEMEENTE], volledig(Actor.GEMEENTE, a)) as als_a:
        assert await probeer(als_a, ZELFDE.format(tabel), a.id) in (0, Uitslag.GEWEIGERD)


async def test_een_rij_verhuist_alleen_naar_een_dossier_van_haar_eigen_gemeente(toneel: Toneel) -> None:
    """De verwijzing naar het dossier begint met de gemeente; een tabel zonder die verwijzing zou overal naar wijzen."""
    met = await toneel.alziend.fetch(
        "select conrelid::regclass::text as tabel from pg_constraint where contype = 'f'"
        " and connamespace = 'meedoen'::regnamespace and confrelid = 'meedoen.dossier'::regclass"
    )
    assert {*VERHUIST} - {r["tabel"].removeprefix("meedoen.") for r in met} == set()
