-- De eerste lijn: van de notificatie van DUO tot een vastgesteld PIP.
-- Eigenaren: gemeente_id leidt elke sleutel van wat een gemeente heeft; platformtabellen staan op een lijst (test).

-- Context: SQL-standaardlichamen, bij aanmaken opgelost en toch ingevoegd in het plan.
create function gemeente_nu() returns uuid language sql stable parallel safe
  return nullif(current_setting('meedoen.gemeente_id', true), '')::uuid;
create function organisatie_nu() returns uuid language sql stable parallel safe
  return nullif(current_setting('meedoen.organisatie_id', true), '')::uuid;
create function medewerker_nu() returns uuid language sql stable parallel safe
  return nullif(current_setting('meedoen.medewerker_id', true), '')::uuid;
create function doel_nu() returns text language sql stable parallel safe
  return nullif(current_setting('meedoen.doel', true), '');
grant execute on function gemeente_nu(), organisatie_nu(), medewerker_nu(), doel_nu()
  to meedoen_gemeente, meedoen_taalschool, meedoen_toegang, meedoen_ontvanger, meedoen_relay, meedoen_poort;

-- ── Platform ────────────────────────────────────────────────────────────────────────────────────────
create table gemeente (
  id uuid primary key,
  cbs_code text not null unique check (cbs_code ~ '^GM[0-9]{4}$'),
  naam text not null,
  oin text not null unique check (oin ~ '^[0-9]{20}$'));
create table organisatie (
  id uuid primary key,
  soort text not null check (soort in ('taalschool')),
  naam text not null,
  instellingsnummer text not null unique check (length(instellingsnummer) = 10));
create table medewerker (
  id uuid primary key,
  uitgever text not null,
  onderwerp text not null,
  naam text not null,
  functie text not null default '',
  email text not null default '',
  telefoon text not null default '',
  unique (uitgever, onderwerp));
create table klok (
  een boolean primary key default true check (een),
  verschuiving bigint not null default 0);
insert into klok default values;
create table duo_geweigerd (
  id uuid primary key,
  ontvangen_op timestamptz not null default clock_timestamp(),
  reden text not null check (reden in ('onbekend_doel', 'onbekende_afzender', 'misvormd', 'te_groot')),
  bron text not null check (length(bron) <= 64),
  doel text not null check (length(doel) <= 64),
  bericht_id text not null check (length(bericht_id) <= 64),
  omvang integer not null,
  sha256 bytea not null);

-- ── Wie werkt waar ──────────────────────────────────────────────────────────────────────────────────
create table lidmaatschap (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  medewerker_id uuid not null references medewerker (id),
  organisatie_id uuid references organisatie (id),
  rol text not null check (rol in ('klantmanager', 'teamleider', 'taalschool_medewerker', 'systeem')),
  vanaf timestamptz not null default clock_timestamp(),
  tot timestamptz,
  ingetrokken_op timestamptz,
  primary key (gemeente_id, id),
  check ((rol = 'taalschool_medewerker') = (organisatie_id is not null)));
create index lidmaatschap_medewerker on lidmaatschap (medewerker_id, gemeente_id);

-- ── Dossier ─────────────────────────────────────────────────────────────────────────────────────────
create table persoon (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  voornamen text not null default '',
  voorvoegsel text not null default '',
  geslachtsnaam text not null default '',
  naam_zoek text collate "C" not null default '',
  geboortedatum text not null default '' check (geboortedatum ~ '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$'),
  straat text not null default '',
  huisnummer text not null default '',
  postcode text not null default '',
  plaats text not null default '',
  geheimhouding boolean not null default false,
  overleden_op date,
  inschrijving_op date,
  brp_gelezen_op timestamptz,
  versie integer not null default 1,
  primary key (gemeente_id, id));
create index persoon_naam on persoon (gemeente_id, naam_zoek, id);

