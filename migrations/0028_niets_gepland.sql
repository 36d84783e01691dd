-- Geen open dossier valt stil: zonder open werk en zonder termijn in zicht staat het op de lijst "niets gepland", en een
-- dag later als werk in de werkvoorraad. De caseload wordt op fase gelezen, het open werk per dossier.
create index dossier_fase on dossier (gemeente_id, fase, id);
create index werkitem_open_dossier on werkitem (gemeente_id, dossier_id) where status = 'open';
create index termijn_lopend on termijn (gemeente_id, dossier_id, einde) where status = 'lopend';

alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG'));
