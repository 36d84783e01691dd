-- Namen en adressen die de BRP door andere verving (ADR 0054), met vanaf en tot wanneer voor zover bekend. Er komt
-- alleen bij. `vanaf` en `tot` zijn datums van de BRP en kunnen onvolledig zijn; `gelezen_op` en `vervangen_op` zijn de
-- lezingen waarin het voor het eerst, en waarin het niet meer zo stond.
alter table persoon
  add column adres_vanaf text not null default '' check (adres_vanaf ~ '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$'),
  add column naam_gelezen_op timestamptz,
  add column adres_gelezen_op timestamptz;

create table eerdere_naam (
  gemeente_id uuid not null,
  id uuid not null,
  persoon_id uuid not null,
  voornamen text not null,
  voorvoegsel text not null,
  geslachtsnaam text not null,
  naam text not null,
  aanschrijfnaam text not null,
  gelezen_op timestamptz,
  vervangen_op timestamptz not null,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, persoon_id) references persoon (gemeente_id, id));
create index eerdere_naam_persoon on eerdere_naam (gemeente_id, persoon_id);

create table eerder_adres (
  gemeente_id uuid not null,
  id uuid not null,
  persoon_id uuid not null,
  adressoort text not null check (adressoort in ('geen', 'adres', 'locatie', 'buitenland', 'onbekend', 'verlaten')),
  adresregel1 text not null,
  adresregel2 text not null,
  adresregel3 text not null,
  geheimhouding boolean not null,
  vanaf text not null check (vanaf ~ '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$'),
  tot text not null check (tot ~ '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$'),
  gelezen_op timestamptz,
  vervangen_op timestamptz not null,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, persoon_id) references persoon (gemeente_id, id));
create index eerder_adres_persoon on eerder_adres (gemeente_id, persoon_id);

do $$
declare t text;
begin
  foreach t in array array['eerdere_naam', 'eerder_adres'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy gemeente_leest on %I for select to meedoen_gemeente
      using (gemeente_id = meedoen.gemeente_nu())', t);
    execute format('create policy gemeente_begint on %I for insert to meedoen_gemeente
      with check (gemeente_id = meedoen.gemeente_nu())', t);
    execute format('grant select, insert on %I to meedoen_gemeente', t);
  end loop;
end $$;

-- Ook op een eerdere naam is iemand te vinden; `naam` blijft de volgorde, en is altijd de naam van nu. De index heeft
-- `eerder` erbij, zodat zoeken de tabel zelf niet hoeft te lezen.
alter table persoon_zoek add column eerder boolean not null default false,
  add constraint persoon_zoek_leeg_is_niet_eerder check (sleutel <> '' or not eerder);
drop index persoon_zoek_sleutel;
create index persoon_zoek_sleutel on persoon_zoek (gemeente_id, soort, sleutel, naam, persoon_id) include (eerder)
  where sleutel <> '';
