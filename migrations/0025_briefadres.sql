-- Een adres voor brieven dat een mens vastlegt, met de grond en de dag: voor wie de BRP geen adres geeft waar een brief
-- heen kan. Er is er hooguit een; een ander, of geen, laat het vorige staan met wie het introk.
create table briefadres (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  adresregel1 text not null check (adresregel1 <> ''),
  adresregel2 text not null default '',
  adresregel3 text not null default '',
  grond text not null check (grond <> ''),
  sinds date not null,
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  ingetrokken_op timestamptz,
  ingetrokken_door uuid references medewerker (id),
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  check ((ingetrokken_op is null) = (ingetrokken_door is null)));
create unique index briefadres_een on briefadres (gemeente_id, dossier_id) where ingetrokken_op is null;
create index briefadres_dossier on briefadres (gemeente_id, dossier_id);
alter table briefadres enable row level security;
alter table briefadres force row level security;
create policy gemeente_leest on briefadres for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on briefadres for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu()
              and ingetrokken_op is null and ingetrokken_door is null);
create policy gemeente_wijzigt on briefadres for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and ingetrokken_op is null)
  with check (gemeente_id = meedoen.gemeente_nu() and ingetrokken_door = meedoen.medewerker_nu());
grant select, insert, update (ingetrokken_op, ingetrokken_door) on briefadres to meedoen_gemeente;
