-- Een voorval wijzigt rijen ook als er geen mens handelt, en geeft ze een eigen eindstand (0011); het beleid van wie wat
-- beslist (0013) laat dat toe en niets meer. Wie een rij als laatste wijzigde is wie handelt: een mens, of niemand.
grant update (gewijzigd_bij, vervallen_op) on oproep to meedoen_gemeente;
-- Een oproep die al een uitkomst heeft kan nog vervallen: dan telt zij niet meer mee (PG-4).
alter policy gemeente_wijzigt on oproep
  using (gemeente_id = meedoen.gemeente_nu() and vervallen_op is null)
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is not distinct from meedoen.medewerker_nu()
              and (uitkomst <> 'OPEN' or vervallen_op is null));

alter policy gemeente_wijzigt on pip
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is not distinct from meedoen.medewerker_nu()
              and (status in ('concept', 'vervallen') and vastgesteld_door is null
                   or status = 'vastgesteld' and vastgesteld_door = meedoen.medewerker_nu()));

alter policy gemeente_wijzigt on brief
  with check (gemeente_id = meedoen.gemeente_nu()
              and (status in ('gemaakt', 'ingetrokken') and verzonden_door is null
                   or status = 'verzonden' and verzonden_door = meedoen.medewerker_nu()));

alter policy gemeente_wijzigt on duo_melding
  with check (gemeente_id = meedoen.gemeente_nu()
              and status in ('verzonden', 'bevestigd', 'afgewezen', 'ingetrokken'));
