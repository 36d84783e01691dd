-- Wie niet bij de intake was, krijgt eerst het voornemen van zijn PIP en kan antwoorden (PG-10). Wat hij las, zei en wat
-- daarmee gedaan is, blijft staan; of waarom er van is afgezien.
create table pip_voornemen (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  pip_id uuid not null,
  pip_versie integer not null,
  status text not null check (status in ('loopt', 'afgezien', 'besloten', 'ingetrokken', 'vervallen')),
  opgesteld_op date not null,
  uiterlijk_op date,
  kort boolean not null default false,
  afzien_grond text check (afzien_grond in ('GEGEVENSPLICHT', 'SPOED', 'EERDER_GELEGENHEID')),
  motief text not null default '',
  verzonden_op date,
  zienswijzen jsonb not null default '[]',
  weging text not null default '',
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  versie integer not null default 1,
  gewijzigd_op timestamptz,
  gewijzigd_door uuid references medewerker (id),
  gewijzigd_bij text,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  foreign key (gemeente_id, pip_id) references pip (gemeente_id, id),
  check ((uiterlijk_op is null) = (afzien_grond is not null)),
  check (afzien_grond is null or (verzonden_op is null and motief <> '')),
  check (verzonden_op is not null or zienswijzen = '[]'));
create unique index pip_voornemen_een on pip_voornemen (gemeente_id, dossier_id) where status in ('loopt', 'afgezien');
create index pip_voornemen_dossier on pip_voornemen (gemeente_id, dossier_id);
alter table pip_voornemen enable row level security;
alter table pip_voornemen force row level security;
create policy gemeente_leest on pip_voornemen for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on pip_voornemen for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu()
              and status in ('loopt', 'afgezien') and gewijzigd_door is null);
-- Waarop besloten is of wat vervallen is, verandert niet meer.
create policy gemeente_wijzigt on pip_voornemen for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status in ('loopt', 'afgezien'))
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is not distinct from meedoen.medewerker_nu()
              and status in ('loopt', 'besloten', 'ingetrokken', 'vervallen'));
grant select, insert,
  update (status, verzonden_op, zienswijzen, weging, versie, gewijzigd_op, gewijzigd_door, gewijzigd_bij)
  on pip_voornemen to meedoen_gemeente;

alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN', 'BEZWAARDAG_MELDEN',
  'ONTHEFFING_BESLISSEN', 'CONTACT_OPVOLGEN', 'OPROEPKETEN',
  'ZIENSWIJZE_AFWACHTEN'));
