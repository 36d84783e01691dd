-- De dag waarop DUO meldde dat iemand met een PIP van een andere gemeente hier kwam wonen (SS121): dan lopen de tien
-- weken van art. 5.3 lid 3 Bi2021.
alter table dossier add column ss121_op date;

-- Wat DUO over een persoon besliste of vaststelde, een rij per gegeven, met de dag waarop het gelezen is: voor de stap
-- die er iets mee doet. Van een ontheffing staat de grond er niet in (die kan over gezondheid gaan). Een rij wijzigt
-- niet; staat het gegeven niet meer bij DUO, dan zegt vervallen_op sinds wanneer wij dat weten.
create table duo_gegeven (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  bron text not null check (bron in ('inburgeringsplicht', 'doelgroep', 'inburgeringstermijn', 'pip',
    'leerbaarheidstoets', 'examen', 'vrijstelling', 'ontheffing', 'verlenging', 'boete', 'gebeurtenis')),
  soort text not null check (soort in ('EXAMEN', 'GRATIS_POGING', 'GEHELE_VRIJSTELLING', 'TIJDELIJKE_VRIJSTELLING',
    'GEDEELTELIJKE_VRIJSTELLING', 'GEHELE_ONTHEFFING', 'GEDEELTELIJKE_ONTHEFFING', 'VERLENGING', 'BOETE',
    'TERMIJNEINDE', 'PIP', 'GEBEURTENIS', 'ONLEESBAAR')),
  dag date,
  besloten_op date,
  vanaf date,
  tot date,
  waarde text not null default '',
  onderdeel text not null default '',
  niveau text not null default '',
  reden text not null default '',
  aantal integer,
  gelezen_op timestamptz not null,
  vervallen_op timestamptz,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create index duo_gegeven_dossier on duo_gegeven (gemeente_id, dossier_id);
alter table duo_gegeven enable row level security;
alter table duo_gegeven force row level security;
create policy gemeente_leest on duo_gegeven for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on duo_gegeven for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vervallen_op is null);
create policy gemeente_wijzigt on duo_gegeven for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and vervallen_op is null)
  with check (gemeente_id = meedoen.gemeente_nu() and vervallen_op is not null);
grant select, insert, update (vervallen_op) on duo_gegeven to meedoen_gemeente;
