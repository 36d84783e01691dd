-- Wie iets het laatst wijzigde, en wanneer: dat leest iemand die met een oudere versie komt (409). Leeg zolang er na
-- het ontstaan niets gewijzigd is; zonder medewerker was het een taak, na een lezing bij DUO of in de BRP.
-- `begeleiding` had dit al, als vastgelegd_op en vastgelegd_door.
do $$
declare t text;
begin
  foreach t in array array['dossier', 'werkitem', 'oproep', 'brede_intake', 'pip', 'toewijzing'] loop
    execute format('alter table %I add column gewijzigd_op timestamptz, add column gewijzigd_door uuid references medewerker (id)', t);
  end loop;
end $$;

-- De taalschool ziet dat haar toewijzing intussen gewijzigd is, niet door wie; haar eigen antwoord tekent zij.
grant select (gewijzigd_op) on toewijzing to meedoen_taalschool;
grant update (gewijzigd_op, gewijzigd_door) on toewijzing to meedoen_taalschool;
alter policy antwoord on toewijzing
  with check (organisatie_id = meedoen.organisatie_nu() and gemeente_id = meedoen.gemeente_nu()
              and status in ('aanvaard', 'geweigerd') and gewijzigd_door = meedoen.medewerker_nu());
