-- Wat er van een taalschool gevraagd wordt staat bij het aanbod: de leerroute, de uren en wanneer de lessen uiterlijk
-- beginnen. Meer heeft zij niet nodig om te antwoorden; wie het is leest zij pas als het haar leerling is (PG-20).
alter table toewijzing
  add column gevraagd_leerroute text check (gevraagd_leerroute in ('B', 'O', 'Z')),
  add column gevraagd_uren integer check (gevraagd_uren between 0 and 9999),
  add column gevraagd_start date,
  add constraint toewijzing_gevraagd check (
    (gevraagd_leerroute is null) = (gevraagd_start is null)
    and (gevraagd_leerroute is not null or gevraagd_uren is null)
    and (gevraagd_leerroute is null or doel = 'lesgeven' and inschrijving_bron is null));
grant select (gevraagd_leerroute, gevraagd_uren, gevraagd_start) on toewijzing to meedoen_taalschool;
