"""Per tabel en per rol: wie in gemeente A handelt leest, wijzigt en schrijft niets van gemeente B."""

import asyncpg
import pytest

from core.platform.tenancy import Actor
from tests.security.bereik import passend
from tests.security.conftest import Volle
from tests.security.context import (
    OVER_GEMEENTEN_HEEN,
    VAN_GEMEENTEN,
    Toneel,
    Uitslag,
    als_tekst,
    binnen,
    kolommen_met,
    probeer,
    rij_van,
    voeg_rij_in,
    volledig,
)
from tests.voorbeelden.alle import TABELLEN
from tests.voorbeelden.bereik import NU
from tests.voorbeelden.cluster import Cluster

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("actor", list(Actor))
async def test_lezen_toont_niets_van_een_ander(toneel: Toneel, actor: Actor) -> None:
    for tabel in VAN_GEMEENTEN:
        a, b = toneel.twee.a, toneel.twee.b
        leesbaar = await kolommen_met(toneel.alziend, actor, tabel, "SELECT")
        async with binnen(toneel.rollen[actor], volledig(actor, a)) as als_a:
            if not leesbaar:
                assert await probeer(als_a, f"select from meedoen.{tabel}") is Uitslag.GEWEIGERD, tabel
                continue
            gezien = await als_a.fetch(f"select {als_tekst(leesbaar)} from meedoen.{tabel}")
            van_b = await probeer(als_a, f"select from meedoen.{tabel} where gemeente_id = $1", b.id)
        if (actor, tabel) in OVER_GEMEENTEN_HEEN:
            assert {a.id, b.id} == {r["gemeente_id"] for r in gezien}, tabel
            continue
        assert {r["gemeente_id"] for r in gezien} <= {a.id}, tabel
        assert van_b == 0, tabel
        if actor is Actor.GEMEENTE:
            assert gezien, f"{tabel}: de eigen rijen horen wel zichtbaar te zijn; anders bewijst deze test niets"


@pytest.mark.parametrize("actor", list(Actor))
async def test_wijzigen_raakt_niets_van_een_ander(toneel: Toneel, actor: Actor) -> None:
    for tabel in VAN_GEMEENTEN:
        a, b = toneel.twee.a, toneel.twee.b
        eigen = await toneel.alziend.fetchval(f"select count(*) from meedoen.{tabel} where gemeente_id = $1", a.id)
        wijzigbaar = await kolommen_met(toneel.alziend, actor, tabel, "UPDATE")
        async with binnen(toneel.rollen[actor], volledig(actor, a)) as als_a:
            if not wijzigbaar:
                poging = f"update meedoen.{tabel} set gemeente_id = gemeente_id"
                assert await probeer(als_a, poging) is Uitslag.GEWEIGERD, tabel
                continue
            for kolom in wijzigbaar:
                zelfde = f"update meedoen.{tabel} set {kolom} = {kolom}"
                alles = await probeer(als_a, zelfde)
                ander = await probeer(als_a, f"{zelfde} where gemeente_id = $1", b.id)
                if (actor, tabel) not in OVER_GEMEENTEN_HEEN:
                    assert alles is Uitslag.GEWEIGERD or alles <= eigen, (tabel, kolom)
                    assert ander in (0, Uitslag.GEWEIGERD), (tabel, kolom)
            if "gemeente_id" in wijzigbaar:
                weg = await probeer(als_a, f"update meedoen.{tabel} set gemeente_id = $1", b.id)
                assert weg is Uitslag.GEWEIGERD, f"{tabel}: een eigen rij mag niet naar een andere gemeente"


@pytest.mark.parametrize("actor", list(Actor))
async def test_invoegen_bij_een_ander_wordt_geweigerd(toneel: Toneel, actor: Actor) -> None:
    for tabel in VAN_GEMEENTEN:
        a, b = toneel.twee.a, toneel.twee.b
        kolommen = await kolommen_met(toneel.alziend, actor, tabel, "INSERT")
        async with binnen(toneel.rollen[actor], volledig(actor, a)) as als_a:
            vreemd = await rij_van(toneel.alziend, tabel, b)
            if not kolommen:
                assert await voeg_rij_in(als_a, tabel, vreemd, list(vreemd.keys())) is Uitslag.GEWEIGERD, tabel
                continue
            assert await voeg_rij_in(als_a, tabel, vreemd, kolommen) is Uitslag.GEWEIGERD, tabel


