-- Is een weigering ingetrokken, of een besluit dat de persoon niet kende, dan staat zijn verzoek om ontheffing weer open
-- (PG-9, art. 4:13 Awb). Wat beslist is blijft verder: alleen met het doel intrekken, en met dat doel niets anders.
alter policy intrekken on lbt_ontheffing
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'intrekken'
              and gewijzigd_door = meedoen.medewerker_nu()
              and (status = 'besluit_ingetrokken'
                   or status = 'loopt' and initiatief = 'VERZOEK' and besluit_id is null));
-- Op een verzoek dat weer openstaat wordt opnieuw besloten: hetzelfde soort besluit kan er dan nog eens op komen. Dat er
-- maar één tegelijk geldt, houdt de status van het verzoek.
drop index besluit_eerste;
create unique index besluit_eerste on besluit (gemeente_id, soort, onderwerp_id)
  where vervangt is null and soort not in ('B03', 'B10');
