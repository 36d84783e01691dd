-- Na een verhuizing kan het college een besluit loslaten dat de persoon nooit kende (art. 3:40 Awb): het maakt het niet
-- meer bekend. Dat is geen besluit, maar het blijft in het dossier, met waarom; `vervangt` noemt wat er losgelaten is.
alter table besluit drop constraint besluit_soort_check;
alter table besluit add constraint besluit_soort_check check (soort in (
  'B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B09', 'B10', 'B11', 'B12', 'B13', 'B14', 'B15',
  'B16', 'B17', 'B18', 'B19', 'B20', 'B21', 'B22', 'B23', 'B24', 'B25', 'B26', 'B27', 'B28', 'SAMENVOEGING',
  'INTREKKING', 'LOSLATING'));
alter table besluit add check (soort <> 'LOSLATING' or vervangt is not null and motief <> '');
alter table mandaat drop constraint mandaat_besluit_check;
alter table mandaat add constraint mandaat_besluit_check check (besluit in (
  'B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B09', 'B10', 'B11', 'B12', 'B13', 'B14', 'B15', 'B16',
  'B17', 'B18', 'B19', 'B20', 'B21', 'B22', 'B23', 'B24', 'B25', 'B26', 'B27', 'B28', 'SAMENVOEGING', 'INTREKKING',
  'LOSLATING'));
