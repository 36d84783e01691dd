-- Verzegelen is van de zegelaar alleen: geen andere rol kan hem ophouden, en ook hijzelf kan zijn stand niet voorbij zetten
-- wat afgelopen is. Een regel wordt in haar geheel ingevoegd; haar transactienummer staat onder haar MAC, haar reeks in
-- een beperking.

do $$
declare n integer;
begin
  select max(s.reeks) into n from audit_stand s;
  execute format('alter table audit add constraint audit_reeks check (reeks = %s) not valid', n);
end $$;

grant insert on audit to meedoen_gemeente, meedoen_taalschool, meedoen_sleutels, meedoen_zegel;
revoke insert (gemeente_id, id, tijdstip, medewerker_id, organisatie_id, actie, object, object_id, dossiers, velden,
  resultaat, oorsprong, doel, sleutelversie, mac) on audit from meedoen_gemeente, meedoen_taalschool, meedoen_sleutels;

-- Een reeks die niet meer loopt, wordt in haar geheel verzegeld; daar is geen grens.
alter table audit_stand add column afgesloten boolean not null default false;
update audit_stand set afgesloten = reeks < (select max(s.reeks) from audit_stand s);
alter table audit_stand enable row level security;
alter table audit_stand force row level security;
create policy beheer on audit_stand to meedoen_eigenaar using (true) with check (true);
create policy zegel_leest on audit_stand for select to meedoen_zegel using (true);
create policy zegel_schuift on audit_stand for update to meedoen_zegel using (true)
  with check (tot <= pg_snapshot_xmin(pg_current_snapshot()) or afgesloten);

-- Een zegel per gemeente, in een transactie van die gemeente.
grant execute on function gemeente_nu() to meedoen_zegel;
alter policy zegel_zet on audit_zegel with check (gemeente_id = meedoen.gemeente_nu());
grant select on klok to meedoen_zegel;

-- Wat een controle vond en een mens heeft uitgezocht: het blijft gevonden, maar houdt geen volgende bevinding meer
-- verborgen. `afdruk` is van wat er toen stond; verandert dat weer, dan geldt de erkenning niet meer.
create table audit_erkenning (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  soort text not null,
  waar text not null,
  afdruk bytea not null check (length(afdruk) = 32),
  reden text not null check (length(reden) between 1 and 500),
  door text not null check (length(door) between 1 and 200),
  erkend_op timestamptz not null,
  sleutelversie integer not null,
  mac bytea not null,
  primary key (gemeente_id, id));
alter table audit_erkenning enable row level security;
alter table audit_erkenning force row level security;
create policy zegel_leest on audit_erkenning for select to meedoen_zegel using (true);
create policy zegel_erkent on audit_erkenning for insert to meedoen_zegel with check (gemeente_id = meedoen.gemeente_nu());
grant select, insert on audit_erkenning to meedoen_zegel;
create policy zegel_erkent on audit for insert to meedoen_zegel
  with check (gemeente_id = meedoen.gemeente_nu() and medewerker_id is null and organisatie_id is null
              and actie = 'audit.erkennen');
