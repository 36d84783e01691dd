-- Waarop een ingetrokken PIP rustte staat weer zoals het stond (art. 3:2 Awb): een voornemen waarop besloten was loopt
-- weer, of er is weer van afgezien. Alleen met het doel intrekken, en met dat doel niets anders.
alter policy gemeente_wijzigt on pip_voornemen
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() is distinct from 'intrekken'
              and gewijzigd_door is not distinct from meedoen.medewerker_nu()
              and (status in ('loopt', 'besloten', 'ingetrokken', 'vervallen')
                   or status = 'afgezien' and afzien_grond = 'EERDER_GELEGENHEID'));
create policy intrekken on pip_voornemen for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status = 'besloten' and meedoen.doel_nu() = 'intrekken')
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'intrekken'
              and (status = 'loopt' and afzien_grond is null or status = 'afgezien' and afzien_grond is not null)
              and gewijzigd_door = meedoen.medewerker_nu());
