-- Zolang een organisatie niet antwoordt op wie haar is aangeboden is er werk, met een eigen dag (art. 16 lid 1 Wi2021).
alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN', 'BEZWAARDAG_MELDEN',
  'ONTHEFFING_BESLISSEN', 'CONTACT_OPVOLGEN', 'OPROEPKETEN',
  'ZIENSWIJZE_AFWACHTEN', 'OVERNAME_NAZIEN',
  'BESLUIT_NIET_VERZONDEN', 'SAMENVOEGING_BESLISSEN', 'TAALSCHOOL_KIEZEN', 'AANBOD_BEANTWOORDEN', 'RETOURPOST',
  'COLLEGEBESLUIT_NAGAAN', 'COLLEGEBESLUIT_ONTBREEKT'));
create index toewijzing_onbeantwoord on toewijzing (gemeente_id, dossier_id) where status = 'aangeboden';
