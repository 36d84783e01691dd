-- De context van een transactie staat in één instelling (ADR 0029): gemeente, organisatie, medewerker, doel en de
-- gemeenten waar de medewerker van een partner nu lid is, met een spatie ertussen. Wat er niet is, is leeg.
create or replace function gemeente_nu() returns uuid language sql stable parallel safe
  return nullif(split_part(current_setting('meedoen.context', true), ' ', 1), '')::uuid;
create or replace function organisatie_nu() returns uuid language sql stable parallel safe
  return nullif(split_part(current_setting('meedoen.context', true), ' ', 2), '')::uuid;
create or replace function medewerker_nu() returns uuid language sql stable parallel safe
  return nullif(split_part(current_setting('meedoen.context', true), ' ', 3), '')::uuid;
create or replace function doel_nu() returns text language sql stable parallel safe
  return nullif(split_part(current_setting('meedoen.context', true), ' ', 4), '');
-- Een lege tekst geeft een lege lijst, geen tekst geeft niets: geen van beide laat iets zien.
create function gemeenten_nu() returns uuid[] language sql stable parallel safe
  return string_to_array(split_part(current_setting('meedoen.context', true), ' ', 5), ',')::uuid[];
