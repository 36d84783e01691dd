-- Wie een collegebesluit opgeeft zet mandaat en vier ogen opzij (art. 10:7 Awb, PG-19). Een ander gaat na of het er is;
-- dat laatste houdt ook de database: wie het opgaf staat achter in de sleutel van het werk.
alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN', 'BEZWAARDAG_MELDEN',
  'ONTHEFFING_BESLISSEN', 'CONTACT_OPVOLGEN', 'OPROEPKETEN',
  'ZIENSWIJZE_AFWACHTEN', 'OVERNAME_NAZIEN',
  'BESLUIT_NIET_VERZONDEN', 'SAMENVOEGING_BESLISSEN', 'TAALSCHOOL_KIEZEN', 'RETOURPOST',
  'COLLEGEBESLUIT_NAGAAN', 'COLLEGEBESLUIT_ONTBREEKT'));
alter table werkitem add constraint werkitem_collegebesluit_door_een_ander
  check (soort <> 'COLLEGEBESLUIT_NAGAAN' or status <> 'afgehandeld'
         or split_part(sleutel, ':', 3) <> afgehandeld_door::text);
