-- De databaserollen van Meedoen. Eenmaal uit te voeren door een superuser, op PostgreSQL 16 of nieuwer;
-- herhalen mag. `meedoen db voorbereiden` drukt dit af of voert het uit, en zet daarna de wachtwoorden.
-- De rol zegt wat voor actor het is; instellingen zeggen alleen welke gemeente, organisatie en persoon.
-- Een instelling die ontbreekt geeft niets.
-- Wat een beheerde PostgreSQL niet toelaat (functies intrekken die van de leverancier zijn), wordt gemeld en niet verzwegen.

do $$
declare r text;
begin
  foreach r in array array['meedoen_eigenaar', 'meedoen_poort'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I nologin noinherit nobypassrls', r);
    end if;
    -- Alleen een verdeelde database heeft een eigenaar die vanaf haar machines inlogt (docs/verdeeld.md).
    if not exists (select from pg_extension where extname = 'citus') then
      execute format('alter role %I nologin', r);
    end if;
  end loop;
  foreach r in array array['meedoen_gemeente', 'meedoen_taalschool', 'meedoen_maatschappelijke_partner',
                           'meedoen_antwoord', 'meedoen_leden', 'meedoen_toegang', 'meedoen_ontvanger', 'meedoen_relay',
                           'meedoen_zegel', 'meedoen_sleutels', 'meedoen_migratie'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I login noinherit nobypassrls', r);
    end if;
  end loop;
end $$;

-- Alleen de migratie mag eigenaar worden, en poort om er functies aan te geven; tussen de andere rollen
-- bestaan geen lidmaatschappen.
grant meedoen_eigenaar, meedoen_poort to meedoen_migratie with inherit false, set true;
grant meedoen_poort to meedoen_eigenaar with inherit false, set true;

revoke all on schema public from public;
create schema if not exists meedoen authorization meedoen_eigenaar;
revoke all on schema meedoen from public;
grant usage on schema meedoen to meedoen_gemeente, meedoen_taalschool, meedoen_maatschappelijke_partner,
  meedoen_antwoord, meedoen_leden, meedoen_toegang, meedoen_ontvanger, meedoen_relay, meedoen_zegel, meedoen_sleutels,
  meedoen_poort;
grant create on schema meedoen to meedoen_poort;

-- PostgreSQL geeft anders elke nieuwe functie aan iedereen.
alter default privileges for role meedoen_eigenaar revoke execute on functions from public;
alter default privileges for role meedoen_poort revoke execute on functions from public;

-- Hoe een naam klinkt (ADR 0015). In een eigen schema waar verder niemand in kan; wie geen superuser is kan de functies
-- van een uitbreiding niet intrekken, en dan is het schema het slot.
create schema if not exists extensies;
revoke all on schema extensies from public;
create extension if not exists fuzzystrmatch schema extensies;
revoke execute on all functions in schema extensies from public;
grant usage on schema extensies to meedoen_gemeente, meedoen_eigenaar;
grant execute on function extensies.daitch_mokotoff(text) to meedoen_gemeente, meedoen_eigenaar;

-- De context wordt gezet met SET LOCAL door de toepassing zelf, nooit vanuit een expressie (SQL-injectie).
revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
do $$
declare rollen constant text := 'meedoen_gemeente, meedoen_taalschool, meedoen_maatschappelijke_partner,
  meedoen_antwoord, meedoen_leden, meedoen_toegang, meedoen_ontvanger, meedoen_relay, meedoen_zegel, meedoen_sleutels,
  meedoen_migratie';
begin
  execute format('revoke connect, temporary, create on database %I from public', current_database());
  execute format('grant connect on database %I to %s', current_database(), rollen);
end $$;

-- Wat geen opdracht van ons nodig heeft en wel iets opent: bestanden en bijlagen in de database, sloten die een ander
-- ophouden, berichten langs de rijbeveiliging om, vragen in een expressie, en verbindingen van een ander afbreken.
do $$
declare f record;
begin
  for f in select p.oid::regprocedure as functie from pg_proc p
      where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind = 'f'
        and (p.proname like any (array['lo\_%', 'pg\_advisory\_%', 'pg\_try\_advisory\_%', '%\_to\_xml%'])
             or p.proname in ('loread', 'lowrite', 'pg_notify', 'pg_logical_emit_message', 'pg_export_snapshot',
                              'pg_cancel_backend', 'pg_terminate_backend'))
        and has_function_privilege('public', p.oid, 'execute') loop
    begin
      execute format('revoke execute on function %s from public', f.functie);
    exception when insufficient_privilege then
      raise warning 'niet in te trekken: %', f.functie;
    end;
  end loop;
end $$;
-- Twee migraties tegelijk wachten op elkaar.
grant execute on function pg_catalog.pg_advisory_lock(bigint) to meedoen_migratie;

-- De andere databases van het cluster zijn niet van ons; een inlogrol heeft er niets te zoeken.
do $$
declare d text;
begin
  for d in select datname from pg_database where datname in ('postgres', 'template1') loop
    begin
      execute format('revoke connect on database %I from public', d);
    exception when insufficient_privilege then
      raise warning 'iedereen mag verbinden met %', d;
    end;
  end loop;
end $$;

-- Geen rol kan alle verbindingen van de server innemen; de grens groeit mee met de server.
do $$
declare r record;
begin
  for r in select * from (values ('meedoen_gemeente', 50), ('meedoen_taalschool', 20),
      ('meedoen_maatschappelijke_partner', 20), ('meedoen_antwoord', 20), ('meedoen_leden', 10), ('meedoen_toegang', 30),
      ('meedoen_ontvanger', 20), ('meedoen_relay', 20), ('meedoen_zegel', 5), ('meedoen_sleutels', 5),
      ('meedoen_migratie', 5)) as v (rol, deel) loop
    execute format('alter role %I connection limit %s', r.rol,
                   greatest(10, current_setting('max_connections')::integer * r.deel / 100));
  end loop;
end $$;

-- Een rol mag haar eigen instellingen wijzigen, ook per database, en dan voorgoed. Hier begint zij opnieuw; wat hieronder
-- staat is alles wat zij heeft, en bij het starten vergelijkt Meedoen dat met de database.
do $$
declare i record;
begin
  for i in select r.rolname, d.datname from pg_db_role_setting s
      left join pg_roles r on r.oid = s.setrole left join pg_database d on d.oid = s.setdatabase
      where r.rolname in ('meedoen_gemeente', 'meedoen_taalschool', 'meedoen_maatschappelijke_partner',
                          'meedoen_antwoord', 'meedoen_leden', 'meedoen_toegang', 'meedoen_ontvanger',
                          'meedoen_relay', 'meedoen_zegel', 'meedoen_sleutels', 'meedoen_migratie',
                          'meedoen_eigenaar', 'meedoen_poort')
         or s.setrole = 0 and d.datname = current_database() loop
    execute case
      when i.rolname is null then format('alter database %I reset all', i.datname)
      when i.datname is null then format('alter role %I reset all', i.rolname)
      else format('alter role %I in database %I reset all', i.rolname, i.datname) end;
  end loop;
end $$;

alter role meedoen_gemeente set statement_timeout = '15s';
alter role meedoen_taalschool set statement_timeout = '5s';
alter role meedoen_maatschappelijke_partner set statement_timeout = '5s';
alter role meedoen_antwoord set statement_timeout = '5s';
alter role meedoen_leden set statement_timeout = '5s';
alter role meedoen_toegang set statement_timeout = '5s';
alter role meedoen_ontvanger set statement_timeout = '5s';
alter role meedoen_relay set statement_timeout = '15s';
alter role meedoen_zegel set statement_timeout = '60s';
alter role meedoen_sleutels set statement_timeout = '60s';
alter role meedoen_gemeente set idle_in_transaction_session_timeout = '30s';
alter role meedoen_taalschool set idle_in_transaction_session_timeout = '15s';
alter role meedoen_maatschappelijke_partner set idle_in_transaction_session_timeout = '15s';
alter role meedoen_antwoord set idle_in_transaction_session_timeout = '15s';
alter role meedoen_leden set idle_in_transaction_session_timeout = '15s';
alter role meedoen_toegang set idle_in_transaction_session_timeout = '15s';
alter role meedoen_ontvanger set idle_in_transaction_session_timeout = '15s';
alter role meedoen_relay set idle_in_transaction_session_timeout = '30s';
alter role meedoen_zegel set idle_in_transaction_session_timeout = '30s';
alter role meedoen_sleutels set idle_in_transaction_session_timeout = '30s';
-- Wie op een ander wacht houdt zelf ook rijen vast; dan liever snel nee (503, of later opnieuw) dan een file.
alter role meedoen_gemeente set lock_timeout = '5s';
alter role meedoen_taalschool set lock_timeout = '3s';
alter role meedoen_maatschappelijke_partner set lock_timeout = '3s';
alter role meedoen_antwoord set lock_timeout = '3s';
alter role meedoen_leden set lock_timeout = '3s';
alter role meedoen_toegang set lock_timeout = '3s';
alter role meedoen_ontvanger set lock_timeout = '3s';
alter role meedoen_relay set lock_timeout = '5s';
alter role meedoen_zegel set lock_timeout = '5s';
alter role meedoen_sleutels set lock_timeout = '5s';
-- Een proces dat omviel terwijl zijn opdracht liep of wachtte: de server merkt het, en draait terug.
alter role meedoen_gemeente set client_connection_check_interval = '2s';
alter role meedoen_taalschool set client_connection_check_interval = '2s';
alter role meedoen_maatschappelijke_partner set client_connection_check_interval = '2s';
alter role meedoen_antwoord set client_connection_check_interval = '2s';
alter role meedoen_leden set client_connection_check_interval = '2s';
alter role meedoen_toegang set client_connection_check_interval = '2s';
alter role meedoen_ontvanger set client_connection_check_interval = '2s';
alter role meedoen_relay set client_connection_check_interval = '2s';
alter role meedoen_zegel set client_connection_check_interval = '2s';
alter role meedoen_sleutels set client_connection_check_interval = '2s';
alter role meedoen_taalschool set default_transaction_isolation = 'read committed';
alter role meedoen_maatschappelijke_partner set default_transaction_isolation = 'read committed';
alter role meedoen_antwoord set default_transaction_isolation = 'read committed';
alter role meedoen_toegang set default_transaction_read_only = on;
-- Met de standaard van 4 leest de planner alle dossiers van een gemeente voor een pagina van vijftig.
alter role meedoen_gemeente set random_page_cost = 1.1;
alter role meedoen_taalschool set random_page_cost = 1.1;
alter role meedoen_maatschappelijke_partner set random_page_cost = 1.1;
alter role meedoen_antwoord set random_page_cost = 1.1;
