-- Toegang geldt op de echte klok (vanaf, tot, ingetrokken_op); wat er wanneer gebeurde staat op de klok van het huis,
-- zoals overal. Zo klopt het bij een termijn, een samenvoeging en wat een mens leest.
alter table toewijzing add column aangeboden_op timestamptz, add column beeindigd_op timestamptz;
alter table toewijzing no force row level security;
update toewijzing set aangeboden_op = vanaf, beeindigd_op = ingetrokken_op;
alter table toewijzing force row level security;
alter table toewijzing alter column aangeboden_op set not null;
grant update (beeindigd_op) on toewijzing to meedoen_gemeente;

alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN', 'BEZWAARDAG_MELDEN',
  'ONTHEFFING_BESLISSEN', 'CONTACT_OPVOLGEN', 'OPROEPKETEN',
  'ZIENSWIJZE_AFWACHTEN', 'OVERNAME_NAZIEN',
  'BESLUIT_NIET_VERZONDEN', 'SAMENVOEGING_BESLISSEN', 'TAALSCHOOL_KIEZEN'));
