-- Wie er werkt wordt beheerd door mensen: een beheerder van de gemeente, en van elke organisatie voor haar eigen mensen
-- (ADR 0081). Zij hebben een eigen rol in de database, die niets van een inburgeraar bereikt.
-- Vooraf: de rol meedoen_leden (`meedoen db voorbereiden`).
alter table lidmaatschap drop constraint lidmaatschap_rol_check;
alter table lidmaatschap drop constraint lidmaatschap_check;
alter table lidmaatschap add constraint lidmaatschap_rol_check check (rol in
  ('klantmanager', 'teamleider', 'beheerder', 'taalschool_medewerker', 'taalschool_beheerder',
   'maatschappelijke_partner_medewerker', 'maatschappelijke_partner_beheerder', 'systeem'));
alter table lidmaatschap add constraint lidmaatschap_organisatie check
  ((rol in ('taalschool_medewerker', 'taalschool_beheerder', 'maatschappelijke_partner_medewerker',
            'maatschappelijke_partner_beheerder')) = (organisatie_id is not null));

-- Hoe de beheerder iemand kent: een organisatie leest `collega` niet, want daar staan ook de mensen van de gemeente.
alter table lidmaatschap add column naam text not null default '';
alter table lidmaatschap add column email text not null default '';
update lidmaatschap l set naam = c.naam, email = c.email
  from collega c where c.gemeente_id = l.gemeente_id and c.medewerker_id = l.medewerker_id;
create index lidmaatschap_van_organisatie on lidmaatschap (gemeente_id, organisatie_id);

-- De beheerder van de gemeente gaat over haar mensen, en over wie bij een organisatie de beheerder is; die gaat over de
-- mensen van haar organisatie. Wie voor de gemeente zelf handelt heeft haar id ook als organisatie in de context: wat
-- ontbreekt geeft zo niets.
create policy beheerder_leest on lidmaatschap for select to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu()
         and (coalesce(organisatie_id, gemeente_id) = meedoen.organisatie_nu()
              or (meedoen.organisatie_nu() = gemeente_id
                  and rol in ('taalschool_beheerder', 'maatschappelijke_partner_beheerder'))));
grant select on lidmaatschap to meedoen_leden;
revoke select on lidmaatschap from meedoen_gemeente, meedoen_poort;
grant select (gemeente_id, id, medewerker_id, organisatie_id, rol, vanaf, tot, ingetrokken_op)
  on lidmaatschap to meedoen_gemeente, meedoen_poort;
create policy beheerder_schrijft on audit for insert to meedoen_leden
  with check (gemeente_id = meedoen.gemeente_nu() and medewerker_id is not distinct from meedoen.medewerker_nu()
              and coalesce(organisatie_id, gemeente_id) = meedoen.organisatie_nu());
grant insert on audit to meedoen_leden;
grant select on klok to meedoen_leden;
grant execute on function gemeente_nu(), organisatie_nu(), medewerker_nu() to meedoen_leden;
