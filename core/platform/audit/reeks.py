"""Een nieuwe reeks zegels, na terugzetten uit een dump of verhuizen naar een ander cluster.

Transactienummers beginnen daar lager; zonder nieuwe reeks zou een nieuwe regel tussen oude, verzegelde regels vallen.
"""

from core.platform.db.beheer import als_eigenaar

_NIEUWE_REEKS = """
do $$
declare n integer;
begin
  -- Wacht op elke schrijver: daarna is de oude reeks voorgoed af, en krijgt elke nieuwe regel het nieuwe nummer.
  lock table meedoen.audit in access exclusive mode;
  select max(s.reeks) + 1 into n from meedoen.audit_stand s;
  update meedoen.audit_stand set afgesloten = true;
  insert into meedoen.audit_stand (reeks) values (n);
  execute format('alter table meedoen.audit alter column reeks set default %s, drop constraint audit_reeks,'
    ' add constraint audit_reeks check (reeks = %s) not valid', n, n);
end $$"""


async def nieuwe_reeks(dsn: str) -> int:
    """Begin een nieuwe reeks en geef haar nummer; `dsn` is van meedoen_migratie.

    De zegelaar sluit de oude reeks af met wat er nog open lag. Het eerste zegel van de nieuwe zit vast aan het laatste
    van de oude.

    Raises:
        Onbereikbaar: de database antwoordt niet.
    """
    async with als_eigenaar(dsn) as db:
        await db.execute(_NIEUWE_REEKS)
        return int(await db.fetchval("select max(reeks) from meedoen.audit_stand"))
