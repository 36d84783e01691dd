-- Niemand ziet zijn eigen lidmaatschap na: dat doet een ander die erover gaat, of wie het op de opdrachtregel doet.
alter table lidmaatschap add column nagezien_namens text not null default '';
alter policy beheerder_wijzigt on lidmaatschap
  with check (gemeente_id = meedoen.gemeente_nu()
              and case when ingetrokken_op is null
                    then nagezien_door is not distinct from meedoen.medewerker_nu()
                         and medewerker_id is distinct from meedoen.medewerker_nu()
                    else beeindigd_door is not distinct from meedoen.medewerker_nu() end);
grant update (nagezien_namens) on lidmaatschap to meedoen_leden;
