-- Elke soort en status is een vaste lijst in de code; de database houdt ernaast dezelfde lijst aan (test).
-- Wie een waarde toevoegt, verruimt eerst deze controle en schrijft haar dan pas.
alter table dossier add constraint dossier_fase_check check (fase in (
  'VOORTRAJECT_COA', 'PLICHT_GEMELD', 'INTAKE_OPGEROEPEN', 'INTAKE_LOOPT', 'INTAKE_AFGEROND', 'WACHT_OP_DERDE',
  'TRAJECT_ACTIEF', 'NIEUWE_TERMIJN', 'TIJDELIJK_VRIJGESTELD', 'ONDERBROKEN', 'OVERGEDRAGEN', 'VOLDAAN', 'BEEINDIGD',
  'GESLOTEN_BEWAREN', 'VERNIETIGD'));
alter table dossier add constraint dossier_fijne_doelgroep_check check (fijne_doelgroep in (
  'Asielstatushouder', 'Gezinshereniger met Asielstatushouder', 'Gezinsvormer met Asielstatushouder',
  'Gezinshereniger', 'Gezinsvormer', 'Geestelijk bedienaar', 'Overig'));
alter table oproep add constraint oproep_uitkomst_check check (uitkomst in (
  'OPEN', 'VERSCHENEN', 'AFGEMELD', 'NIET_VERSCHENEN', 'ONVOLDOENDE_MEDEWERKING'));
alter table termijn add constraint termijn_soort_check check (soort in (
  'PIP_A', 'PIP_B', 'PIP_C', 'PIP_D', 'INTAKE_O1', 'INTAKE_O2', 'INTAKE_O3', 'TERMIJN', 'ROUTE_18M', 'BEZWAAR', 'BOB',
  'BOB_VERDAAGD', 'BETALING', 'AANMANING', 'ONDERBREKING'));
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT'));
