-- Een PIP van elders dat DUO hier nooit gaf, en waarvan een mens zegt dat het er is (art. 15 lid 4 Wi2021, ADR 0077): van
-- welke gemeente, welke dag en met welke leerroute, en waaruit dat bleek. Een rij wijzigt niet; was zij een vergissing,
-- dan zegt teruggenomen_op sinds wanneer zij niet meer telt, en staat het motief in correctie.
create table elders_plan (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  gemeente text not null check (gemeente ~ '^GM[0-9]{4}$'),
  pip_van date not null,
  leerroute text not null check (leerroute in ('B', 'O', 'Z')),
  bron text not null check (bron in ('PIP_GEZIEN', 'GEMEENTE_ZEI_HET')),
  toelichting text not null check (toelichting <> ''),
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  teruggenomen_op timestamptz,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create unique index elders_plan_een on elders_plan (gemeente_id, dossier_id, gemeente, pip_van)
  where teruggenomen_op is null;
create index elders_plan_dossier on elders_plan (gemeente_id, dossier_id);
alter table elders_plan enable row level security;
alter table elders_plan force row level security;
create policy gemeente_leest on elders_plan for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on elders_plan for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu()
              and teruggenomen_op is null);
create policy gemeente_wijzigt on elders_plan for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and teruggenomen_op is null)
  with check (gemeente_id = meedoen.gemeente_nu() and teruggenomen_op is not null);
create policy samenvoegen on elders_plan for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'samenvoegen')
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'samenvoegen');
grant select, insert, update (dossier_id, teruggenomen_op) on elders_plan to meedoen_gemeente;
