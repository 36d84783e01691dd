-- Een nieuw Besluit verschuift termijnen, ook die al voorbij zijn (PG-13). De oude rij vervalt en blijft te lezen, een
-- nieuwe komt ernaast, en wat er verschoof en waarom staat in een eigen tabel waar alleen bij komt.
alter table termijn add column handeling_op date, add column gedrukt_einde date;
update termijn set gedrukt_einde = einde where soort = 'BEZWAAR';
update termijn t set handeling_op = p.dagtekening from pip p
  where p.gemeente_id = t.gemeente_id and p.dossier_id = t.dossier_id and p.volgnummer = 1
    and t.soort in ('PIP_A', 'PIP_B', 'PIP_C', 'PIP_D') and t.status in ('gehaald', 'te_laat');
grant update (handeling_op) on termijn to meedoen_gemeente;

create table termijnverschuiving (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  termijn_id uuid not null,
  vorige_id uuid not null,
  soort text not null check (soort in (
    'PIP_A', 'PIP_B', 'PIP_C', 'PIP_D', 'INTAKE_O1', 'INTAKE_O2', 'INTAKE_O3', 'TERMIJN', 'ROUTE_18M', 'BEZWAAR', 'BOB',
    'BOB_VERDAAGD', 'BETALING', 'AANMANING', 'ONDERBREKING')),
  van_dag date not null,
  naar_dag date not null,
  tijdig_tot date not null,
  van_status text not null check (van_status in (
    'lopend', 'andere_lezing', 'gehaald', 'te_laat', 'gemist', 'vervallen')),
  naar_status text not null check (naar_status in (
    'lopend', 'andere_lezing', 'gehaald', 'te_laat', 'gemist', 'vervallen')),
  reden text not null check (reden <> ''),
  recht_versie text not null,
  verschoven_op timestamptz not null,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  foreign key (gemeente_id, termijn_id) references termijn (gemeente_id, id),
  foreign key (gemeente_id, vorige_id) references termijn (gemeente_id, id));
create index termijnverschuiving_dossier on termijnverschuiving (gemeente_id, dossier_id);
alter table termijnverschuiving enable row level security;
alter table termijnverschuiving force row level security;
create policy gemeente_leest on termijnverschuiving for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on termijnverschuiving for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu());
grant select, insert on termijnverschuiving to meedoen_gemeente;

alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN'));
