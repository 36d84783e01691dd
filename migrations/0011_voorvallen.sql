-- Een stap reageert in dezelfde transactie op wat er gebeurde (ADR 0033). Een rij onthoudt bij welk voorval zij wijzigde;
-- wat liep en ophoudt krijgt een eigen eindstand.
alter table dossier add column gewijzigd_bij text check (gewijzigd_bij ~ '^[a-z-]+$');
alter table werkitem add column gewijzigd_bij text check (gewijzigd_bij ~ '^[a-z-]+$');
alter table oproep add column gewijzigd_bij text check (gewijzigd_bij ~ '^[a-z-]+$');
alter table brede_intake add column gewijzigd_bij text check (gewijzigd_bij ~ '^[a-z-]+$');
alter table pip add column gewijzigd_bij text check (gewijzigd_bij ~ '^[a-z-]+$');
alter table toewijzing add column gewijzigd_bij text check (gewijzigd_bij ~ '^[a-z-]+$');

-- Een oproep van voor een onderbreking van de plicht telt niet meer mee (PG-4); een open oproep vervalt.
alter table oproep add column vervallen_op date;
alter table oproep drop constraint oproep_uitkomst_check;
alter table oproep add constraint oproep_uitkomst_check check (uitkomst in (
  'OPEN', 'VERSCHENEN', 'AFGEMELD', 'NIET_VERSCHENEN', 'ONVOLDOENDE_MEDEWERKING', 'VERVALLEN'));

alter table pip drop constraint pip_status_check;
alter table pip add constraint pip_status_check check (status in ('concept', 'vastgesteld', 'vervangen', 'vervallen'));
alter table pip drop constraint pip_check;
alter table pip add constraint pip_check check ((status in ('concept', 'vervallen')) = (vastgesteld_op is null));

alter table brief drop constraint brief_status_check;
alter table brief add constraint brief_status_check check (status in ('te_maken', 'gemaakt', 'verzonden', 'ingetrokken'));

alter table duo_melding drop constraint duo_melding_status_check;
alter table duo_melding add constraint duo_melding_status_check check (status in (
  'te_verzenden', 'verzonden', 'bevestigd', 'afgewezen', 'ingetrokken'));

-- Eén lopende termijn per soort en oorzaak: twee besluiten hebben elk hun eigen bezwaartermijn.
alter table termijn add column oorzaak_id uuid;
drop index termijn_een_lopende;
create unique index termijn_een_lopende on termijn (gemeente_id, dossier_id, soort, start_gebeurtenis, oorzaak_id)
  nulls not distinct where status in ('lopend', 'andere_lezing');
