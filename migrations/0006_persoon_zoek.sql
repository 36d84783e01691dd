-- Zoeken op naam (ADR 0015): elk woord, elk paar woorden aaneen, en hoe zij klinken. Vooraf: het schema extensies met
-- fuzzystrmatch (`meedoen db voorbereiden`).

-- De delen van een genormaliseerde naam: elk woord, en elke twee woorden na elkaar aaneen (al hassan, alhassan).
-- `plaatsen` is een bit per woord; `tot` is de bovengrens van alles wat met dit deel begint, als kolom: rekenen in de
-- voorwaarde zelf is niet leakproof, en dan gebruikt PostgreSQL onder rijbeveiliging de index niet.
create function zoekdelen(p_naam text) returns table (plaatsen bigint, deel text, tot text)
  language sql immutable strict parallel safe rows 4
begin atomic
  with woord as (
    select 1::bigint << (w.nr - 1)::integer as plaats, w.woord, lead(w.woord) over (order by w.nr) as volgend
    from string_to_table(p_naam, ' ') with ordinality as w (woord, nr)
  ), deel as (
    select w.plaats as plaatsen, w.woord as deel from woord w
    union all
    select w.plaats | (w.plaats << 1), w.woord || w.volgend from woord w where w.volgend is not null
  )
  select d.plaatsen, d.deel, d.deel || chr(1114111) from deel d;
end;

-- Hoe een deel klinkt, in codes van Daitch en Mokotoff. Van een of twee letters is de code van van alles.
create function zoekklanken(p_deel text) returns setof text
  language sql immutable strict parallel safe rows 2
begin atomic
  select k.klank from unnest(extensies.daitch_mokotoff(p_deel)) as k (klank) where length(p_deel) > 2;
end;

-- Wat er van een naam in persoon_zoek staat: soort 1 de delen, soort 2 de klanken, elk op een genummerde plaats.
create function zoeksleutels(p_naam text) returns table (soort integer, nr integer, sleutel text)
  language sql immutable strict parallel safe rows 10
begin atomic
  with sleutel as (
    select 1 as soort, d.deel as sleutel from meedoen.zoekdelen(p_naam) d
    union
    select 2, k.klank from meedoen.zoekdelen(p_naam) d cross join lateral meedoen.zoekklanken(d.deel) as k (klank)
  )
  select s.soort, (row_number() over (partition by s.soort order by s.sleutel))::integer, s.sleutel from sleutel s;
end;
grant execute on function zoekdelen(text), zoekklanken(text), zoeksleutels(text) to meedoen_gemeente;

-- Een andere naam overschrijft de plaatsen van de vorige; een plaats die overblijft is leeg. Zo blijft er van een oude
-- naam niets staan, en hoeft niemand te kunnen verwijderen. `naam` is de volgorde van de treffers.
create table persoon_zoek (
  gemeente_id uuid not null,
  persoon_id uuid not null,
  soort integer not null check (soort in (1, 2)),
  nr integer not null check (nr > 0),
  sleutel text collate "C" not null,
  naam text collate "C" not null,
  primary key (gemeente_id, persoon_id, soort, nr),
  foreign key (gemeente_id, persoon_id) references persoon (gemeente_id, id),
  check (sleutel <> '' or naam = ''));
create index persoon_zoek_sleutel on persoon_zoek (gemeente_id, soort, sleutel, naam, persoon_id) where sleutel <> '';

alter table persoon_zoek enable row level security;
alter table persoon_zoek force row level security;
create policy gemeente on persoon_zoek to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu())
  with check (gemeente_id = meedoen.gemeente_nu());
grant select, insert, update on persoon_zoek to meedoen_gemeente;

-- Wie er al staat: naam_zoek is al genormaliseerd, een voorvoegsel zijn kleine letters met leestekens.
alter table persoon no force row level security;
alter table persoon_zoek no force row level security;
insert into persoon_zoek (gemeente_id, persoon_id, soort, nr, sleutel, naam)
select p.gemeente_id, p.id, z.soort, z.nr, z.sleutel, p.naam_zoek
from persoon p cross join lateral zoeksleutels(trim(regexp_replace(
  regexp_replace(lower(p.voorvoegsel), '[^[:alnum:]]+', ' ', 'g') || ' ' || p.naam_zoek, ' +', ' ', 'g'))) z
where p.naam_zoek <> '';
alter table persoon_zoek force row level security;
alter table persoon force row level security;

-- Op het begin van de hele naam zoekt niemand meer.
drop index persoon_naam;
