-- Hoe iemand bij een gemeente bekend is, staat bij die gemeente (ADR 0029): met zijn lidmaatschap vastgelegd, ook nog
-- te lezen als hij er weg is. `medewerker` is wie er inlogt, en is van niemand anders dan de deur.
create table collega (
  gemeente_id uuid not null references gemeente (id),
  medewerker_id uuid not null references medewerker (id),
  naam text not null,
  functie text not null default '',
  email text not null default '',
  telefoon text not null default '',
  primary key (gemeente_id, medewerker_id));
alter table collega enable row level security;
alter table collega force row level security;
create policy beheer on collega to meedoen_eigenaar using (true) with check (true);

insert into collega (gemeente_id, medewerker_id, naam, functie, email, telefoon)
select distinct l.gemeente_id, m.id, m.naam, m.functie, m.email, m.telefoon
from lidmaatschap l join medewerker m on m.id = l.medewerker_id;

drop policy collega on medewerker;
revoke select on medewerker from meedoen_gemeente;
alter table medewerker drop column naam, drop column functie, drop column email, drop column telefoon;

create policy gemeente on collega for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
grant select on collega to meedoen_gemeente;
