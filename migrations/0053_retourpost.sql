-- Een brief die van de post terugkomt, met de dag, waarom, en wat een mens ervan vindt (art. 3:41 Awb, PG-1). Per brief is
-- er hooguit een die geen vergissing was; een andere is een andere brief. Het oordeel is te wijzigen; wat er stond, staat
-- in `correctie`.
create table retourpost (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  brief_id uuid not null,
  terug_op date not null,
  reden text not null check (reden in ('ONBESTELBAAR', 'VERHUISD', 'GEWEIGERD', 'NIET_AFGEHAALD', 'ANDERS')),
  toelichting text not null default '',
  naar_brp_adres boolean not null,
  oordeel text not null default 'TE_BEOORDELEN' check (oordeel in (
    'TE_BEOORDELEN', 'GOED_ADRES', 'ANDERS_BEKEND', 'FOUT_ADRES', 'VERGISSING')),
  motief text not null default '',
  beoordeeld_op timestamptz,
  beoordeeld_door uuid references medewerker (id),
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  versie integer not null default 1,
  gewijzigd_op timestamptz,
  gewijzigd_door uuid references medewerker (id),
  gewijzigd_bij text,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  foreign key (gemeente_id, brief_id) references brief (gemeente_id, id),
  check ((oordeel = 'TE_BEOORDELEN') = (beoordeeld_op is null)),
  check ((beoordeeld_op is null) = (beoordeeld_door is null)),
  check ((oordeel = 'TE_BEOORDELEN') = (motief = '')));
create unique index retourpost_een on retourpost (gemeente_id, brief_id) where oordeel <> 'VERGISSING';
create index retourpost_dossier on retourpost (gemeente_id, dossier_id);
alter table retourpost enable row level security;
alter table retourpost force row level security;
create policy gemeente_leest on retourpost for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on retourpost for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu()
              and oordeel = 'TE_BEOORDELEN' and beoordeeld_door is null and gewijzigd_door is null);
create policy gemeente_wijzigt on retourpost for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and oordeel <> 'VERGISSING')
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door = meedoen.medewerker_nu()
              and beoordeeld_door = meedoen.medewerker_nu());
create policy samenvoegen on retourpost for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'samenvoegen')
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'samenvoegen');
grant select, insert, update (dossier_id, oordeel, motief, beoordeeld_op, beoordeeld_door, versie, gewijzigd_op,
  gewijzigd_door, gewijzigd_bij) on retourpost to meedoen_gemeente;

-- Een brief die naar het goede adres nog eens gaat, is een andere brief over hetzelfde.
alter table brief add column opnieuw_na uuid;
alter table brief add foreign key (gemeente_id, opnieuw_na) references brief (gemeente_id, id);
drop index brief_een_per_onderwerp;
create unique index brief_een_per_onderwerp on brief (gemeente_id, sjabloon, onderwerp_id)
  where status <> 'ingetrokken' and afschrift_van is null and opnieuw_na is null;
create unique index brief_opnieuw on brief (gemeente_id, opnieuw_na) where status <> 'ingetrokken';

alter table oproepgebeurtenis drop constraint oproepgebeurtenis_soort_check;
alter table oproepgebeurtenis add constraint oproepgebeurtenis_soort_check check (soort in (
  'VERZONDEN', 'AFSPRAAK_GEMIST', 'AFSPRAAK_AFGEZEGD', 'AFSPRAAK_VERZET', 'UITKOMST', 'BOETEVRAAG', 'INGETROKKEN',
  'POST_TERUG', 'POST_AANGEKOMEN', 'POST_NIET_AANGEKOMEN'));
alter table oproepgebeurtenis drop constraint oproepgebeurtenis_check;
alter table oproepgebeurtenis add constraint oproepgebeurtenis_check check (vastgelegd_door is not null
  or soort in ('VERZONDEN', 'POST_TERUG', 'POST_AANGEKOMEN', 'POST_NIET_AANGEKOMEN'));

alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN', 'BEZWAARDAG_MELDEN',
  'ONTHEFFING_BESLISSEN', 'CONTACT_OPVOLGEN', 'OPROEPKETEN',
  'ZIENSWIJZE_AFWACHTEN', 'OVERNAME_NAZIEN',
  'BESLUIT_NIET_VERZONDEN', 'SAMENVOEGING_BESLISSEN', 'TAALSCHOOL_KIEZEN', 'RETOURPOST'));
