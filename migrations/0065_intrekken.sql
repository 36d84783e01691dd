-- Een besluit kan worden ingetrokken (art. 3:2 Awb): ook dat is een besluit, en het noemt in `vervangt` welk. `horen` zegt
-- hoe de persoon vooraf gehoord is, of waarom niet.
alter table besluit drop constraint besluit_soort_check;
alter table besluit add constraint besluit_soort_check check (soort in (
  'B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B09', 'B10', 'B11', 'B12', 'B13', 'B14', 'B15',
  'B16', 'B17', 'B18', 'B19', 'B20', 'B21', 'B22', 'B23', 'B24', 'B25', 'B26', 'B27', 'B28', 'SAMENVOEGING',
  'INTREKKING'));
alter table besluit add column horen jsonb;
alter table besluit add check (soort <> 'INTREKKING' or vervangt is not null and motief <> '');
alter table besluit add check (horen is null or soort = 'INTREKKING');
alter table mandaat drop constraint mandaat_besluit_check;
alter table mandaat add constraint mandaat_besluit_check check (besluit in (
  'B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B09', 'B10', 'B11', 'B12', 'B13', 'B14', 'B15', 'B16',
  'B17', 'B18', 'B19', 'B20', 'B21', 'B22', 'B23', 'B24', 'B25', 'B26', 'B27', 'B28', 'SAMENVOEGING', 'INTREKKING'));

-- Een vastgesteld PIP wijzigt niet (I1). Alleen met het doel intrekken wordt het ingetrokken, en met dat doel niets anders.
alter table pip drop constraint pip_status_check;
alter table pip add constraint pip_status_check
  check (status in ('concept', 'vastgesteld', 'vervangen', 'vervallen', 'ingetrokken'));
alter policy gemeente_wijzigt on pip
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() is distinct from 'intrekken'
              and (status = 'concept' and vastgesteld_door is null and gewijzigd_door = meedoen.medewerker_nu()
                   or status = 'vastgesteld' and vastgesteld_door = meedoen.medewerker_nu()
                      and gewijzigd_door = meedoen.medewerker_nu()
                   or status = 'vervallen' and vastgesteld_door is null
                      and gewijzigd_door is not distinct from meedoen.medewerker_nu()));
create policy intrekken on pip for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status = 'vastgesteld' and meedoen.doel_nu() = 'intrekken')
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'ingetrokken' and meedoen.doel_nu() = 'intrekken'
              and gewijzigd_door = meedoen.medewerker_nu());
