"""Elke tabel met rijen van een dossier zegt wat ermee gebeurt als het opgaat in een ander (C1)."""

import asyncio

import pytest

from core.platform.db.feiten import Tabelfeiten
from core.process.stappen import STAPPEN
from tests.architecture.feiten import ALLE, naam
from tests.voorbeelden.cluster import Cluster, nieuwe_naam

VAN_EEN_DOSSIER = [feiten for feiten in ALLE if "dossier_id" in feiten.kolommen]
BLIJFT = {naam(f) for f in VAN_EEN_DOSSIER if f.bij_samenvoegen is not None and f.bij_samenvoegen.blijft}
_UNIEK = """
select c.relname as tabel, x.relname as index,
       (select string_agg(a.attname, ' ' order by a.attname) from pg_attribute a
        where a.attrelid = i.indrelid and a.attnum = any(i.indkey)
          and a.attname not in ('gemeente_id', 'dossier_id')) as kolommen,
       i.indpred is not null as met_voorwaarde
from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
where i.indisunique and c.relnamespace = 'meedoen'::regnamespace
  and exists (select from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any(i.indkey)
              and a.attname = 'dossier_id')"""


@pytest.mark.parametrize("feiten", ALLE, ids=naam)
def test_een_tabel_met_een_dossier_zegt_of_haar_rijen_verhuizen(feiten: Tabelfeiten) -> None:
    zegt_het = feiten.bij_samenvoegen is not None
    assert zegt_het == ("dossier_id" in feiten.kolommen), f"noem `bij_samenvoegen` in de feiten van {naam(feiten)}"
    if feiten.bij_samenvoegen is not None and feiten.bij_samenvoegen.blijft:
        assert len(feiten.bij_samenvoegen.blijft) > 10
        assert not feiten.bij_samenvoegen.botsingen


async def _unieke_indexen(cluster: Cluster) -> dict[str, tuple[str, str, bool]]:
    database = nieuwe_naam()
    await cluster.kopieer(database)
    async with cluster.alziend(database) as alziend:
        gevonden = {
            r["index"]: (r["tabel"], r["kolommen"] or "", r["met_voorwaarde"])
            for r in await alziend.fetch(_UNIEK)
            if r["tabel"] not in BLIJFT
        }
    await cluster.verwijder(database)
    return gevonden


def test_waarvan_een_dossier_er_een_heeft_is_bij_samenvoegen_genoemd(cluster: Cluster) -> None:
    """Wat de database per dossier uniek houdt, en niets anders, is een botsing met wat er dan eerst moet."""
    genoemd = {
        botsing.index: (
            naam(feiten),
            " ".join(sorted(k._meta.name for k in botsing.kolommen)),
            botsing.waar is not None,
        )
        for feiten in VAN_EEN_DOSSIER
        if feiten.bij_samenvoegen is not None
        for botsing in feiten.bij_samenvoegen.botsingen
    }
    assert genoemd == asyncio.run(_unieke_indexen(cluster))


_VERWIJST = """
select c.relname as tabel, a.attname as kolom
from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class n on n.oid = k.confrelid
join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
where k.contype = 'f' and k.connamespace = 'meedoen'::regnamespace and cardinality(k.conkey) = 2
  and n.relname = any($1::text[]) and a.attname not in ('dossier_id', 'id')"""


async def _verwijzingen(cluster: Cluster, tabellen: list[str]) -> set[tuple[str, str]]:
    database = nieuwe_naam()
    await cluster.kopieer(database)
    async with cluster.alziend(database) as alziend:
        gevonden = {(r["tabel"], r["kolom"]) for r in await alziend.fetch(_VERWIJST, tabellen)}
    await cluster.verwijder(database)
    return gevonden


def test_wat_naar_een_rij_verwijst_die_verhuist_gaat_met_haar_mee_terug(cluster: Cluster) -> None:
    """Een verwijzing die niet in `hoort_bij` staat, wees na het uiteenhalen naar het dossier van een ander."""
    verhuist = [f for f in VAN_EEN_DOSSIER if f.bij_samenvoegen is not None and not f.bij_samenvoegen.blijft]
    genoemd = {
        (naam(f), kolom._meta.name) for f in verhuist if f.bij_samenvoegen for kolom in f.bij_samenvoegen.hoort_bij
    }
    namen = [naam(f) for f in verhuist]
    moet = {paar for paar in asyncio.run(_verwijzingen(cluster, namen)) if paar[0] in namen}
    assert moet - genoemd == set()
    assert moet, "er zijn verwijzingen"


def test_geen_rij_is_op_de_plaats_van_haar_dossier_versleuteld() -> None:
    """Een rij met een eigen id houdt haar plaats; is het dossier haar sleutel, dan is zij na verhuizen onleesbaar."""
    op_dossier = {naam(f) for f in VAN_EEN_DOSSIER if "id" not in f.kolommen}
    assert [stap.naam for stap in STAPPEN if {kolom.tabel for kolom in stap.cijferkolommen} & op_dossier] == []


def test_wat_uiteenhalen_tegenhoudt_noemt_welke_rij_het_is() -> None:
    """Wie leest dat een oproep eerst weg moet, moet weten welke."""
    houdt_tegen = [
        (naam(f), erna)
        for f in VAN_EEN_DOSSIER
        if f.bij_samenvoegen is not None and "id" in f.kolommen
        for erna in f.bij_samenvoegen.erna
        if erna.eerst
    ]
    assert {tabel for tabel, erna in houdt_tegen} == {
        "besluit",
        "brede_intake",
        "lbt_ontheffing",
        "oproep",
        "pip",
        "pip_voornemen",
    }
    assert [tabel for tabel, erna in houdt_tegen if not erna.noemt] == []
