-- De lopende zaken van een gemeente komen uit een lijst die zij aanlevert (ADR 0094). Van elke regel staat versleuteld
-- wie het is en wat de gemeente van hem weet, tot hij gelezen is; daarna alleen wat ermee gebeurde. ingelezen_op zegt
-- van een dossier dat het zo begon: wat er daarvoor was, is niet hier gebeurd. eigen_pip_op is de dagtekening van een PIP dat dit college
-- toen vaststelde en dat DUO kent: daarvan is hier geen besluit en geen brief.
create table inlezing (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  begonnen_op timestamptz not null,
  namens text not null check (namens <> ''),
  primary key (gemeente_id, id));
alter table inlezing enable row level security;
alter table inlezing force row level security;
create policy gemeente_leest on inlezing for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on inlezing for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu());
grant select, insert on inlezing to meedoen_gemeente;

create table inleesregel (
  gemeente_id uuid not null,
  id uuid not null,
  inlezing_id uuid not null,
  rij integer not null check (rij > 0),
  status text not null default 'wacht' check (status in ('wacht', 'geopend', 'zonder_bsn', 'al_bekend', 'geen_toegang',
    'onbekend', 'oude_wet', 'plicht_voorbij', 'overleden')),
  cijfer bytea,
  sleutelversie integer,
  dossier_id uuid,
  gelezen_op timestamptz,
  primary key (gemeente_id, id),
  unique (gemeente_id, inlezing_id, rij),
  foreign key (gemeente_id, inlezing_id) references inlezing (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  check ((status = 'wacht') = (cijfer is not null)),
  check ((cijfer is null) = (sleutelversie is null)),
  check ((status = 'wacht') = (gelezen_op is null)),
  check ((dossier_id is not null) = (status in ('geopend', 'zonder_bsn', 'al_bekend'))));
create index inleesregel_dossier on inleesregel (gemeente_id, dossier_id);
create index inleesregel_wacht on inleesregel (gemeente_id, inlezing_id) where status = 'wacht';
alter table inleesregel enable row level security;
alter table inleesregel force row level security;
create policy gemeente_leest on inleesregel for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on inleesregel for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'wacht');
create policy gemeente_leest_in on inleesregel for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status = 'wacht')
  with check (gemeente_id = meedoen.gemeente_nu() and status <> 'wacht');
grant select, insert, update (status, cijfer, sleutelversie, dossier_id, gelezen_op) on inleesregel to meedoen_gemeente;
create policy sleutels on inleesregel to meedoen_sleutels using (gemeente_id = meedoen.gemeente_nu())
  with check (gemeente_id = meedoen.gemeente_nu());
grant select (gemeente_id, id, cijfer, sleutelversie), update (cijfer, sleutelversie) on inleesregel to meedoen_sleutels;

alter table dossier
  add column ingelezen_op date,
  add column eigen_pip_op date,
  add constraint dossier_eigen_pip_check check (eigen_pip_op is null or ingelezen_op is not null);
