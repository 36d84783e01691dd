-- Andere systemen lezen hier met hun eigen sleutel (ADR 0084). Een sleutel is het lid: haar lidmaatschap zegt waar en tot
-- wanneer, en hooguit twee jaar. Een systeem heeft een eigen rol, die niemand anders krijgt.
alter table lidmaatschap drop constraint lidmaatschap_rol_check;
alter table lidmaatschap drop constraint lidmaatschap_organisatie;
alter table lidmaatschap add constraint lidmaatschap_rol_check check (rol in
  ('klantmanager', 'teamleider', 'beheerder', 'gemeente_machine', 'taalschool_medewerker', 'taalschool_beheerder',
   'taalschool_machine', 'maatschappelijke_partner_medewerker', 'maatschappelijke_partner_beheerder',
   'maatschappelijke_partner_machine', 'systeem'));
alter table lidmaatschap add constraint lidmaatschap_organisatie check
  ((rol in ('taalschool_medewerker', 'taalschool_beheerder', 'taalschool_machine',
            'maatschappelijke_partner_medewerker', 'maatschappelijke_partner_beheerder',
            'maatschappelijke_partner_machine')) = (organisatie_id is not null));
alter table lidmaatschap add constraint lidmaatschap_machine check
  (rol not in ('gemeente_machine', 'taalschool_machine', 'maatschappelijke_partner_machine')
   or (tot is not null and tot - vanaf <= interval '731 days'));

-- `eigenaar_id` is de organisatie, of de gemeente zelf: wie haar opnam, en wie erover gaat.
create table machine (
  gemeente_id uuid not null,
  id uuid not null,
  client_id uuid not null references medewerker (id),
  eigenaar_id uuid not null,
  afdruk text not null,
  sleutel text not null,
  primary key (gemeente_id, id),
  unique (gemeente_id, client_id),
  foreign key (gemeente_id, id) references lidmaatschap (gemeente_id, id));
create index machine_client on machine (client_id);
alter table machine enable row level security;
alter table machine force row level security;

create policy beheerder on machine to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and eigenaar_id = meedoen.organisatie_nu())
  with check (gemeente_id = meedoen.gemeente_nu() and eigenaar_id = meedoen.organisatie_nu());
grant select, insert on machine to meedoen_leden;
create policy beheerder_neemt_machine_op on lidmaatschap for insert to meedoen_leden
  with check (gemeente_id = meedoen.gemeente_nu() and coalesce(organisatie_id, gemeente_id) = meedoen.organisatie_nu()
              and rol in ('gemeente_machine', 'taalschool_machine', 'maatschappelijke_partner_machine'));
create policy beheerder_trekt_machine_in on lidmaatschap for update to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and coalesce(organisatie_id, gemeente_id) = meedoen.organisatie_nu()
         and rol in ('gemeente_machine', 'taalschool_machine', 'maatschappelijke_partner_machine')
         and ingetrokken_op is null)
  with check (gemeente_id = meedoen.gemeente_nu() and coalesce(organisatie_id, gemeente_id) = meedoen.organisatie_nu()
              and rol in ('gemeente_machine', 'taalschool_machine', 'maatschappelijke_partner_machine'));
grant insert, update (ingetrokken_op) on lidmaatschap to meedoen_leden;
create policy beheerder_noemt_machine on medewerker for insert to meedoen_leden
  with check (uitgever = 'urn:meedoen:machine' and onderwerp = id::text);
grant insert on medewerker to meedoen_leden;

-- Wat een systeem van een organisatie leest is wat haar mensen lezen.
alter policy taalschool on lidmaatschap
  using (medewerker_id = meedoen.medewerker_nu() and organisatie_id = meedoen.organisatie_nu()
         and rol in ('taalschool_medewerker', 'taalschool_machine') and ingetrokken_op is null
         and vanaf <= statement_timestamp() and (tot is null or tot > statement_timestamp()));
alter policy maatschappelijke_partner on lidmaatschap
  using (medewerker_id = meedoen.medewerker_nu() and organisatie_id = meedoen.organisatie_nu()
         and rol in ('maatschappelijke_partner_medewerker', 'maatschappelijke_partner_machine')
         and ingetrokken_op is null
         and vanaf <= statement_timestamp() and (tot is null or tot > statement_timestamp()));
alter policy antwoordt on lidmaatschap
  using (medewerker_id = meedoen.medewerker_nu() and organisatie_id = meedoen.organisatie_nu()
         and rol not in ('taalschool_machine', 'maatschappelijke_partner_machine') and ingetrokken_op is null
         and vanaf <= statement_timestamp() and (tot is null or tot > statement_timestamp()));

-- Voordat een gemeente bekend is: de openbare sleutel van wie zich meldt, zolang hij ergens toegang heeft.
create policy poort on machine for select to meedoen_poort using (true);
grant select (gemeente_id, id, client_id, sleutel) on machine to meedoen_poort;
create function machinesleutel(p_client uuid) returns text language sql stable security definer parallel safe
  set search_path = pg_catalog
  return (select m.sleutel from meedoen.machine m
          join meedoen.lidmaatschap l on l.gemeente_id = m.gemeente_id and l.id = m.id
          where m.client_id = p_client and l.ingetrokken_op is null and l.vanaf <= clock_timestamp()
            and l.tot > clock_timestamp() limit 1);
grant execute on function machinesleutel(uuid) to meedoen_toegang;
alter function machinesleutel(uuid) owner to meedoen_poort;
