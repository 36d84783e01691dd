-- Hoe iemand te bereiken is, en wanneer er contact was. Niets wordt gewist: een nieuw gegeven trekt het vorige in, en
-- een verbetering van een moment is een nieuw moment waar het oude naar wijst.
create table contactgegeven (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  soort text not null check (soort in ('telefoon', 'email', 'taal', 'leest', 'tolk', 'tolk_taal', 'tolk_dialect',
    'tolk_wens', 'voorkeur', 'elektronisch_traject', 'elektronisch_geld', 'elektronisch_bezwaar')),
  waarde text not null check (waarde <> ''),
  bron text not null check (bron in ('persoon', 'vertegenwoordiger', 'coa', 'organisatie', 'anders')),
  toelichting text not null default '',
  sinds date not null,
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  ingetrokken_op timestamptz,
  ingetrokken_door uuid references medewerker (id),
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  check (ingetrokken_op is not null or ingetrokken_door is null),
  check (soort not like 'elektronisch%' or bron = 'persoon'));
create unique index contactgegeven_een on contactgegeven (gemeente_id, dossier_id, soort) where ingetrokken_op is null;
create index contactgegeven_dossier on contactgegeven (gemeente_id, dossier_id);
alter table contactgegeven enable row level security;
alter table contactgegeven force row level security;
create policy gemeente_leest on contactgegeven for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on contactgegeven for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu()
              and ingetrokken_op is null and ingetrokken_door is null);
create policy gemeente_wijzigt on contactgegeven for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and ingetrokken_op is null)
  with check (gemeente_id = meedoen.gemeente_nu() and ingetrokken_door is not distinct from meedoen.medewerker_nu());
grant select, insert, update (ingetrokken_op, ingetrokken_door) on contactgegeven to meedoen_gemeente;

create table contactmoment (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  wijze text not null check (wijze in ('telefoon', 'balie', 'email', 'huisbezoek', 'via_organisatie')),
  op timestamptz not null,
  bereikt boolean not null,
  notitie text not null check (notitie <> ''),
  afspraak text not null default '',
  opvolgen_op date,
  opgevolgd_op timestamptz,
  opgevolgd_door uuid references medewerker (id),
  opvolging text not null default '',
  motief text not null default '',
  verbeterd_door uuid,
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  foreign key (gemeente_id, verbeterd_door) references contactmoment (gemeente_id, id),
  check (opvolgen_op is null or afspraak <> ''),
  check ((opgevolgd_op is null) = (opgevolgd_door is null)),
  check (opgevolgd_op is null or opvolging <> ''));
create index contactmoment_lijst on contactmoment (gemeente_id, dossier_id, op desc, id desc);
alter table contactmoment enable row level security;
alter table contactmoment force row level security;
create policy gemeente_leest on contactmoment for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on contactmoment for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu()
              and verbeterd_door is null and opgevolgd_door is null);
create policy gemeente_wijzigt on contactmoment for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and verbeterd_door is null)
  with check (gemeente_id = meedoen.gemeente_nu()
              and (opgevolgd_door is null or opgevolgd_door = meedoen.medewerker_nu() or verbeterd_door is not null));
grant select, insert, update (opgevolgd_op, opgevolgd_door, opvolging, verbeterd_door)
  on contactmoment to meedoen_gemeente;

alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN', 'BEZWAARDAG_MELDEN',
  'ONTHEFFING_BESLISSEN', 'CONTACT_OPVOLGEN'));
