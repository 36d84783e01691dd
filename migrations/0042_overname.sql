-- Een caseload gaat in één keer naar een vervanger of een opvolger (C19). Waarom iemand weg is staat er niet in.
create table overname (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  soort text not null check (soort in ('vervanging', 'opvolging')),
  van_id uuid not null references medewerker (id),
  naar_id uuid not null references medewerker (id),
  vanaf date not null,
  tot date,
  alles boolean not null,
  status text not null check (status in ('gepland', 'loopt', 'klaar', 'ingetrokken')),
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  versie integer not null default 1,
  gewijzigd_op timestamptz,
  gewijzigd_door uuid references medewerker (id),
  gewijzigd_bij text,
  primary key (gemeente_id, id),
  check (van_id <> naar_id),
  check (tot >= vanaf),
  check (soort = 'vervanging' or (tot is null and status <> 'loopt')));
create index overname_open on overname (gemeente_id, status) where status in ('gepland', 'loopt');
alter table overname enable row level security;
alter table overname force row level security;
create policy gemeente_leest on overname for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on overname for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu()
              and status = 'gepland' and gewijzigd_door is null);
create policy gemeente_wijzigt on overname for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status in ('gepland', 'loopt'))
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is not distinct from meedoen.medewerker_nu());
grant select, insert, update (tot, status, versie, gewijzigd_op, gewijzigd_door, gewijzigd_bij) on overname
  to meedoen_gemeente;

create table overname_dossier (
  gemeente_id uuid not null,
  overname_id uuid not null,
  dossier_id uuid not null,
  status text not null check (status in ('gekozen', 'mee', 'terug', 'gebleven')),
  primary key (gemeente_id, overname_id, dossier_id),
  foreign key (gemeente_id, overname_id) references overname (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create index overname_dossier_dossier on overname_dossier (gemeente_id, dossier_id);
alter table overname_dossier enable row level security;
alter table overname_dossier force row level security;
create policy gemeente_leest on overname_dossier for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on overname_dossier for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'gekozen');
create policy gemeente_wijzigt on overname_dossier for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status in ('gekozen', 'mee'))
  with check (gemeente_id = meedoen.gemeente_nu() and status <> 'gekozen');
grant select, insert, update (status) on overname_dossier to meedoen_gemeente;

alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN', 'BEZWAARDAG_MELDEN',
  'ONTHEFFING_BESLISSEN', 'CONTACT_OPVOLGEN', 'OPROEPKETEN',
  'ZIENSWIJZE_AFWACHTEN', 'OVERNAME_NAZIEN'));
