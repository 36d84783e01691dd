-- Een lidmaatschap ontstaat uit een uitnodiging, en uit niets anders (ADR 0081). Het geheim in de link staat hier alleen
-- als afdruk; wie er genodigd was blijft staan tot hij het aanvaardde of zij werd ingetrokken, en anders tot een maand
-- nadat zij verliep.
create table uitnodiging (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  organisatie_id uuid references organisatie (id),
  rol text not null check (rol in
    ('klantmanager', 'teamleider', 'beheerder', 'taalschool_medewerker', 'taalschool_beheerder',
     'maatschappelijke_partner_medewerker', 'maatschappelijke_partner_beheerder', 'systeem',
     'gemeente_machine', 'taalschool_machine', 'maatschappelijke_partner_machine')),
  naam text not null,
  functie text not null default '',
  telefoon text not null default '',
  email text not null,
  vanaf timestamptz,
  tot timestamptz,
  afdruk text not null,
  status text not null default 'open' check (status in ('open', 'aanvaard', 'ingetrokken')),
  uitgenodigd_op timestamptz not null,
  uitgenodigd_door uuid references medewerker (id),
  uitgenodigd_namens text not null default '',
  verloopt_op timestamptz not null,
  beantwoord_op timestamptz,
  aanvaard_door uuid references medewerker (id),
  primary key (gemeente_id, id),
  unique (gemeente_id, afdruk),
  unique (gemeente_id, id, rol),
  check ((rol in ('taalschool_medewerker', 'taalschool_beheerder', 'maatschappelijke_partner_medewerker',
                  'maatschappelijke_partner_beheerder')) = (organisatie_id is not null)),
  check ((status = 'aanvaard') = (aanvaard_door is not null)),
  check (aanvaard_door <> uitgenodigd_door),
  check (tot > vanaf));
create index uitnodiging_verloopt on uitnodiging (gemeente_id, verloopt_op) where email <> '';
alter table uitnodiging enable row level security;
alter table uitnodiging force row level security;

-- Wie de rol heeft om te geven, geeft nooit de eigen: die van de gemeente komt van de opdrachtregel (zonder medewerker),
-- die van een organisatie van de gemeente.
create policy beheerder_leest on uitnodiging for select to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu()
         and (coalesce(organisatie_id, gemeente_id) = meedoen.organisatie_nu()
              or (meedoen.organisatie_nu() = gemeente_id
                  and rol in ('taalschool_beheerder', 'maatschappelijke_partner_beheerder'))));
create policy beheerder_nodigt on uitnodiging for insert to meedoen_leden
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'open' and aanvaard_door is null
              and uitgenodigd_door is not distinct from meedoen.medewerker_nu()
              and case when rol in ('taalschool_beheerder', 'maatschappelijke_partner_beheerder')
                    then meedoen.organisatie_nu() = gemeente_id
                    else coalesce(organisatie_id, gemeente_id) = meedoen.organisatie_nu() end
              and (rol <> 'beheerder' or meedoen.medewerker_nu() is null) 
              and rol not in ('systeem', 'gemeente_machine', 'taalschool_machine', 'maatschappelijke_partner_machine'));
create policy beheerder_sluit on uitnodiging for update to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and status = 'open'
         and (coalesce(organisatie_id, gemeente_id) = meedoen.organisatie_nu()
              or (meedoen.organisatie_nu() = gemeente_id
                  and rol in ('taalschool_beheerder', 'maatschappelijke_partner_beheerder'))))
  with check (gemeente_id = meedoen.gemeente_nu() and status <> 'open'
              and (aanvaard_door is null or aanvaard_door = meedoen.medewerker_nu()));
grant select, insert, update (status, naam, functie, telefoon, email, beantwoord_op, aanvaard_door)
  on uitnodiging to meedoen_leden;
-- Opruimen, elke nacht: een uitnodiging die een maand voorbij is noemt niemand meer.
create policy gemeente_leest on uitnodiging for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_ruimt_op on uitnodiging for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and verloopt_op < statement_timestamp() - interval '30 days')
  with check (gemeente_id = meedoen.gemeente_nu() and email = '' and naam = '');
grant select (gemeente_id, id, verloopt_op, email), update (naam, functie, telefoon, email)
  on uitnodiging to meedoen_gemeente;

-- Het lidmaatschap dat eruit komt: van wie handelt, met precies die rol, en één keer.
alter table lidmaatschap add column uitnodiging_id uuid;
alter table lidmaatschap add foreign key (gemeente_id, uitnodiging_id, rol)
  references uitnodiging (gemeente_id, id, rol);
create unique index lidmaatschap_uitnodiging on lidmaatschap (gemeente_id, uitnodiging_id);
create policy genodigde_komt on lidmaatschap for insert to meedoen_leden
  with check (gemeente_id = meedoen.gemeente_nu() and coalesce(organisatie_id, gemeente_id) = meedoen.organisatie_nu()
              and medewerker_id = meedoen.medewerker_nu() and uitnodiging_id is not null and ingetrokken_op is null);
grant insert on lidmaatschap to meedoen_leden;
create policy genodigde_komt on medewerker for insert to meedoen_leden with check (id = meedoen.medewerker_nu());
grant insert on medewerker to meedoen_leden;
create policy genodigde_leest on collega for select to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and medewerker_id = meedoen.medewerker_nu()
         and meedoen.organisatie_nu() is not null);
create policy genodigde_komt on collega for insert to meedoen_leden
  with check (gemeente_id = meedoen.gemeente_nu() and medewerker_id = meedoen.medewerker_nu()
              and meedoen.organisatie_nu() is not null);
create policy genodigde_wijzigt on collega for update to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and medewerker_id = meedoen.medewerker_nu()
         and meedoen.organisatie_nu() is not null)
  with check (gemeente_id = meedoen.gemeente_nu() and medewerker_id = meedoen.medewerker_nu()
              and meedoen.organisatie_nu() is not null);
grant select, insert, update (naam, functie, email, telefoon) on collega to meedoen_leden;

-- Wie met een link komt heeft nog geen plaats: de deur zegt of zij open is, en wie iemand bij zijn inlogdienst hier is.
create policy poort on uitnodiging for select to meedoen_poort using (true);
grant select (gemeente_id, id, organisatie_id, rol, afdruk, status, verloopt_op) on uitnodiging to meedoen_poort;
create function uitnodiging_bij(p_gemeente_id uuid, p_afdruk text)
  returns table (id uuid, organisatie_id uuid, rol text)
  language sql stable security definer parallel safe set search_path = pg_catalog
begin atomic
  select u.id, u.organisatie_id, u.rol from meedoen.uitnodiging u
  where u.gemeente_id = p_gemeente_id and u.afdruk = p_afdruk and u.status = 'open'
    and u.verloopt_op > statement_timestamp();
end;
create function medewerker_bij(p_uitgever text, p_onderwerp text) returns uuid
  language sql stable security definer parallel safe set search_path = pg_catalog
  return (select m.id from meedoen.medewerker m where m.uitgever = p_uitgever and m.onderwerp = p_onderwerp);
grant execute on function uitnodiging_bij(uuid, text), medewerker_bij(text, text) to meedoen_toegang;
alter function uitnodiging_bij(uuid, text) owner to meedoen_poort;
alter function medewerker_bij(text, text) owner to meedoen_poort;
