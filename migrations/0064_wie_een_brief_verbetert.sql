-- Wie de verzending van een brief vastlegt of verbetert, zet alleen zijn eigen naam; een nieuwe brief heeft er nog geen.
alter policy gemeente_begint on brief
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'te_maken' and verzonden_door is null
              and gewijzigd_door is null);
alter policy gemeente_wijzigt on brief
  with check (gemeente_id = meedoen.gemeente_nu()
              and (status in ('gemaakt', 'ingetrokken') and verzonden_door is null
                      and (gewijzigd_door is null or gewijzigd_door = meedoen.medewerker_nu())
                   or status = 'verzonden' and verzonden_door = meedoen.medewerker_nu()
                      and gewijzigd_door = meedoen.medewerker_nu()));
