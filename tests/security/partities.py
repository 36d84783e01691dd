"""Een tweede database waarin elke tabel van een gemeente in delen is gesplitst op gemeente_id.

Zo dwingt PostgreSQL af wat ook een verdeelde database vraagt (elke sleutel bevat gemeente_id), en laat EXPLAIN zien of
een opdracht bij één gemeente blijft. De kopie komt uit de migraties zelf: achter elke `create table` van zo'n tabel
komt `partition by hash`, verder verandert er geen letter. Een nieuwe migratie doet dus vanzelf mee.
"""

import re
from collections.abc import Set
from pathlib import Path
from typing import Any

from core.platform.db.migreren import lees_migraties, migreer
from tests.voorbeelden.cluster import MIGRATIES, Cluster, nieuwe_naam

AANTAL = 4
VAN_GEMEENTEN = """
select c.relname from pg_class c
join pg_index i on i.indrelid = c.oid and i.indisprimary
join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] and a.attname = 'gemeente_id'
where c.relnamespace = 'meedoen'::regnamespace"""
"""De tabellen waarvan de primaire sleutel met gemeente_id begint."""

DEEL = """
select satisfies_hash_partition('meedoen.dossier'::regclass, $1, nummer, $2::uuid) as hier, nummer
from generate_series(0, $1 - 1) nummer"""
_STUK = re.compile(r"--[^\n]*|'(?:[^']|'')*'|[()]|;")


async def maak_kopie(cluster: Cluster, naam: str, map_: Path) -> None:
    """Een lege, gemigreerde database waarin elke tabel van een gemeente uit `AANTAL` delen bestaat."""
    gewoon = nieuwe_naam()
    await cluster.kopieer(gewoon)
    async with cluster.alziend(gewoon) as alziend:
        tabellen = {r["relname"] for r in await alziend.fetch(VAN_GEMEENTEN)}
    await cluster.verwijder(gewoon)
    for migratie in lees_migraties(MIGRATIES):
        bestand = map_ / f"{migratie.nummer:04}_{migratie.naam}.sql"
        bestand.write_text(met_delen(migratie.sql, tabellen), encoding="utf-8")
    await cluster.maak_leeg(naam)
    await migreer(cluster.dsn("meedoen_migratie", naam), map_)


def met_delen(sql: str, tabellen: Set[str]) -> str:
    """Deze migratie met achter elke `create table` van een van deze tabellen haar delen."""
    klaar, vanaf = "", 0
    for begin in re.finditer(r"^create table (\w+) \(", sql, re.M):
        tabel, eind = begin[1], _einde(sql, begin.end())
        if tabel in tabellen:
            delen = "".join(
                f"\ncreate table {tabel}_deel_{n} partition of {tabel}"
                f" for values with (modulus {AANTAL}, remainder {n});"
                for n in range(AANTAL)
            )
            klaar += f"{sql[vanaf:eind]} partition by hash (gemeente_id);{delen}"
            vanaf = eind + 1
    return klaar + sql[vanaf:]


def _einde(sql: str, vanaf: int) -> int:
    """De plaats van de puntkomma achter de haak die hier al open staat."""
    diep = 1
    for stuk in _STUK.finditer(sql, vanaf):
        diep += {"(": 1, ")": -1}.get(stuk[0], 0)
        if stuk[0] == ";" and diep == 0:
            return stuk.start()
    raise ValueError("een create table zonder einde")


_BEELD = """
with tabel as (select * from pg_class
               where relnamespace = 'meedoen'::regnamespace and relkind in ('r', 'p', 'v') and not relispartition)
select 'tabel' as soort, relname || ' ' || relrowsecurity || ' ' || relforcerowsecurity as inhoud from tabel
union all
select 'kolom', t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
  || ' ' || a.attcollation || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
from tabel t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
union all
select 'beperking', t.relname || '.' || c.conname || ' ' || pg_get_constraintdef(c.oid)
from pg_constraint c join tabel t on t.oid = c.conrelid where c.conparentid = 0
union all
select 'index', replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
from pg_index i join tabel t on t.oid = i.indrelid
union all
select 'beleid', p.tablename || '.' || p.policyname || ' ' || concat_ws(' ', cmd, roles, permissive, qual, with_check)
from pg_policies p where p.schemaname = 'meedoen'
union all
select 'recht', t.relname || ' ' || a.grantee::regrole || ' ' || a.privilege_type
from tabel t, aclexplode(t.relacl) a
union all
select 'recht', t.relname || '.' || k.attname || ' ' || a.grantee::regrole || ' ' || a.privilege_type
from tabel t join pg_attribute k on k.attrelid = t.oid, aclexplode(k.attacl) a
union all
select 'functie', p.oid::regprocedure || ' ' || pg_get_functiondef(p.oid) || coalesce(p.proacl::text, '')
from pg_proc p where p.pronamespace = 'meedoen'::regnamespace"""


async def beeld_van(alziend: Any) -> set[tuple[str, str]]:
    """Alles wat de catalogus over ons schema zegt, op het splitsen na."""
    return {(r["soort"], r["inhoud"]) for r in await alziend.fetch(_BEELD)}
