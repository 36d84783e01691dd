-- Van wie naar een andere gemeente ging blijft het adres van voor de verhuizing staan, als wat het is: het nieuwe gaat
-- deze gemeente niet aan (I8), en naar het oude gaat geen brief meer.
alter table persoon drop constraint persoon_adressoort_check;
alter table persoon add constraint persoon_adressoort_check
  check (adressoort in ('geen', 'adres', 'locatie', 'buitenland', 'onbekend', 'verlaten', 'verhuisd'));
alter table eerder_adres drop constraint eerder_adres_adressoort_check;
alter table eerder_adres add constraint eerder_adres_adressoort_check
  check (adressoort in ('geen', 'adres', 'locatie', 'buitenland', 'onbekend', 'verlaten', 'verhuisd'));
-- Wie deze gemeente niet aangaat en geheimhouding heeft, staat elders ingeschreven; waar bewaart zij niet.
alter table persoon drop constraint persoon_inschrijving_gemeente_check;
alter table persoon add constraint persoon_inschrijving_gemeente_check
  check (inschrijving_gemeente ~ '^(GM[0-9]{4}|elders)?$');
