-- Wie voor de persoon optreedt: tijd, bereik, bewijs, en waar een brief dan heen gaat (§18.4). Niets wordt gewist.
create table vertegenwoordiging (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  soort text not null check (soort in ('ouder', 'voogd', 'curator', 'bewindvoerder', 'mentor', 'gemachtigde')),
  naam text not null check (naam <> ''),
  adresregel1 text not null check (adresregel1 <> ''),
  adresregel2 text not null default '',
  adresregel3 text not null default '',
  telefoon text not null default '',
  vanaf date not null,
  tot date,
  onderwerpen jsonb not null default '[]' check (jsonb_typeof(onderwerpen) = 'array'),
  bron text not null check (bron <> ''),
  bewijs text not null default '',
  bewijs_gezien_op date,
  afschrift boolean not null default false,
  afschrift_motief text not null default '',
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  beeindigd_op date,
  beeindigd_reden text not null default '',
  versie integer not null default 1,
  gewijzigd_op timestamptz,
  gewijzigd_door uuid references medewerker (id),
  gewijzigd_bij text,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  check (tot >= vanaf),
  check (bewijs_gezien_op is null or bewijs <> ''),
  check (beeindigd_op is null or beeindigd_reden <> ''),
  check (soort = 'gemachtigde' or onderwerpen = '[]'));
create index vertegenwoordiging_dossier on vertegenwoordiging (gemeente_id, dossier_id);
create index vertegenwoordiging_loopt on vertegenwoordiging (gemeente_id, soort) where beeindigd_op is null;
alter table vertegenwoordiging enable row level security;
alter table vertegenwoordiging force row level security;
create policy gemeente_leest on vertegenwoordiging for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on vertegenwoordiging for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu()
              and beeindigd_op is null and gewijzigd_door is null);
create policy gemeente_wijzigt on vertegenwoordiging for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and beeindigd_op is null)
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is not distinct from meedoen.medewerker_nu());
grant select, insert, update (bewijs, bewijs_gezien_op, beeindigd_op, beeindigd_reden, versie, gewijzigd_op,
  gewijzigd_door, gewijzigd_bij) on vertegenwoordiging to meedoen_gemeente;

-- Een afschrift is zelf een brief, met een eigen bewijs van verzending; alleen de brief zelf maakt bekend.
-- Het adresboek zegt als wie iemand haar krijgt, langs welke weg, en waarom.
alter table brief
  add column afschrift_van uuid,
  add column aan text not null default 'persoon'
    check (aan in ('persoon', 'ouder', 'voogd', 'curator', 'bewindvoerder', 'mentor', 'gemachtigde')),
  add column voorgestelde_weg text not null default 'post' check (voorgestelde_weg in ('post', 'elektronisch')),
  add column adressering text not null default '',
  add foreign key (gemeente_id, afschrift_van) references brief (gemeente_id, id);
drop index brief_een_per_onderwerp;
create unique index brief_een_per_onderwerp on brief (gemeente_id, sjabloon, onderwerp_id)
  where status <> 'ingetrokken' and afschrift_van is null;
