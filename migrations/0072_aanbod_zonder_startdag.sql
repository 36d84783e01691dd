-- Alleen van een asielstatushouder is er een dag waarop een aanbod te laat is (art. 4.1 lid 1, onder g, Ri2021). Biedt het
-- college een ander een cursus aan (art. 3.14 lid 1 Bi2021), dan leest de school de leerroute en geen dag.
alter table toewijzing
  drop constraint toewijzing_gevraagd,
  add constraint toewijzing_gevraagd check (
    (gevraagd_leerroute is not null or (gevraagd_uren is null and gevraagd_start is null))
    and (gevraagd_leerroute is null or doel = 'lesgeven' and inschrijving_bron is null));
