-- Een verkeerd vastgelegde verzending is te verbeteren, met een motief; wat er stond blijft staan (C21). Wie een dag las
-- of te horen kreeg, houdt die: `tijdig_tot` wordt nooit eerder (PG-13).
alter table brief_verzending add column eerder_op date;
alter table brief_verzending add column motief text not null default '';
alter table brief_verzending add check ((eerder_op is null) = (motief = ''));
alter table brief add column tijdig_tot date;
grant update (tijdig_tot) on brief to meedoen_gemeente;
alter policy gemeente_wijzigt on brief
  using (gemeente_id = meedoen.gemeente_nu() and status in ('te_maken', 'gemaakt', 'verzonden'));
alter policy gemeente_wijzigt on besluit using (gemeente_id = meedoen.gemeente_nu());
alter table brief no force row level security;
update brief set tijdig_tot = (
  select max(t.einde) from termijn t where t.gemeente_id = brief.gemeente_id and t.dossier_id = brief.dossier_id
    and t.soort = 'BEZWAAR' and t.oorzaak_id = brief.onderwerp_id and t.status <> 'vervallen')
where status = 'verzonden';
alter table brief force row level security;

alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN', 'BEZWAARDAG_MELDEN'));
