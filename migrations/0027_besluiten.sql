-- De besluiten zijn één lijst (core/law/besluiten.py): een stap die er een gaat nemen, wijzigt deze controle niet meer.
alter table besluit drop constraint besluit_soort_check;
alter table besluit add constraint besluit_soort_check check (soort in (
  'B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B09', 'B10', 'B11', 'B12', 'B13', 'B14', 'B15',
  'B16', 'B17', 'B18', 'B19', 'B20', 'B21', 'B22', 'B23', 'B24', 'B25', 'B26', 'B27', 'B28', 'SAMENVOEGING'));