-- BSN en V-nummer staan nergens anders: versleuteld, met een blinde index om op te zoeken.
create table persoon_nummer (
  gemeente_id uuid not null,
  persoon_id uuid not null,
  soort text not null check (soort in ('bsn', 'vnummer')),
  cijfer bytea not null,
  sleutelversie integer not null,
  bidx bytea not null,
  primary key (gemeente_id, persoon_id, soort),
  unique (gemeente_id, soort, sleutelversie, bidx),
  foreign key (gemeente_id, persoon_id) references persoon (gemeente_id, id));

create table dossier (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  persoon_id uuid not null,
  kenmerk text not null check (kenmerk ~ '^INB-[0-9A-HJKMNP-TV-Z]{8}$'),
  fase text not null,
  doelgroep text check (doelgroep in ('ASIEL', 'GEZIN_EN_OVERIG')),
  fijne_doelgroep text,
  leerroute text check (leerroute in ('B', 'O', 'Z')),
  intensiteit integer,
  derde_partij text not null default '',
  derde_wat text not null default '',
  derde_onmisbaar text not null default '',
  derde_gevraagd_op date,
  derde_ontvangen_op date,
  behandelaar_id uuid references medewerker (id),
  plicht_vanaf date,
  plicht_tot date,
  reden_geen_plicht text,
  kennisgeving_op date,
  ss139_op date,
  vestiging_op date,
  ss120_op date,
  gekozen_regel text check (gekozen_regel in ('A', 'B', 'B_BRP')),
  gekozen_motief text not null default '',
  gekozen_door uuid references medewerker (id),
  termijn_van date,
  termijn_tot date,
  let_op text not null default '',
  geopend_op timestamptz not null,
  versie integer not null default 1,
  primary key (gemeente_id, id),
  unique (gemeente_id, persoon_id),
  unique (gemeente_id, kenmerk),
  foreign key (gemeente_id, persoon_id) references persoon (gemeente_id, id));
create index dossier_behandelaar on dossier (gemeente_id, behandelaar_id, id);

