-- De ontheffing van de leerbaarheidstoets is een besluit (PG-9). Wat er over de gezondheid bij hoort staat versleuteld in
-- een eigen tabel, alleen voor wie met het doel brede intake komt. De dag die eerder in de brede intake getypt werd
-- (brede_intake.lbt_ontheffing_besloten_op) blijft leesbaar en wordt niet meer geschreven; zij telt alleen nog voor een
-- intake die er toen mee is afgerond.
create table lbt_ontheffing (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  initiatief text not null check (initiatief in ('VERZOEK', 'AMBTSHALVE')),
  gevraagd_op date not null,
  status text not null check (status in ('loopt', 'verleend', 'geweigerd', 'ingetrokken', 'vervallen')),
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  besluit_id uuid,
  besloten_op date,
  besloten_door uuid references medewerker (id),
  toelichting text not null default '',
  versie integer not null default 1,
  gewijzigd_op timestamptz,
  gewijzigd_door uuid references medewerker (id),
  gewijzigd_bij text,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  check ((status in ('verleend', 'geweigerd')) = (besluit_id is not null)),
  check ((besluit_id is null) = (besloten_op is null) and (besluit_id is null) = (besloten_door is null)));
create unique index lbt_ontheffing_een on lbt_ontheffing (gemeente_id, dossier_id) where status = 'loopt';
create index lbt_ontheffing_dossier on lbt_ontheffing (gemeente_id, dossier_id);
alter table lbt_ontheffing enable row level security;
alter table lbt_ontheffing force row level security;
create policy gemeente_leest on lbt_ontheffing for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on lbt_ontheffing for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu() and status = 'loopt'
              and besloten_door is null and gewijzigd_door is null);
-- Wat beslist is blijft. Beslissen en intrekken doet een mens; vervallen kan ook zonder.
create policy gemeente_wijzigt on lbt_ontheffing for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status = 'loopt')
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is not distinct from meedoen.medewerker_nu()
              and (status = 'vervallen' and besloten_door is null
                   or status = 'ingetrokken' and besloten_door is null and gewijzigd_door is not null
                   or status in ('verleend', 'geweigerd') and besloten_door = meedoen.medewerker_nu()));
grant select, insert,
  update (status, besluit_id, besloten_op, besloten_door, toelichting, versie, gewijzigd_op, gewijzigd_door, gewijzigd_bij)
  on lbt_ontheffing to meedoen_gemeente;

create table lbt_ontheffing_grond (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  cijfer bytea not null,
  sleutelversie integer not null,
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  primary key (gemeente_id, id),
  foreign key (gemeente_id, id) references lbt_ontheffing (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create index lbt_ontheffing_grond_dossier on lbt_ontheffing_grond (gemeente_id, dossier_id);
alter table lbt_ontheffing_grond enable row level security;
alter table lbt_ontheffing_grond force row level security;
create policy gemeente on lbt_ontheffing_grond to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'brede_intake')
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'brede_intake'
              and vastgelegd_door = meedoen.medewerker_nu());
create policy sleutels on lbt_ontheffing_grond to meedoen_sleutels
  using (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'beveiliging')
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'beveiliging');
grant select, insert, update (cijfer, sleutelversie, vastgelegd_op, vastgelegd_door)
  on lbt_ontheffing_grond to meedoen_gemeente;
grant select (gemeente_id, id, cijfer, sleutelversie), update (cijfer, sleutelversie)
  on lbt_ontheffing_grond to meedoen_sleutels;

alter table duo_melding drop constraint duo_melding_soort_check;
alter table duo_melding add constraint duo_melding_soort_check check (soort in ('U01', 'U03', 'U05'));
alter table termijn drop constraint termijn_soort_check;
alter table termijn add constraint termijn_soort_check check (soort in (
  'PIP_A', 'PIP_B', 'PIP_C', 'PIP_D', 'INTAKE_O1', 'INTAKE_O2', 'INTAKE_O3', 'BESLIS_AANVRAAG', 'TERMIJN', 'ROUTE_18M',
  'BEZWAAR', 'BOB', 'BOB_VERDAAGD', 'BETALING', 'AANMANING', 'ONDERBREKING'));
alter table termijnverschuiving drop constraint termijnverschuiving_soort_check;
alter table termijnverschuiving add constraint termijnverschuiving_soort_check check (soort in (
  'PIP_A', 'PIP_B', 'PIP_C', 'PIP_D', 'INTAKE_O1', 'INTAKE_O2', 'INTAKE_O3', 'BESLIS_AANVRAAG', 'TERMIJN', 'ROUTE_18M',
  'BEZWAAR', 'BOB', 'BOB_VERDAAGD', 'BETALING', 'AANMANING', 'ONDERBREKING'));
alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN', 'BEZWAARDAG_MELDEN',
  'ONTHEFFING_BESLISSEN'));
