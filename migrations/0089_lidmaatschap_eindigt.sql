-- Een lidmaatschap eindigt door wie erover gaat, of door wie dat op de opdrachtregel doet; en elk jaar ziet iemand na of
-- het nog klopt (BIO 5.18).
alter table lidmaatschap add column beeindigd_door uuid references medewerker (id),
  add column beeindigd_namens text not null default '',
  add column nagezien_op timestamptz,
  add column nagezien_door uuid references medewerker (id);
create policy beheerder_wijzigt on lidmaatschap for update to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and ingetrokken_op is null
         and (coalesce(organisatie_id, gemeente_id) = meedoen.organisatie_nu()
              or (meedoen.organisatie_nu() = gemeente_id
                  and rol in ('taalschool_beheerder', 'maatschappelijke_partner_beheerder'))))
  with check (gemeente_id = meedoen.gemeente_nu()
              and case when ingetrokken_op is null then nagezien_door = meedoen.medewerker_nu()
                    else beeindigd_door is not distinct from meedoen.medewerker_nu() end);
grant update (ingetrokken_op, beeindigd_door, beeindigd_namens, nagezien_op, nagezien_door)
  on lidmaatschap to meedoen_leden;
