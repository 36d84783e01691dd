-- De proefstap: een besluit dat loopt tot een mens of het einde van de plicht haar beëindigt.
create table proefstap (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  vanaf date not null,
  motivering text not null,
  status text not null default 'loopt' check (status in ('loopt', 'beeindigd')),
  begonnen_door uuid not null references medewerker (id),
  nagekeken_op timestamptz,
  versie integer not null default 1,
  gewijzigd_op timestamptz,
  gewijzigd_door uuid references medewerker (id),
  gewijzigd_bij text,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create index proefstap_dossier on proefstap (gemeente_id, dossier_id);

alter table proefstap enable row level security;
alter table proefstap force row level security;
create policy gemeente_leest on proefstap for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on proefstap for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'loopt' and gewijzigd_door is null
              and begonnen_door = meedoen.medewerker_nu());
create policy gemeente_wijzigt on proefstap for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status = 'loopt')
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is not distinct from meedoen.medewerker_nu());
grant select, insert on proefstap to meedoen_gemeente;
grant update (dossier_id, status, nagekeken_op, versie, gewijzigd_op, gewijzigd_door, gewijzigd_bij) on proefstap
  to meedoen_gemeente;
create policy samenvoegen on proefstap for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'samenvoegen')
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'samenvoegen');

-- De lijst van alle stappen samen, met de hare erbij; de waarden vult de proef in uit de stappen die er zijn.
alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in ($werksoorten));
