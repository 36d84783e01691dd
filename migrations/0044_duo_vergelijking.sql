-- Elke nacht wordt per persoon vergeleken wat DUO heeft met het dossier. De eerste keer is de nulmeting: wat er dan
-- anders is staat alleen in de lijst, en is geen werk.
create table duo_vergelijking (
  gemeente_id uuid not null,
  dossier_id uuid not null,
  begonnen_op date not null,
  nulmeting boolean not null,
  klaargezet_op date not null,
  vergeleken_op timestamptz,
  nulverschillen jsonb not null default '[]' check (jsonb_typeof(nulverschillen) = 'array'),
  verschillen jsonb not null default '[]' check (jsonb_typeof(verschillen) = 'array'),
  primary key (gemeente_id, dossier_id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create index duo_vergelijking_verschil on duo_vergelijking (gemeente_id, dossier_id) 
  where verschillen <> '[]' or nulverschillen <> '[]';
alter table duo_vergelijking enable row level security;
alter table duo_vergelijking force row level security;
create policy gemeente_leest on duo_vergelijking for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on duo_vergelijking for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_wijzigt on duo_vergelijking for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu()) with check (gemeente_id = meedoen.gemeente_nu());
grant select, insert, update (klaargezet_op, vergeleken_op, nulverschillen, verschillen) on duo_vergelijking to meedoen_gemeente;
