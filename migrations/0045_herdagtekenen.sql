-- Een besluit dat nog niet bekendgemaakt is kan door een met een nieuwe dagtekening worden vervangen (PG-5, PG-6). Over een
-- onderwerp is er dus één eerste besluit van een soort, en van elk besluit hooguit één dat ervoor in de plaats kwam; wat er
-- stond verandert niet.
alter table besluit drop constraint besluit_gemeente_id_soort_onderwerp_id_key;
alter table besluit add column vervangt uuid;
alter table besluit add column motief text not null default '';
alter table besluit add foreign key (gemeente_id, vervangt) references besluit (gemeente_id, id);
alter table besluit add check (motief = '' or vervangt is not null);
create unique index besluit_eerste on besluit (gemeente_id, soort, onderwerp_id) where vervangt is null;
create unique index besluit_vervangt on besluit (gemeente_id, vervangt);

alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN', 'BEZWAARDAG_MELDEN',
  'ONTHEFFING_BESLISSEN', 'CONTACT_OPVOLGEN', 'OPROEPKETEN',
  'ZIENSWIJZE_AFWACHTEN', 'OVERNAME_NAZIEN',
  'BESLUIT_NIET_VERZONDEN'));