create table termijn (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  soort text not null,
  start date not null,
  start_gebeurtenis text not null,
  ruw_einde date not null,
  einde date not null,
  atw boolean not null,
  grond text not null,
  uitleg jsonb not null,
  besluit_bekend boolean not null,
  bron text not null check (bron in ('recht', 'duo', 'college')),
  status text not null check (status in ('lopend', 'andere_lezing', 'gehaald', 'vervallen')),
  recht_versie text not null,
  bepaald_op timestamptz not null,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create unique index termijn_een_lopende on termijn (gemeente_id, dossier_id, soort, start_gebeurtenis)
  where status in ('lopend', 'andere_lezing');
create index termijn_dossier on termijn (gemeente_id, dossier_id);

-- De werkvoorraad: wat er te doen is, voor wie, voor wanneer, volgens welk artikel.
create table werkitem (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  dossier_id uuid,
  termijn_id uuid,
  soort text not null,
  omschrijving text not null,
  grond text not null,
  vervaldatum date not null default 'infinity',
  status text not null default 'open' check (status in ('open', 'afgehandeld', 'vervallen')),
  sleutel text not null,
  behandelaar_id uuid references medewerker (id),
  ontstaan_op timestamptz not null,
  afgehandeld_op timestamptz,
  afgehandeld_door uuid references medewerker (id),
  afhandeling text not null default '',
  versie integer not null default 1,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  foreign key (gemeente_id, termijn_id) references termijn (gemeente_id, id),
  check ((status = 'open') = (afgehandeld_op is null)));
create unique index werkitem_sleutel on werkitem (gemeente_id, sleutel) where status = 'open';
create index werkitem_voorraad on werkitem (gemeente_id, vervaldatum, id) where status = 'open';
create index werkitem_behandelaar on werkitem (gemeente_id, behandelaar_id, vervaldatum, id) where status = 'open';
create index werkitem_dossier on werkitem (gemeente_id, dossier_id);

-- De partner begint hier: sorteersleutel en persoon zijn kolommen van deze tabel.
create table toewijzing (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  dossier_id uuid not null,
  persoon_id uuid not null,
  organisatie_id uuid not null references organisatie (id),
  doel text not null check (doel in ('lesgeven')),
  grond text not null,
  status text not null check (status in ('aangeboden', 'aanvaard', 'geweigerd', 'beeindigd')),
  vanaf timestamptz not null,
  tot timestamptz,
  ingetrokken_op timestamptz,
  vervaldatum date not null default 'infinity',
  aangeboden_door uuid not null references medewerker (id),
  beantwoord_op timestamptz,
  versie integer not null default 1,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  foreign key (gemeente_id, persoon_id) references persoon (gemeente_id, id));
create index toewijzing_lijst on toewijzing (organisatie_id, vervaldatum, gemeente_id, id);
create index toewijzing_dossier on toewijzing (gemeente_id, dossier_id, organisatie_id);
create index toewijzing_persoon on toewijzing (gemeente_id, persoon_id, organisatie_id);
create unique index toewijzing_een on toewijzing (gemeente_id, dossier_id, organisatie_id, doel)
  where status in ('aangeboden', 'aanvaard');

-- ── Besluit en brief ────────────────────────────────────────────────────────────────────────────────
create table besluit (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  soort text not null check (soort in ('B04')),
  onderwerp_id uuid not null,
  dagtekening date not null,
  gronden jsonb not null,
  ontvangstbewijs jsonb not null,
  vastgesteld_door uuid not null references medewerker (id),
  vastgesteld_op timestamptz not null,
  bekendgemaakt_op date,
  primary key (gemeente_id, id),
  unique (gemeente_id, soort, onderwerp_id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create index besluit_dossier on besluit (gemeente_id, dossier_id);

create table brief (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  onderwerp_id uuid not null,
  sjabloon text not null,
  sjabloon_versie text not null,
  gegevens_hash text not null,
  gegevens bytea not null,
  pdf bytea,
  pdf_hash text,
  sleutelversie integer not null,
  status text not null check (status in ('te_maken', 'gemaakt', 'verzonden')),
  gemaakt_op timestamptz,
  verzonden_op date,
  verzonden_door uuid references medewerker (id),
  primary key (gemeente_id, id),
  unique (gemeente_id, sjabloon, onderwerp_id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create index brief_dossier on brief (gemeente_id, dossier_id);

-- ── Uitwisseling met DUO ────────────────────────────────────────────────────────────────────────────
create table duo_ontvangst (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  bericht_id uuid not null,
  ontvangen_op timestamptz not null default clock_timestamp(),
  cijfer bytea not null,
  sleutelversie integer not null,
  kenmerk bytea not null,
  gebeurtenis text not null check (gebeurtenis ~ '^[0-9A-Z]{1,6}$'),
  geregistreerd_op date not null,
  status text not null default 'ontvangen' check (status in ('ontvangen', 'verwerkt', 'dubbel', 'werkitem')),
  dossier_id uuid,
  verwerkt_op timestamptz,
  primary key (gemeente_id, id),
  unique (gemeente_id, bericht_id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create index duo_ontvangst_kenmerk on duo_ontvangst (gemeente_id, kenmerk);
create index duo_ontvangst_dossier on duo_ontvangst (gemeente_id, dossier_id);

create table duo_melding (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  besluit_id uuid,
  soort text not null check (soort in ('U01', 'U03')),
  inhoud jsonb not null,
  inhoud_hash text not null,
  status text not null check (status in ('te_verzenden', 'verzonden', 'bevestigd', 'afgewezen')),
  http_status integer,
  foutteksten jsonb not null default '[]',
  pogingen integer not null default 0,
  ontstaan_op timestamptz not null,
  verzonden_op timestamptz,
  bevestigd_op timestamptz,
  vervangen_door uuid,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  foreign key (gemeente_id, besluit_id) references besluit (gemeente_id, id));
create index duo_melding_dossier on duo_melding (gemeente_id, dossier_id);

create table duo_contactpersoon (
  gemeente_id uuid not null references gemeente (id),
  medewerker_id uuid not null references medewerker (id),
  duo_id integer not null,
  inhoud_hash text not null,
  primary key (gemeente_id, medewerker_id));

-- ── Brede intake ────────────────────────────────────────────────────────────────────────────────────
create table leerbaarheidstoets (
  gemeente_id uuid not null,
  dossier_id uuid not null,
  status text not null check (status in ('aangevraagd', 'aangemeld', 'resultaat')),
  examennummer text not null default '',
  resultaat text check (resultaat in ('B1-route haalbaar', 'B1-route niet haalbaar', 'Onbekend')),
  behaalde_score text not null default '',
  benodigde_score text not null default '',
  afgenomen_op date,
  gelezen_op timestamptz not null,
  primary key (gemeente_id, dossier_id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));

create table oproep (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  nummer integer not null check (nummer >= 1),
  verzonden_op date not null,
  termijn_tot date not null,
  afspraak_op timestamptz not null,
  plaats text not null,
  met_waarschuwing boolean not null,
  grond text not null,
  uitkomst text not null default 'OPEN',
  uitkomst_op date,
  toelichting text not null default '',
  opgeroepen_door uuid not null references medewerker (id),
  versie integer not null default 1,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create unique index oproep_een_open on oproep (gemeente_id, dossier_id) where uitkomst = 'OPEN';
create index oproep_dossier on oproep (gemeente_id, dossier_id);

create table brede_intake (
  gemeente_id uuid not null,
  dossier_id uuid not null,
  opleiding_en_werk text not null default '',
  vve text not null default '',
  vve_nvt boolean not null default false,
  taalniveau text not null default '',
  arbeidsmogelijkheden text not null default '',
  zelfredzaamheid text not null default '',
  recht_op_individueel_gesprek_gemeld_op date,
  wil_onderwijsroute boolean not null default false,
  onderwijsroute_onderzoek text not null default '',
  lbt_ontheffing_besloten_op date,
  lbt_motivering text not null default '',
  bronnen_bij_afwezigheid text not null default '',
  verslag text not null default '',
  omstandigheden_vastgelegd boolean not null default false,
  heeft_participatiewet_beschikkingen boolean not null default false,
  in_afwezigheid boolean not null default false,
  afgerond_op date,
  afgerond_door uuid references medewerker (id),
  versie integer not null default 1,
  primary key (gemeente_id, dossier_id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));

-- Gezondheid en persoonlijke omstandigheden (art. 14 lid 3 c, art. 37 lid 2 b Wi2021): eigen tabel, versleuteld,
-- en alleen open voor wie met het doel brede intake binnenkomt (Bi 9.11).
create table persoonlijke_omstandigheden (
  gemeente_id uuid not null,
  dossier_id uuid not null,
  cijfer bytea not null,
  sleutelversie integer not null,
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  primary key (gemeente_id, dossier_id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));

-- ── PIP ─────────────────────────────────────────────────────────────────────────────────────────────
create table pip (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  volgnummer integer not null,
  status text not null check (status in ('concept', 'vastgesteld', 'vervangen')),
  leerroute text check (leerroute in ('B', 'O', 'Z')),
  niveau text check (niveau in ('A2', 'B1')),
  ondersteuning text not null default '',
  intensiteit_pvt integer,
  intensiteit_map integer,
  vve_afspraken text not null default '',
  vve_nvt boolean not null default false,
  intensiteit_leerroute integer,
  geschatte_intensiteit_b1 integer,
  aantal_voortgangsgesprekken integer,
  participatiewet_beschikkingen jsonb not null default '[]',
  a2_knm_examenwens boolean not null default false,
  lagere_urennorm integer,
  alfabetisering text check (alfabetisering in ('A', 'AA', 'NVT')),
  mag_opleiding_afmaken boolean not null default false,
  motivering text not null default '',
  verrekeningen jsonb not null default '[]',
  dagtekening date,
  vastgesteld_door uuid references medewerker (id),
  vastgesteld_op timestamptz,
  versie integer not null default 1,
  primary key (gemeente_id, id),
  unique (gemeente_id, dossier_id, volgnummer),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  check ((status = 'concept') = (vastgesteld_op is null)));
create unique index pip_een_concept on pip (gemeente_id, dossier_id) where status = 'concept';
create unique index pip_een_huidige on pip (gemeente_id, dossier_id) where status = 'vastgesteld';

-- ── Berichten en verantwoording ─────────────────────────────────────────────────────────────────────
create table outbox (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  soort text not null,
  onderwerp_id uuid not null,
  reeks uuid not null,
  inhoud jsonb not null default '{}',
  ontstaan_op timestamptz not null default clock_timestamp(),
  status text not null default 'nieuw' check (status in ('nieuw', 'aangeboden', 'bezig', 'klaar', 'mislukt')),
  pogingen integer not null default 0,
  niet_voor timestamptz not null default clock_timestamp(),
  aangeboden_op timestamptz,
  bezig_tot timestamptz,
  klaar_op timestamptz,
  fout text not null default '',
  primary key (gemeente_id, id));
create index outbox_open on outbox (niet_voor) where status in ('nieuw', 'aangeboden', 'bezig');
create index outbox_id on outbox (id);
create index outbox_reeks on outbox (gemeente_id, reeks, ontstaan_op, id) where status in ('nieuw', 'aangeboden', 'bezig');

create table audit (
  gemeente_id uuid not null references gemeente (id),
  id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  tijdstip timestamptz not null,
  medewerker_id uuid,
  organisatie_id uuid,
  actie text not null,
  object text not null,
  object_id uuid,
  dossiers uuid[] not null default '{}',
  velden text[] not null default '{}',
  resultaat text not null,
  oorsprong text not null,
  doel text not null,
  sleutelversie integer not null,
  mac bytea not null,
  primary key (gemeente_id, id));
create index audit_zegel on audit (xid, gemeente_id, id);

-- ── Rijbeveiliging ──────────────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  -- Gedwongen overal waar een gemeente of een persoon in staat; ook op de twee platformtabellen over mensen.
  foreach t in array array['lidmaatschap', 'persoon', 'persoon_nummer', 'dossier', 'termijn', 'werkitem', 'toewijzing',
      'besluit', 'brief', 'duo_ontvangst', 'duo_melding', 'duo_contactpersoon', 'leerbaarheidstoets', 'oproep',
      'brede_intake', 'persoonlijke_omstandigheden', 'pip', 'outbox', 'audit', 'medewerker', 'duo_geweigerd'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
  -- Medewerkers van een gemeente, en taken die in één gemeente handelen.
  foreach t in array array['lidmaatschap', 'persoon', 'persoon_nummer', 'dossier', 'termijn', 'werkitem', 'toewijzing',
      'besluit', 'brief', 'duo_ontvangst', 'duo_melding', 'duo_contactpersoon', 'leerbaarheidstoets', 'oproep',
      'brede_intake', 'outbox'] loop
    execute format('create policy gemeente on %I to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu())
      with check (gemeente_id = meedoen.gemeente_nu())', t);
    execute format('grant select, insert, update on %I to meedoen_gemeente', t);
  end loop;
end $$;
revoke insert, update on lidmaatschap from meedoen_gemeente;
revoke insert on duo_ontvangst from meedoen_gemeente;
revoke update on duo_ontvangst from meedoen_gemeente;
grant update (status, dossier_id, verwerkt_op) on duo_ontvangst to meedoen_gemeente;
revoke update on outbox from meedoen_gemeente;
grant update (status, pogingen, niet_voor, bezig_tot, klaar_op, fout) on outbox to meedoen_gemeente;
revoke update on besluit from meedoen_gemeente;
grant update (bekendgemaakt_op) on besluit to meedoen_gemeente;
revoke update on brief from meedoen_gemeente;
grant update (pdf, pdf_hash, status, gemaakt_op, verzonden_op, verzonden_door) on brief to meedoen_gemeente;

-- Een vastgesteld PIP wordt nooit gewijzigd, alleen opgevolgd (I1): alleen een concept is te wijzigen.
create policy gemeente_leest on pip for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on pip for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'concept');
create policy gemeente_wijzigt on pip for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status = 'concept')
  with check (gemeente_id = meedoen.gemeente_nu());
grant select, insert, update on pip to meedoen_gemeente;

create policy gemeente on persoonlijke_omstandigheden to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'brede_intake')
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'brede_intake');
grant select, insert, update on persoonlijke_omstandigheden to meedoen_gemeente;

create policy gemeente_schrijft on audit for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and medewerker_id is not distinct from meedoen.medewerker_nu()
              and organisatie_id is null);
grant insert (gemeente_id, id, tijdstip, medewerker_id, organisatie_id, actie, object, object_id, dossiers, velden,
  resultaat, oorsprong, doel, sleutelversie, mac) on audit to meedoen_gemeente, meedoen_taalschool;

grant select on schema_migratie to meedoen_toegang;
grant select on gemeente, organisatie, klok to meedoen_gemeente, meedoen_taalschool, meedoen_toegang;
create policy collega on medewerker for select to meedoen_gemeente
  using (exists (select from meedoen.lidmaatschap l
                 where l.medewerker_id = medewerker.id and l.gemeente_id = meedoen.gemeente_nu()));
grant select on medewerker to meedoen_gemeente;

-- Wie er werkt wordt beheerd vanaf de opdrachtregel, door de eigenaar zelf.
create policy beheer on medewerker to meedoen_eigenaar using (true) with check (true);
create policy beheer on lidmaatschap to meedoen_eigenaar using (true) with check (true);

-- De taalschool: alleen via haar levende, aanvaarde toewijzing en het eigen lidmaatschap van de medewerker.
create policy eigen on lidmaatschap for select to meedoen_taalschool
  using (medewerker_id = meedoen.medewerker_nu() and organisatie_id = meedoen.organisatie_nu()
         and rol = 'taalschool_medewerker' and ingetrokken_op is null
         and vanaf <= clock_timestamp() and (tot is null or tot > clock_timestamp()));
create policy eigen on toewijzing for select to meedoen_taalschool
  using (organisatie_id = meedoen.organisatie_nu()
         and exists (select from meedoen.lidmaatschap l where l.gemeente_id = toewijzing.gemeente_id));
-- Levend en aanvaard: alleen dan zijn dossier en persoon te zien. Beeindigen werkt bij de volgende opdracht.
create view mijn_toewijzing with (security_invoker = true) as
  select t.gemeente_id, t.dossier_id, t.persoon_id, t.doel from meedoen.toewijzing t
  where t.organisatie_id = meedoen.organisatie_nu() and t.status = 'aanvaard' and t.ingetrokken_op is null
    and t.vanaf <= clock_timestamp() and (t.tot is null or t.tot > clock_timestamp());
grant select on mijn_toewijzing to meedoen_taalschool;
create policy antwoord on toewijzing for update to meedoen_taalschool
  using (organisatie_id = meedoen.organisatie_nu() and gemeente_id = meedoen.gemeente_nu() and status = 'aangeboden'
         and ingetrokken_op is null and vanaf <= clock_timestamp() and (tot is null or tot > clock_timestamp())
         and exists (select from meedoen.lidmaatschap l where l.gemeente_id = toewijzing.gemeente_id))
  with check (organisatie_id = meedoen.organisatie_nu() and gemeente_id = meedoen.gemeente_nu()
              and status in ('aanvaard', 'geweigerd'));
create policy toegewezen on dossier for select to meedoen_taalschool
  using (exists (select from meedoen.mijn_toewijzing t
                 where t.gemeente_id = dossier.gemeente_id and t.dossier_id = dossier.id));
create policy toegewezen on persoon for select to meedoen_taalschool
  using (exists (select from meedoen.mijn_toewijzing t
                 where t.gemeente_id = persoon.gemeente_id and t.persoon_id = persoon.id));
create policy school_schrijft on audit for insert to meedoen_taalschool
  with check (organisatie_id = meedoen.organisatie_nu() and medewerker_id = meedoen.medewerker_nu()
              and exists (select from meedoen.lidmaatschap l where l.gemeente_id = audit.gemeente_id));
-- Wat een taalschool mag lezen is een kolomrecht: NAW, leerroute, intensiteit en termijn (Bi 9.2 lid 3).
grant select (gemeente_id, id, medewerker_id, organisatie_id, rol, vanaf, tot, ingetrokken_op)
  on lidmaatschap to meedoen_taalschool;
grant select (gemeente_id, id, dossier_id, persoon_id, organisatie_id, doel, grond, status, vanaf, tot,
  ingetrokken_op, vervaldatum, versie) on toewijzing to meedoen_taalschool;
grant update (status, beantwoord_op, versie) on toewijzing to meedoen_taalschool;
grant select (gemeente_id, id, persoon_id, kenmerk, leerroute, intensiteit, termijn_van, termijn_tot)
  on dossier to meedoen_taalschool;
grant select (gemeente_id, id, voornamen, voorvoegsel, geslachtsnaam, straat, huisnummer, postcode, plaats,
  geheimhouding) on persoon to meedoen_taalschool;

-- De ontvanger legt neer wat DUO stuurt en ziet niets.
create policy ontvangt on duo_ontvangst for insert to meedoen_ontvanger with check (gemeente_id = meedoen.gemeente_nu());
grant insert (gemeente_id, id, bericht_id, cijfer, sleutelversie, kenmerk, gebeurtenis, geregistreerd_op)
  on duo_ontvangst to meedoen_ontvanger;
create policy ontvangt on outbox for insert to meedoen_ontvanger
  with check (gemeente_id = meedoen.gemeente_nu() and soort = 'aanmelding.verwerk_notificatie');
grant insert (gemeente_id, id, soort, onderwerp_id, reeks) on outbox to meedoen_ontvanger;
create policy ontvangt on duo_geweigerd for insert to meedoen_ontvanger with check (true);
grant insert on duo_geweigerd to meedoen_ontvanger;

-- De relay ziet van alle gemeenten de enveloppen, geen inhoud en geen onderwerp.
create policy relay on outbox to meedoen_relay using (true) with check (true);
grant select (gemeente_id, id, soort, reeks, ontstaan_op, status, pogingen, niet_voor, aangeboden_op, bezig_tot)
  on outbox to meedoen_relay;
grant update (status, aangeboden_op) on outbox to meedoen_relay;

-- ── Voordat een gemeente bekend is: drie deuren ─────────────────────────────────────────────────────
grant select on gemeente to meedoen_poort;
create policy poort on lidmaatschap for select to meedoen_poort using (true);
create policy poort on medewerker for select to meedoen_poort using (true);
grant select on lidmaatschap, medewerker to meedoen_poort;
create function gemeente_bij_oin(p_oin text) returns uuid language sql stable security definer parallel safe
  set search_path = pg_catalog
  return (select g.id from meedoen.gemeente g where g.oin = p_oin);
create function toegang_van(p_uitgever text, p_onderwerp text)
  returns table (medewerker_id uuid, gemeente_id uuid, cbs_code text, organisatie_id uuid, rol text)
  language sql stable security definer parallel safe set search_path = pg_catalog
begin atomic
  select m.id, l.gemeente_id, g.cbs_code, l.organisatie_id, l.rol
  from meedoen.medewerker m
  join meedoen.lidmaatschap l on l.medewerker_id = m.id
  join meedoen.gemeente g on g.id = l.gemeente_id
  where m.uitgever = p_uitgever and m.onderwerp = p_onderwerp and l.ingetrokken_op is null
    and l.vanaf <= clock_timestamp() and (l.tot is null or l.tot > clock_timestamp());
end;
grant execute on function gemeente_bij_oin(text) to meedoen_ontvanger;
grant execute on function toegang_van(text, text) to meedoen_toegang;
alter function gemeente_bij_oin(text) owner to meedoen_poort;
alter function toegang_van(text, text) owner to meedoen_poort;
