"""Rol × tabel × kolom en rol × functie: de lijst die een mens heeft goedgekeurd."""

from itertools import groupby
from pathlib import Path

import pytest

from tests.security.context import Toneel
from tests.security.controles import ALLE_ROLLEN
from tests.voorbeelden.goedgekeurd import vergelijk

pytestmark = pytest.mark.asyncio(loop_scope="module")
LIJST = Path(__file__).parent / "goedgekeurd" / "rechten.txt"
_KOLOMMEN = """
select r.rolname, c.relname, recht, string_agg(a.attname, ' ' order by a.attname) as kolommen
from pg_roles r, pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped,
     unnest(array['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) recht
where c.relnamespace = 'meedoen'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and r.rolname = any(string_to_array($1, ' ')) and r.rolname <> 'meedoen_eigenaar'
  and has_column_privilege(r.oid, c.oid, a.attnum, recht)
group by 1, 2, 3 order by 1, 2, 3"""
_TABELLEN = """
select r.rolname, c.relname, recht from pg_roles r, pg_class c,
     unnest(array['DELETE', 'TRUNCATE', 'TRIGGER', 'MAINTAIN']) recht
where c.relnamespace = 'meedoen'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and r.rolname = any(string_to_array($1, ' ')) and r.rolname <> 'meedoen_eigenaar'
  and has_table_privilege(r.oid, c.oid, recht) order by 1, 2, 3"""
_FUNCTIES = """
select r.rolname, p.oid::regprocedure::text as functie from pg_roles r, pg_proc p
where p.pronamespace = 'meedoen'::regnamespace and r.rolname = any(string_to_array($1, ' '))
  and has_function_privilege(r.oid, p.oid, 'execute') order by 1, 2"""
_BELEID = """
select tablename, policyname, cmd, array_to_string(roles, ' ') as rollen, qual, with_check
from pg_policies where schemaname = 'meedoen' order by 1, 2"""


async def test_de_rechten_zijn_goedgekeurd(toneel: Toneel) -> None:
    rollen = " ".join(ALLE_ROLLEN)
    kolommen = await toneel.alziend.fetch(_KOLOMMEN, rollen)
    regels = ["# Wie leest en schrijft welke kolom. De eigenaar staat er niet in: die kan niet inloggen."]
    for (rol, tabel), groep in groupby(kolommen, key=lambda r: (r["rolname"], r["relname"])):
        regels += ["", f"{rol}  {tabel}"]
        regels += [f"  {r['recht'].lower()}: {r['kolommen']}" for r in groep]
    regels += ["", "# Op hele tabellen"]
    regels += [
        f"{r['rolname']}  {r['relname']}  {r['recht'].lower()}" for r in await toneel.alziend.fetch(_TABELLEN, rollen)
    ]
    regels += ["", "# Functies"]
    regels += [f"{r['rolname']}  {r['functie']}" for r in await toneel.alziend.fetch(_FUNCTIES, rollen)]
    regels += ["", "# Beleid per tabel"]
    for r in await toneel.alziend.fetch(_BELEID):
        regels.append(f"{r['tablename']}.{r['policyname']}  {r['cmd'].lower()}  voor {r['rollen']}")
        regels += [
            f"  {soort}: {' '.join(r[veld].split())}"
            for soort, veld in (("ziet", "qual"), ("schrijft", "with_check"))
            if r[veld]
        ]
    vergelijk(LIJST, "\n".join(regels))
