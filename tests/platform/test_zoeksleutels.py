"""De zoeksleutels van een naam: niets van een vorige, met de index gelezen, en ook voor wie er al stond."""

import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from core.platform.db.migreren import migreer
from core.platform.db.uow import Databank, Tx
from core.platform.huis import Huis
from core.platform.ids import nieuw_id
from core.process.dossier import zoeken
from core.process.dossier.namen import sleutelnaam, zoeknaam
from core.process.dossier.zoeken import leg_sleutels_vast, op_naam
from tests.voorbeelden.beheer import TweeGemeenten, gemeente
from tests.voorbeelden.cluster import MIGRATIES, Cluster, nieuwe_naam
from tests.voorbeelden.dossier import vindbaar

MIGRATIE = "0006_persoon_zoek.sql"


async def _namen(tx: Tx, huis: Huis, tekst: str) -> list[str]:
    return [t.naam for t in (await op_naam(tx, huis, tekst))[0]]


async def test_van_een_vorige_naam_blijft_niets_staan(huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any) -> None:
    async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        id_ = await vindbaar(tx, "Vorige Geslachtsnaam", "Eerste Tweede Derde", "van der")
    for naam in ("Ander", "Weer Een Andere"):
        async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
            await leg_sleutels_vast(tx, id_, voornamen="Ada", voorvoegsel="", geslachtsnaam=naam)
        rijen = await alziend.fetch("select soort, sleutel, naam from persoon_zoek where persoon_id = $1", id_)
        verwacht = await alziend.fetch("select soort, sleutel from zoeksleutels($1)", zoeknaam(naam, "Ada"))
        assert {(r["soort"], r["sleutel"]) for r in rijen if r["sleutel"]} == {tuple(r) for r in verwacht}
        assert {r["naam"] for r in rijen if r["sleutel"]} == {zoeknaam(naam, "Ada")}
        assert {r["naam"] for r in rijen if not r["sleutel"]} == {""}, "er zijn plaatsen over, en die zijn leeg"
    async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        for tekst in ("vorige", "geslachtsnaam", "eerste derde", "van der"):
            assert await _namen(tx, huis, tekst) == [], tekst
        assert len(await _namen(tx, huis, "ander")) == 1


async def test_dezelfde_naam_nog_eens_vastleggen_raakt_geen_rij(
    huis: Huis, twee_gemeenten: TweeGemeenten, alziend: Any
) -> None:
    vraag = "select xmin::text, soort, nr, sleutel from persoon_zoek where persoon_id = $1 order by soort, nr"
    async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        id_ = await vindbaar(tx, "Haddad", "Noor")
    eerst = await alziend.fetch(vraag, id_)
    async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        await leg_sleutels_vast(tx, id_, voornamen="Noor", voorvoegsel="", geslachtsnaam="Haddad")
    assert await alziend.fetch(vraag, id_) == eerst != []


@pytest.mark.parametrize(
    "naam", ["", "x", " ".join("abcdefghij" for _ in range(70)), "'", "a" * 600, "\U0010ffff\U0010ffff", "ß" * 5]
)
async def test_elke_naam_is_vast_te_leggen(huis: Huis, twee_gemeenten: TweeGemeenten, naam: str) -> None:
    async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        await vindbaar(tx, naam)
        if len(zoeknaam(naam)) > 1:
            assert len(await _namen(tx, huis, zoeknaam(naam).split()[0])) == 1


# ── De index ────────────────────────────────────────────────────────────────────────────────────────
VEEL = 4_000
_VUL = """
with persoon as (
  insert into persoon (gemeente_id, id, voornamen, geslachtsnaam, naam_zoek)
  select $1, gen_random_uuid(), v, g, g || ' ' || v
  from (select translate(substr(md5('v' || n), 1, 6), '0123456789', 'aeiounrstl') as v,
               translate(substr(md5('g' || n), 1, 8), '0123456789', 'aeiounrstl') as g
        from generate_series(1, $2) n) namen
  returning gemeente_id, id, naam_zoek)
insert into persoon_zoek (gemeente_id, persoon_id, soort, nr, sleutel, naam)
select p.gemeente_id, p.id, z.soort, z.nr, z.sleutel, p.naam_zoek
from persoon p cross join lateral zoeksleutels(p.naam_zoek) z"""


