-- Wie overnames vastlegt, verzet of laat beginnen doet dat per gemeente om de beurt: twee die elkaar zouden vervangen
-- zien elkaar, ook in hetzelfde ogenblik. Een rij per gemeente, sinds de eerste; wie aan de beurt is
-- houdt haar vast tot de commit, en schrijft er niets in (het recht op bijwerken is er om haar vast te houden).
create table overname_beurt (
  gemeente_id uuid primary key references gemeente (id),
  eerste_op timestamptz not null);
alter table overname_beurt enable row level security;
alter table overname_beurt force row level security;
create policy gemeente_leest on overname_beurt for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on overname_beurt for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_wijzigt on overname_beurt for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu()) with check (gemeente_id = meedoen.gemeente_nu());
grant select, insert, update (eerste_op) on overname_beurt to meedoen_gemeente;
