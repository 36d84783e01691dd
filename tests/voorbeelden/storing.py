"""Eén gemeente waarvan de machine niet antwoordt: schrijven of lezen van haar rijen geeft een fout van klasse 08."""

STUK = """
create function meedoen.stuk() returns trigger language plpgsql as $$ begin
  raise exception 'de machine van deze gemeente antwoordt niet' using errcode = '08006'; end $$;
create trigger stuk before insert or update on meedoen.{tabel} for each row when (new.gemeente_id = '{gemeente}')
  execute function meedoen.stuk()"""
HEEL = "drop trigger stuk on meedoen.{tabel}; drop function meedoen.stuk()"

BLIND = """
create function meedoen.blind(gemeente uuid) returns boolean language plpgsql as $$ begin
  if gemeente = '{gemeente}' then
    raise exception 'de machine van deze gemeente antwoordt niet' using errcode = '08006';
  end if;
  return true; end $$;
grant execute on function meedoen.blind(uuid) to {rol};
create policy blind on meedoen.{tabel} as restrictive for select to {rol} using (meedoen.blind(gemeente_id))"""
ZIEND = "drop policy blind on meedoen.{tabel}; drop function meedoen.blind(uuid)"
