"""Rol × tabel × kolom en rol × functie: de lijst die een mens heeft goedgekeurd."""

from itertools import groupby
from pathlib import Path

import pytest

from tests.architecture.feiten import DELEN, deel_van
from tests.security.context import Toneel
from tests.security.controles import ALLE_ROLLEN
from tests.voorbeelden.goedgekeurd import vergelijk_map

pytestmark = pytest.mark.asyncio(loop_scope="module")
KOP = "# Per tabel: wie welke kolom leest en schrijft, en volgens welk beleid. De eigenaar kan niet inloggen."
MAP = Path(__file__).parent / "goedgekeurd" / "rechten"
_KOLOMMEN = """
select r.rolname, c.relname, recht, string_agg(a.attname, ' ' order by a.attname) as kolommen
from pg_roles r, pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped,
     unnest(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) recht
where c.relnamespace = 'meedoen'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and r.rolname = any(string_to_array($1, ' ')) and r.rolname <> 'meedoen_eigenaar'
  and has_column_privilege(r.oid, c.oid, a.attnum, recht)
group by 1, 2, 3 order by 2, 1, 3"""
_TABELLEN = """
select r.rolname, c.relname, recht from pg_roles r, pg_class c,
     unnest(array['DELETE', 'TRUNCATE', 'TRIGGER', 'MAINTAIN']) recht
where c.relnamespace = 'meedoen'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and r.rolname = any(string_to_array($1, ' ')) and r.rolname <> 'meedoen_eigenaar'
  and has_table_privilege(r.oid, c.oid, recht) order by 1, 2, 3"""
_FUNCTIES = """
select r.rolname, p.oid::regprocedure::text as functie from pg_roles r, pg_proc p
where p.pronamespace = 'meedoen'::regnamespace and r.rolname = any(string_to_array($1, ' '))
  and has_function_privilege(r.oid, p.oid, 'execute') order by 2, 1"""
_BELEID = """
select tablename, policyname, cmd, array_to_string(roles, ' ') as rollen, qual, with_check
from pg_policies where schemaname = 'meedoen' order by 1, 2"""


async def test_de_rechten_zijn_goedgekeurd(toneel: Toneel) -> None:
    rollen = " ".join(ALLE_ROLLEN)
    per_tabel: dict[str, list[str]] = {}
    for (tabel, rol), groep in groupby(
        await toneel.alziend.fetch(_KOLOMMEN, rollen), key=lambda r: (r["relname"], r["rolname"])
    ):
        regels = per_tabel.setdefault(tabel, [])
        regels += [f"  {rol}", *(f"    {r['recht'].lower()}: {r['kolommen']}" for r in groep)]
    for r in await toneel.alziend.fetch(_TABELLEN, rollen):
        per_tabel.setdefault(r["relname"], []).append(f"  {r['rolname']}  hele tabel: {r['recht'].lower()}")
    for r in await toneel.alziend.fetch(_BELEID):
        regels = per_tabel.setdefault(r["tablename"], [])
        regels.append(f"  beleid {r['policyname']}  {r['cmd'].lower()}  voor {r['rollen']}")
        regels += [
            f"    {soort}: {' '.join(r[veld].split())}"
            for soort, veld in (("ziet", "qual"), ("schrijft", "with_check"))
            if r[veld]
        ]
    teksten = {f"{deel}.txt": [KOP] for deel in sorted(DELEN)}
    for tabel, regels in sorted(per_tabel.items()):
        teksten[f"{deel_van(tabel)}.txt"] += ["", tabel, *regels]
    functies = await toneel.alziend.fetch(_FUNCTIES, rollen)
    teksten["functies.txt"] = ["# Wie welke functie mag.", *(f"{r['functie']}  {r['rolname']}" for r in functies)]
    vergelijk_map(MAP, {naam: "\n".join(regels) for naam, regels in teksten.items()})
