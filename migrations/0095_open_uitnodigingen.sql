-- Een uitnodiging telt zolang wie haar deed hier nog over gaat; en op één adres staat er met dezelfde rol hooguit één open.
update uitnodiging u set status = 'ingetrokken', naam = '', functie = '', telefoon = '', email = '',
  beantwoord_op = statement_timestamp()
where status = 'open' and email <> '' and exists (
  select 1 from uitnodiging v where v.gemeente_id = u.gemeente_id and v.status = 'open' and v.email = u.email
    and v.rol = u.rol and v.organisatie_id is not distinct from u.organisatie_id and v.id > u.id);
create unique index uitnodiging_een_per_adres
  on uitnodiging (gemeente_id, email, rol, (coalesce(organisatie_id, gemeente_id)))
  where status = 'open' and email <> '';
create index uitnodiging_van on uitnodiging (gemeente_id, uitgenodigd_door) where status = 'open';


-- Wie uitnodigde gaat er nog over: de beheerder van de gemeente, of bij de mensen van een organisatie die van haar.
grant select (uitgenodigd_door) on uitnodiging to meedoen_poort;
set local role meedoen_poort;
create or replace function uitnodiging_bij(p_gemeente_id uuid, p_afdruk text)
  returns table (id uuid, organisatie_id uuid, rol text)
  language sql stable security definer parallel safe set search_path = pg_catalog
begin atomic
  select u.id, u.organisatie_id, u.rol from meedoen.uitnodiging u
  where u.gemeente_id = p_gemeente_id and u.afdruk = p_afdruk and u.status = 'open'
    and u.verloopt_op > statement_timestamp()
    and (u.uitgenodigd_door is null or exists (
      select 1 from meedoen.lidmaatschap l
      where l.gemeente_id = u.gemeente_id and l.medewerker_id = u.uitgenodigd_door and l.ingetrokken_op is null
        and l.vanaf <= statement_timestamp() and (l.tot is null or l.tot > statement_timestamp())
        and case when u.organisatie_id is null or u.rol in ('taalschool_beheerder', 'maatschappelijke_partner_beheerder')
              then l.rol = 'beheerder'
              else l.rol in ('taalschool_beheerder', 'maatschappelijke_partner_beheerder')
                and l.organisatie_id = u.organisatie_id end));
end;
set local role meedoen_eigenaar;
