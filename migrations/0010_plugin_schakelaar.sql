-- Een plugin van een gemeente uit- en aanzetten zonder uitrol (ADR 0028). Alleen invoegen: de laatste regel geldt.
create table plugin_schakelaar (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  plugin text not null check (plugin ~ '^[a-z][a-z0-9_]{2,60}$'),
  stand text not null check (stand in ('aan', 'uit')),
  sinds timestamptz not null,
  door text not null check (length(door) between 1 and 200),
  reden text not null check (length(reden) between 1 and 500),
  primary key (gemeente_id, id));

alter table plugin_schakelaar enable row level security;
alter table plugin_schakelaar force row level security;
create policy gemeente on plugin_schakelaar to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu()) with check (gemeente_id = meedoen.gemeente_nu());
grant select, insert on plugin_schakelaar to meedoen_gemeente;
