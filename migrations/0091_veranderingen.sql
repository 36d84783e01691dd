-- Wat er met een toewijzing gebeurt, leest het eigen systeem van de organisatie als regel (ADR 0095). Er staat niets van
-- een persoon in. Een regel wordt leesbaar met haar nummer, dat zij na de commit krijgt.
create table verandering (
  gemeente_id uuid not null,
  id uuid not null,
  organisatie_id uuid not null,
  toewijzing_id uuid not null,
  soort text not null check (soort in ('aangeboden', 'aanvaard', 'wacht', 'geweigerd', 'beeindigd', 'gewijzigd')),
  ontstaan_op timestamptz not null default statement_timestamp(),
  nummer integer check (nummer > 0),
  primary key (gemeente_id, id),
  foreign key (gemeente_id, toewijzing_id) references toewijzing (gemeente_id, id));
create unique index verandering_nummer on verandering (gemeente_id, organisatie_id, nummer);
create index verandering_toewijzing on verandering (gemeente_id, toewijzing_id);
alter table verandering enable row level security;
alter table verandering force row level security;

create policy gemeente_leest on verandering for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on verandering for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and nummer is null);
create policy gemeente_nummert on verandering for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and nummer is null)
  with check (gemeente_id = meedoen.gemeente_nu() and nummer is not null);
grant select, insert, update (nummer) on verandering to meedoen_gemeente;
create policy taalschool on verandering for select to meedoen_taalschool
  using (organisatie_id = meedoen.organisatie_nu() and gemeente_id = any(meedoen.gemeenten_nu()) and nummer is not null);
create policy maatschappelijke_partner on verandering for select to meedoen_maatschappelijke_partner
  using (organisatie_id = meedoen.organisatie_nu() and gemeente_id = any(meedoen.gemeenten_nu()) and nummer is not null);
grant select on verandering to meedoen_taalschool, meedoen_maatschappelijke_partner;
