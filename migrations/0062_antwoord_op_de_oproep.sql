-- Ging het plan met de derde oproep mee, dan kan de persoon daarop geantwoord hebben; dat staat bij de keuze om van het
-- voornemen af te zien (art. 4:9 en 4:11 Awb, PG-10).
alter table pip_voornemen drop constraint pip_voornemen_check2;
alter table pip_voornemen add constraint pip_voornemen_antwoord check (
  verzonden_op is not null or zienswijzen = '[]' or afzien_grond = 'EERDER_GELEGENHEID');
alter policy gemeente_wijzigt on pip_voornemen
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is not distinct from meedoen.medewerker_nu()
              and (status in ('loopt', 'besloten', 'ingetrokken', 'vervallen')
                   or status = 'afgezien' and afzien_grond = 'EERDER_GELEGENHEID'));
