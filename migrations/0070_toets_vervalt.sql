-- Een leerbaarheidstoets die bij DUO is aangevraagd, vervalt als de leerroute van een andere gemeente blijkt vast te liggen
-- (art. 15 lid 4 Wi2021).
alter table leerbaarheidstoets drop constraint leerbaarheidstoets_status_check;
alter table leerbaarheidstoets
  add constraint leerbaarheidstoets_status_check check (status in ('aangevraagd', 'aangemeld', 'resultaat', 'vervallen'));