def _knopen(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for deel in plan.get("Plans", ()):
        yield from _knopen(deel)


async def _plan(tx: Tx, opdracht: str, *waarden: object) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Elke knoop van het plan, en de lezingen van persoon_zoek bij hun naam."""
    [rij] = await tx.fetch(f"explain (analyze, format json) {opdracht}", tx.gemeente_id, *waarden)
    knopen = list(_knopen(json.loads(rij[0])[0]["Plan"]))
    gefilterd = [k for k in knopen if "current_setting" in k.get("One-Time Filter", "")]
    assert gefilterd, "de rijbeveiliging hoort er als filter vooraf in te staan; anders bewijst deze test niets"
    return knopen, {k["Alias"]: k for k in knopen if k.get("Relation Name") == "persoon_zoek"}


@pytest.fixture
async def veel(twee_gemeenten: TweeGemeenten, alziend: Any) -> TweeGemeenten:
    """In beide gemeenten zoveel mensen dat de planner iets te kiezen heeft, met statistieken."""
    for id_ in (twee_gemeenten.a.id, twee_gemeenten.b.id):
        await alziend.execute(_VUL, id_, VEEL)
    await alziend.execute("vacuum (analyze) persoon, persoon_zoek")
    return twee_gemeenten


async def test_onder_rijbeveiliging_doet_de_index_het_werk(databank: Databank, veel: TweeGemeenten) -> None:
    for tekst, klank in (("tan", True), ("tania", True), ("tania ale", True), ("tania ale", False)):
        async with databank.uow(veel.a.als_klantmanager()) as tx:
            _, lezingen = await _plan(tx, zoeken._OP_NAAM, tekst, klank, -1, UUID(int=0), 21)
        assert set(lezingen) == {"z", "z_1"}, "een lezing op begin en een op klank"
        for lezing in lezingen.values():
            assert lezing["Node Type"] == "Index Only Scan"
            assert lezing["Index Name"] == "persoon_zoek_sleutel"
            assert "gemeente_id = " in lezing["Index Cond"]
            assert "Filter" not in lezing, "elke voorwaarde hoort in de index te zitten"
        assert "sleutel >= " in lezingen["z"]["Index Cond"]
        assert "sleutel < " in lezingen["z"]["Index Cond"]
        assert "sleutel = " in lezingen["z_1"]["Index Cond"]
        assert (lezingen["z_1"]["Actual Loops"] > 0) == klank, "zonder klank worden er geen klanken gelezen"


async def test_het_begin_van_een_woord_leest_niet_meer_dan_een_pagina(
    databank: Databank, veel: TweeGemeenten, alziend: Any
) -> None:
    vraag = "select count(*) from persoon_zoek where gemeente_id = $1 and soort = 1 and sleutel ^@ 'a'"
    assert await alziend.fetchval(vraag, veel.a.id) > 500
    async with databank.uow(veel.a.als_klantmanager()) as tx:
        knopen, lezingen = await _plan(tx, zoeken._OP_BEGIN, "a", "a\U0010ffff", UUID(int=0), 21)
    z = lezingen["z"]
    assert (z["Node Type"], z["Index Name"]) == ("Index Only Scan", "persoon_zoek_sleutel")
    assert "ROW(sleutel, naam, persoon_id) > " in z["Index Cond"]
    assert "sleutel < " in z["Index Cond"]
    assert "Filter" not in z
    assert z["Actual Rows"] < 60, "de index staat al op volgorde; de rest hoeft niemand te lezen"
    assert lezingen["e"]["Index Name"] == "persoon_zoek_pkey"
    assert not [k for k in knopen if k["Node Type"] == "Seq Scan"]


# ── Wie er al stond ─────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
async def voor_de_migratie(cluster: Cluster, tmp_path: Path) -> AsyncIterator[tuple[str, Any]]:
    """Een database van voor deze migratie, en een verbinding die er alles in ziet."""
    naam = nieuwe_naam()
    for bestand in sorted(MIGRATIES.glob("*.sql")):
        if bestand.name < MIGRATIE:
            (tmp_path / bestand.name).write_bytes(bestand.read_bytes())
    await cluster.maak_leeg(naam)
    await migreer(cluster.dsn("meedoen_migratie", naam), tmp_path)
    async with contextlib.AsyncExitStack() as stapel:
        stapel.push_async_callback(cluster.verwijder, naam)
        yield naam, await stapel.enter_async_context(cluster.alziend(naam))


async def test_de_migratie_maakt_vindbaar_wie_er_al_stond(
    cluster: Cluster, voor_de_migratie: tuple[str, Any], twee_gemeenten: TweeGemeenten
) -> None:
    naam, alziend = voor_de_migratie
    await gemeente(alziend, twee_gemeenten.a.tenant)
    namen = (("Çelik Öz", "Ayşe", ""), ("Berg", "Noor", "van 't"), ("Sa'id", "Nur", "d'"), ("", "", ""))
    for geslachtsnaam, voornamen, voorvoegsel in namen:
        await alziend.execute(
            "insert into persoon (gemeente_id, id, voornamen, voorvoegsel, geslachtsnaam, naam_zoek)"
            " values ($1, $2, $3, $4, $5, $6)",
            twee_gemeenten.a.id,
            nieuw_id(),
            voornamen,
            voorvoegsel,
            geslachtsnaam,
            zoeknaam(geslachtsnaam, voornamen),
        )
    await migreer(cluster.dsn("meedoen_migratie", naam), MIGRATIES)
    for geslachtsnaam, voornamen, voorvoegsel in namen:
        sleutels = await alziend.fetch(
            "select z.soort, z.nr, z.sleutel, z.naam from persoon_zoek z join persoon p on p.id = z.persoon_id"
            " where p.geslachtsnaam = $1 order by 1, 2",
            geslachtsnaam,
        )
        verwacht = await alziend.fetch(
            "select soort, nr, sleutel, $2::text from zoeksleutels($1) order by 1, 2",
            sleutelnaam(voornamen=voornamen, voorvoegsel=voorvoegsel, geslachtsnaam=geslachtsnaam),
            zoeknaam(geslachtsnaam, voornamen),
        )
        assert [tuple(r) for r in sleutels] == [tuple(r) for r in verwacht], geslachtsnaam
    gedwongen = "select relforcerowsecurity from pg_class where relname in ('persoon', 'persoon_zoek')"
    assert [r[0] for r in await alziend.fetch(gedwongen)] == [True, True]
