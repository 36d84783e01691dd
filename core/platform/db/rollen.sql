-- De databaserollen van Meedoen. Eenmaal uit te voeren door een superuser, op PostgreSQL 16 of nieuwer;
-- herhalen mag. `meedoen db voorbereiden` drukt dit af of voert het uit, en zet daarna de wachtwoorden.
-- De rol zegt wat voor actor het is; instellingen zeggen alleen welke gemeente, organisatie en persoon.
-- Een instelling die ontbreekt geeft niets.

do $$
declare r text;
begin
  foreach r in array array['meedoen_eigenaar', 'meedoen_poort'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I nologin noinherit nobypassrls', r);
    end if;
  end loop;
  foreach r in array array['meedoen_gemeente', 'meedoen_taalschool', 'meedoen_toegang', 'meedoen_ontvanger',
                           'meedoen_relay', 'meedoen_zegel', 'meedoen_sleutels', 'meedoen_migratie'] loop
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
grant usage on schema meedoen to meedoen_gemeente, meedoen_taalschool, meedoen_toegang, meedoen_ontvanger,
  meedoen_relay, meedoen_zegel, meedoen_sleutels, meedoen_poort;
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
do $$ begin execute format('revoke temporary, create on database %I from public', current_database()); end $$;

alter role meedoen_gemeente set statement_timeout = '15s';
alter role meedoen_taalschool set statement_timeout = '5s';
alter role meedoen_toegang set statement_timeout = '5s';
alter role meedoen_ontvanger set statement_timeout = '5s';
alter role meedoen_relay set statement_timeout = '15s';
alter role meedoen_zegel set statement_timeout = '60s';
alter role meedoen_sleutels set statement_timeout = '60s';
alter role meedoen_gemeente set idle_in_transaction_session_timeout = '30s';
alter role meedoen_taalschool set idle_in_transaction_session_timeout = '15s';
alter role meedoen_toegang set idle_in_transaction_session_timeout = '15s';
alter role meedoen_ontvanger set idle_in_transaction_session_timeout = '15s';
alter role meedoen_relay set idle_in_transaction_session_timeout = '30s';
alter role meedoen_zegel set idle_in_transaction_session_timeout = '30s';
alter role meedoen_sleutels set idle_in_transaction_session_timeout = '30s';
-- Wie op een ander wacht houdt zelf ook rijen vast; dan liever snel nee (503, of later opnieuw) dan een file.
alter role meedoen_gemeente set lock_timeout = '5s';
alter role meedoen_taalschool set lock_timeout = '3s';
alter role meedoen_toegang set lock_timeout = '3s';
alter role meedoen_ontvanger set lock_timeout = '3s';
alter role meedoen_relay set lock_timeout = '5s';
alter role meedoen_zegel set lock_timeout = '5s';
alter role meedoen_sleutels set lock_timeout = '5s';
-- Een proces dat omviel terwijl zijn opdracht liep of wachtte: de server merkt het, en draait terug.
alter role meedoen_gemeente set client_connection_check_interval = '2s';
alter role meedoen_taalschool set client_connection_check_interval = '2s';
alter role meedoen_toegang set client_connection_check_interval = '2s';
alter role meedoen_ontvanger set client_connection_check_interval = '2s';
alter role meedoen_relay set client_connection_check_interval = '2s';
alter role meedoen_zegel set client_connection_check_interval = '2s';
alter role meedoen_sleutels set client_connection_check_interval = '2s';
alter role meedoen_taalschool set default_transaction_isolation = 'read committed';
alter role meedoen_taalschool set plan_cache_mode = force_generic_plan;
alter role meedoen_toegang set default_transaction_read_only = on;
-- Met de standaard van 4 leest de planner alle dossiers van een gemeente voor een pagina van vijftig.
alter role meedoen_gemeente set random_page_cost = 1.1;
alter role meedoen_taalschool set random_page_cost = 1.1;