async def test_de_eigen_rij_komt_wel_langs_de_beveiliging(toneel: Toneel) -> None:
    """De proef op de som: dezelfde opdracht met een eigen rij strandt niet op rijbeveiliging."""
    for tabel in VAN_GEMEENTEN:
        a = toneel.twee.a
        for actor in (Actor.GEMEENTE, Actor.ONTVANGER):
            kolommen = await kolommen_met(toneel.alziend, actor, tabel, "INSERT")
            if not kolommen:
                continue
            eigen = {**await rij_van(toneel.alziend, tabel, a), **passend(actor, tabel, a)}
            kolommen = [k for k in kolommen if eigen[k] is not NU]
            instellingen = volledig(actor, a)
            async with binnen(toneel.rollen[actor], instellingen) as als_a:
                assert await voeg_rij_in(als_a, tabel, eigen, kolommen) == 1, (actor, tabel)


@pytest.mark.parametrize("actor", list(Actor))
async def test_niemand_verwijdert_leegt_verwijst_of_hangt_er_een_trigger_aan(toneel: Toneel, actor: Actor) -> None:
    for tabel in sorted(TABELLEN):
        rechten = await toneel.alziend.fetch(
            "select recht from unnest(array['DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) recht"
            " where has_table_privilege($1, 'meedoen.' || $2, recht)",
            f"meedoen_{actor}",
            tabel,
        )
        assert not rechten, tabel
        async with binnen(toneel.rollen[actor], volledig(actor, toneel.twee.a)) as als_a:
            for opdracht in (f"delete from meedoen.{tabel}", f"truncate meedoen.{tabel} cascade"):
                assert await probeer(als_a, opdracht) is Uitslag.GEWEIGERD, opdracht


async def test_een_gemeente_kent_de_medewerkers_van_een_ander_niet(toneel: Toneel) -> None:
    a, b = toneel.twee.a, toneel.twee.b
    async with binnen(toneel.rollen[Actor.GEMEENTE], volledig(Actor.GEMEENTE, a)) as als_a:
        assert await probeer(als_a, "select id from meedoen.medewerker") is Uitslag.GEWEIGERD
        gezien = {r["medewerker_id"] for r in await als_a.fetch("select medewerker_id from meedoen.collega")}
    partners = {*(lid.medewerker for lid in a.leden.values()), *a.beheerders.values()}
    assert gezien == {a.klantmanager, a.teamleider, a.beheerder} | partners
    assert b.klantmanager not in gezien


async def test_de_relay_ziet_enveloppen_en_geen_inhoud(toneel: Toneel) -> None:
    leesbaar = await kolommen_met(toneel.alziend, Actor.RELAY, "outbox", "SELECT")
    assert not {"inhoud", "onderwerp_id", "fout"} & set(leesbaar)
    assert set(await kolommen_met(toneel.alziend, Actor.RELAY, "outbox", "UPDATE")) == {"status", "aangeboden_op"}
    async with binnen(toneel.rollen[Actor.RELAY], {}) as relay:
        for kolom in ("inhoud", "onderwerp_id", "fout"):
            for vraag in (f"select {kolom} from meedoen.outbox", f"select from meedoen.outbox order by {kolom}"):
                assert await probeer(relay, vraag) is Uitslag.GEWEIGERD


async def test_de_migratierol_kan_zonder_van_rol_te_wisselen_niets(cluster: Cluster, volle: Volle) -> None:
    verbinding = await asyncpg.connect(cluster.dsn("meedoen_migratie", volle.naam))
    try:
        for tabel in sorted(TABELLEN):
            async with verbinding.transaction():
                assert await probeer(verbinding, f"select from meedoen.{tabel}") is Uitslag.GEWEIGERD
    finally:
        await verbinding.close()
