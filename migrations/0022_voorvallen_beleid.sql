-- Een oproep met een uitkomst blijft zoals zij was; of zij na een onderbreking van de plicht nog meetelt (PG-4), volgt uit
-- de ronde waarin zij verzonden is. Een concept wijzigt alleen een mens; vervallen kan het ook zonder.
alter policy gemeente_wijzigt on oproep
  using (gemeente_id = meedoen.gemeente_nu() and uitkomst = 'OPEN')
  with check (gemeente_id = meedoen.gemeente_nu()
              and (gewijzigd_door = meedoen.medewerker_nu()
                   or uitkomst = 'VERVALLEN' and gewijzigd_door is not distinct from meedoen.medewerker_nu()));
alter table oproep drop column vervallen_op;
alter table oproep add column ronde integer not null default 1 check (ronde > 0);
alter table dossier add column oproepronde integer not null default 1 check (oproepronde > 0);

alter policy gemeente_wijzigt on pip
  with check (gemeente_id = meedoen.gemeente_nu()
              and (status = 'concept' and vastgesteld_door is null and gewijzigd_door = meedoen.medewerker_nu()
                   or status = 'vastgesteld' and vastgesteld_door = meedoen.medewerker_nu()
                      and gewijzigd_door = meedoen.medewerker_nu()
                   or status = 'vervallen' and vastgesteld_door is null
                      and gewijzigd_door is not distinct from meedoen.medewerker_nu()));
