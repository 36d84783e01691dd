import pytest
from core.platform.ids import nieuw_id
@pytest.mark.parametrize("sql,arg", [
 ("select $1::uuid[] is null as gemeente_id", [nieuw_id()]),
 ("select array[$1::uuid] as gemeente_id", nieuw_id()),
 ("select array[$1::text] as gemeente_id", "x"),
 ("select $1::text[] is null as gemeente_id", ["x"]),
 ("select '1'::xid8 as gemeente_id, $1::int as x", 1),
 ("select $1::xid8 as gemeente_id", 1),
 ("select $1::jsonb as gemeente_id", "{}"),
 ("select $1::bytea as gemeente_id", b"{}"),
 ("select $1::int[] is null as gemeente_id", [1]),
 ("select $1::date[] is null as gemeente_id", []),
 ("select row(1,$1::int) as gemeente_id", 1),
])
async def test_array_read(huis, twee_gemeenten, sql, arg):
    async with huis.databank.uow(twee_gemeenten.a.als_klantmanager()) as tx:
        print(await tx.fetch(sql, arg))
