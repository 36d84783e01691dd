-- Wie namens het college welk besluit neemt (afd. 10.1.1 Awb): een medewerker of een functie, krachtens welk
-- mandaatbesluit, van wanneer tot wanneer. Niets wordt gewist; wie een mandaat opneemt krijgt het niet zelf.
create table mandaat (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  besluit text not null check (besluit in (
    'B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B09', 'B10', 'B11', 'B12', 'B13', 'B14', 'B15', 'B16',
    'B17', 'B18', 'B19', 'B20', 'B21', 'B22', 'B23', 'B24', 'B25', 'B26', 'B27', 'B28', 'SAMENVOEGING')),
  houder_id uuid references medewerker (id),
  functie text not null default '',
  groep text check (groep in ('ASIEL', 'GEZIN_EN_OVERIG')),
  beperking text not null default '',
  mandaatbesluit_nummer text not null check (mandaatbesluit_nummer <> ''),
  mandaatbesluit_datum date not null,
  vanaf date not null,
  tot date,
  mag_doorgeven boolean not null default false,
  ondermandaat_van uuid,
  herkomst text not null check (herkomst in ('bron', 'seed', 'illustratief')),
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid references medewerker (id),
  vastgelegd_namens text not null default '',
  ingetrokken_op date,
  ingetrokken_motief text not null default '',
  ingetrokken_door uuid references medewerker (id),
  ingetrokken_namens text not null default '',
  primary key (gemeente_id, id),
  foreign key (gemeente_id, ondermandaat_van) references mandaat (gemeente_id, id),
  check ((houder_id is null) = (functie <> '')),
  check (vanaf >= mandaatbesluit_datum),
  check (tot >= vanaf));
create index mandaat_besluit on mandaat (gemeente_id, besluit);
alter table mandaat enable row level security;
alter table mandaat force row level security;
create policy gemeente_leest on mandaat for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on mandaat for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door is not distinct from meedoen.medewerker_nu()
              and (houder_id is null or houder_id is distinct from meedoen.medewerker_nu())
              and ingetrokken_op is null and ingetrokken_door is null);
create policy gemeente_wijzigt on mandaat for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and ingetrokken_op is null)
  with check (gemeente_id = meedoen.gemeente_nu() and ingetrokken_op is not null
              and ingetrokken_door is not distinct from meedoen.medewerker_nu());
grant select, insert, update (ingetrokken_op, ingetrokken_motief, ingetrokken_door, ingetrokken_namens) on mandaat
  to meedoen_gemeente;

-- Waarop wie besliste dat mocht: een mandaat, of een besluit van het orgaan zelf (art. 10:7 Awb). Nooit allebei.
alter table besluit add column mandaat_id uuid;
alter table besluit add column college_nummer text not null default '';
alter table besluit add column college_datum date;
alter table besluit add foreign key (gemeente_id, mandaat_id) references mandaat (gemeente_id, id);
alter table besluit add check ((college_nummer <> '') = (college_datum is not null));
alter table besluit add check (mandaat_id is null or college_nummer = '');
