-- Wie terugkwam heeft een nieuwe zaak (ADR 0077). Wat een mens daarin overneemt uit de eerdere zegt van welke rij het
-- is, en met welke handeling. Zonder vreemde sleutel: de eerdere zaak gaat eerder weg dan deze.
alter table contactgegeven
  add column overgenomen_van uuid,
  add column overname_id uuid,
  add check ((overgenomen_van is null) = (overname_id is null));
alter table vertegenwoordiging
  add column overgenomen_van uuid,
  add column overname_id uuid,
  add check ((overgenomen_van is null) = (overname_id is null));
alter table briefadres
  add column overgenomen_van uuid,
  add column overname_id uuid,
  add check ((overgenomen_van is null) = (overname_id is null));
create index contactgegeven_overname on contactgegeven (gemeente_id, overname_id) where overname_id is not null;
create index vertegenwoordiging_overname on vertegenwoordiging (gemeente_id, overname_id) where overname_id is not null;
create index briefadres_overname on briefadres (gemeente_id, overname_id) where overname_id is not null;
