-- Wat er met een toewijzing gebeurt, stuurt Meedoen naar het adres dat de beheerder van de organisatie opgaf (ADR 0101).
-- Een webhook leest de regels van `verandering`, en houdt bij tot welk nummer er bezorgd is. Het geheim waarmee
-- ondertekend wordt staat nergens: het volgt uit de sleutels van het huis.
create table webhook (
  gemeente_id uuid not null,
  id uuid not null,
  organisatie_id uuid not null,
  naam text not null,
  adres text not null,
  status text not null check (status in ('aangemeld', 'actief', 'stil', 'ingetrokken')),
  reden text not null default '' check (reden in ('', 'geen_toestemming', 'weg', 'geen_antwoord')),
  tot integer check (tot >= 0),
  pogingen integer not null default 0 check (pogingen >= 0),
  mislukt_sinds timestamptz,
  wacht_tot timestamptz,
  aangemeld_op timestamptz not null,
  aangemeld_door uuid not null,
  ingetrokken_op timestamptz,
  primary key (gemeente_id, id),
  check (status <> 'actief' or tot is not null),
  check ((reden <> '') = (status = 'stil')),
  check ((ingetrokken_op is not null) = (status = 'ingetrokken')));
create index webhook_organisatie on webhook (gemeente_id, organisatie_id);
alter table webhook enable row level security;
alter table webhook force row level security;

-- Elke regel die naar een webhook ging of wilde, met wat de laatste keer het antwoord was (0: er kwam niets bruikbaars).
create table webhook_levering (
  gemeente_id uuid not null,
  webhook_id uuid not null,
  nummer integer not null check (nummer > 0),
  organisatie_id uuid not null,
  pogingen integer not null check (pogingen > 0),
  antwoord integer not null check (antwoord between 0 and 599),
  eerst_op timestamptz not null,
  laatst_op timestamptz not null,
  bezorgd_op timestamptz,
  primary key (gemeente_id, webhook_id, nummer));
alter table webhook_levering enable row level security;
alter table webhook_levering force row level security;

create policy beheerder on webhook to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and organisatie_id = meedoen.organisatie_nu())
  with check (gemeente_id = meedoen.gemeente_nu() and organisatie_id = meedoen.organisatie_nu());
grant select, insert, update (status, reden, tot, pogingen, mislukt_sinds, wacht_tot, ingetrokken_op)
  on webhook to meedoen_leden;
create policy beheerder_leest on webhook_levering for select to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and organisatie_id = meedoen.organisatie_nu());
grant select on webhook_levering to meedoen_leden;

create policy gemeente_leest on webhook for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_bezorgt on webhook for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status in ('aangemeld', 'actief'))
  with check (gemeente_id = meedoen.gemeente_nu() and status in ('aangemeld', 'actief', 'stil'));
grant select, update (status, reden, tot, pogingen, mislukt_sinds, wacht_tot) on webhook to meedoen_gemeente;
create policy gemeente on webhook_levering to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu()) with check (gemeente_id = meedoen.gemeente_nu());
grant select, insert, update (pogingen, antwoord, laatst_op, bezorgd_op) on webhook_levering to meedoen_gemeente;

create policy beheerder_bezorgt on outbox for insert to meedoen_leden
  with check (gemeente_id = meedoen.gemeente_nu() and soort in ('verandering.vraag', 'verandering.bezorg') and status = 'nieuw'
              and pogingen = 0 and inhoud = '{}' and fout = '' and aangeboden_op is null and bezig_tot is null
              and klaar_op is null and buur is null and begonnen_op is null and reeks = onderwerp_id
              and niet_voor <= statement_timestamp() + interval '1 minute'
              and ontstaan_op between statement_timestamp() - interval '1 minute'
                                  and statement_timestamp() + interval '1 minute');
