-- Een oproep telt pas als zij verzonden is (PG-1), een gemiste afspraak is nog geen gemiste termijn (PG-2), en het
-- college beantwoordt de boetevraag (PG-7). Wat er met een oproep gebeurde, staat in een eigen tabel waar alleen bij komt.
alter table oproep add column opgesteld_op date;
update oproep set opgesteld_op = verzonden_op;
alter table oproep alter column opgesteld_op set not null;
alter table oproep alter column verzonden_op drop not null;
update oproep set verzonden_op = (select max(b.verzonden_op) from brief b
  where b.gemeente_id = oproep.gemeente_id and b.onderwerp_id = oproep.id);
alter table oproep add constraint oproep_verzonden_check check (verzonden_op >= opgesteld_op);
alter table oproep add column kortere_termijn text not null default '';

alter table oproep drop constraint oproep_uitkomst_check;
update oproep set uitkomst = case uitkomst when 'NIET_VERSCHENEN' then 'TERMIJN_GEMIST' when 'AFGEMELD' then 'INGETROKKEN'
  else uitkomst end;
alter table oproep add constraint oproep_uitkomst_check check (uitkomst in (
  'OPEN', 'VERSCHENEN', 'TE_LAAT_VERSCHENEN', 'TERMIJN_GEMIST', 'KOMST_GEWEIGERD', 'ONVOLDOENDE_MEDEWERKING',
  'INGETROKKEN', 'VERVALLEN'));
grant update (verzonden_op, afspraak_op, plaats) on oproep to meedoen_gemeente;
-- Wie kwam kan nog onvoldoende meewerken, en wie niet kwam kan nog komen; wat ingetrokken of vervallen is, blijft dat.
-- Wat iemand wordt aangerekend, legt een mens vast.
alter policy gemeente_wijzigt on oproep
  using (gemeente_id = meedoen.gemeente_nu() and uitkomst not in ('INGETROKKEN', 'VERVALLEN'))
  with check (gemeente_id = meedoen.gemeente_nu()
              and (gewijzigd_door = meedoen.medewerker_nu()
                   or uitkomst in ('OPEN', 'VERSCHENEN', 'TE_LAAT_VERSCHENEN', 'VERVALLEN')
                      and gewijzigd_door is not distinct from meedoen.medewerker_nu()));

create table oproepgebeurtenis (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  oproep_id uuid not null,
  soort text not null check (soort in (
    'VERZONDEN', 'AFSPRAAK_GEMIST', 'AFSPRAAK_AFGEZEGD', 'AFSPRAAK_VERZET', 'UITKOMST', 'BOETEVRAAG', 'INGETROKKEN')),
  op date not null,
  toelichting text not null default '',
  verzoek jsonb,
  boetevraag jsonb,
  vastgelegd_door uuid references medewerker (id),
  vastgelegd_op timestamptz not null,
  primary key (gemeente_id, id),
  check (vastgelegd_door is not null or soort = 'VERZONDEN'),
  foreign key (gemeente_id, oproep_id) references oproep (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  check ((soort = 'BOETEVRAAG') = (boetevraag is not null)),
  check (verzoek is null or soort = 'UITKOMST'));
create index oproepgebeurtenis_dossier on oproepgebeurtenis (gemeente_id, dossier_id);
alter table oproepgebeurtenis enable row level security;
alter table oproepgebeurtenis force row level security;
create policy gemeente_leest on oproepgebeurtenis for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on oproepgebeurtenis for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door is not distinct from meedoen.medewerker_nu());
grant select, insert on oproepgebeurtenis to meedoen_gemeente;

-- Gehaald is een termijn alleen als haar eigen handeling op tijd kwam (PG-11).
alter table termijn drop constraint termijn_status_check;
alter table termijn add constraint termijn_status_check check (status in (
  'lopend', 'andere_lezing', 'gehaald', 'te_laat', 'gemist', 'vervallen'));
alter policy gemeente_wijzigt on termijn
  using (gemeente_id = meedoen.gemeente_nu() and status in ('lopend', 'andere_lezing', 'gemist'))
  with check (gemeente_id = meedoen.gemeente_nu() and status in ('gehaald', 'te_laat', 'gemist', 'vervallen'));
update termijn set oorzaak_id = o.id from oproep o
  where o.gemeente_id = termijn.gemeente_id and o.dossier_id = termijn.dossier_id and termijn.oorzaak_id is null
    and termijn.soort = 'INTAKE_O' || least(o.nummer, 3) and termijn.start = o.opgesteld_op
    and termijn.einde = o.termijn_tot;

alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN'));
