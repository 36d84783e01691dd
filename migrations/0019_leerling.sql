-- Wat een taalschool van een leerling ziet is een tabel (ADR 0029): per toewijzing één rij, met precies de velden van
-- art. 9.2 lid 3 Bi2021, bijgewerkt in de transactie die haar bron wijzigt. Wie leest kan niets beantwoorden, en wie
-- antwoordt leest niets van de persoon (ADR 0030). Vooraf: de rol meedoen_antwoord (`meedoen db voorbereiden`).

create table leerling (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  organisatie_id uuid not null references organisatie (id),
  status text not null check (status in ('aangeboden', 'aanvaard', 'geweigerd', 'beeindigd')),
  vanaf timestamptz not null,
  tot timestamptz,
  ingetrokken_op timestamptz,
  versie integer not null,
  vervaldatum date not null,
  grond text not null,
  kenmerk text not null,
  voornamen text not null,
  voorvoegsel text not null,
  geslachtsnaam text not null,
  -- Leeg bij geheimhouding.
  straat text,
  huisnummer text,
  postcode text,
  plaats text,
  leerroute text check (leerroute in ('B', 'O', 'Z')),
  intensiteit integer,
  termijn_van date,
  termijn_tot date,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, id) references toewijzing (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create index leerling_lijst on leerling (organisatie_id, vervaldatum, gemeente_id, id)
  where status = 'aanvaard' and ingetrokken_op is null;
create index leerling_dossier on leerling (gemeente_id, dossier_id);

-- De vulling: daarna houdt de toepassing haar bij. Van wie het voorbij is staat er niets meer.
alter table toewijzing no force row level security;
alter table dossier no force row level security;
alter table persoon no force row level security;
insert into leerling (gemeente_id, id, dossier_id, organisatie_id, status, vanaf, tot, ingetrokken_op, versie,
  vervaldatum, grond, kenmerk, voornamen, voorvoegsel, geslachtsnaam, straat, huisnummer, postcode, plaats, leerroute,
  intensiteit, termijn_van, termijn_tot)
select t.gemeente_id, t.id, t.dossier_id, t.organisatie_id, t.status, t.vanaf, t.tot, t.ingetrokken_op, t.versie,
  case when t.loopt then coalesce(d.termijn_tot - 1, 'infinity') else 'infinity' end, t.grond,
  case when t.loopt then d.kenmerk else '' end, case when t.loopt then p.voornamen else '' end,
  case when t.loopt then p.voorvoegsel else '' end, case when t.loopt then p.geslachtsnaam else '' end,
  case when t.loopt and not p.geheimhouding then p.straat end,
  case when t.loopt and not p.geheimhouding then p.huisnummer end,
  case when t.loopt and not p.geheimhouding then p.postcode end,
  case when t.loopt and not p.geheimhouding then p.plaats end,
  case when t.loopt then d.leerroute end, case when t.loopt then d.intensiteit end,
  case when t.loopt then d.termijn_van end, case when t.loopt then d.termijn_tot end
from (select *, status in ('aangeboden', 'aanvaard') and ingetrokken_op is null as loopt from toewijzing) t
join dossier d on d.gemeente_id = t.gemeente_id and d.id = t.dossier_id
join persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id;
alter table persoon force row level security;
alter table dossier force row level security;
alter table toewijzing force row level security;

alter table leerling enable row level security;
alter table leerling force row level security;

-- De toewijzing zelf is de envelop: welke organisatie, waarvoor, en of er geantwoord is. De persoon staat in zijn
-- dossier, de uiterste dag in de leerling. `dienst` zegt wat er gevraagd wordt, als het doel dat openlaat.
drop view mijn_toewijzing cascade;
drop policy gemeente on toewijzing;
drop policy eigen on toewijzing;
drop policy antwoord on toewijzing;
drop policy eigen on lidmaatschap;
drop policy school_schrijft on audit;
revoke all on toewijzing, dossier, persoon from meedoen_taalschool;
drop index toewijzing_lijst;
alter table toewijzing drop column persoon_id, drop column vervaldatum, add column dienst text not null default '';
create index toewijzing_aanbod on toewijzing (organisatie_id, gemeente_id, id) where status = 'aangeboden';

-- Wie aanbiedt en wie beëindigt is wie er handelt; aanvaarden en weigeren doet alleen de organisatie.
create policy gemeente_leest on toewijzing for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on toewijzing for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'aangeboden'
              and aangeboden_door = meedoen.medewerker_nu() and beantwoord_op is null and gewijzigd_door is null);
create policy gemeente_wijzigt on toewijzing for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status in ('aangeboden', 'aanvaard'))
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'beeindigd'
              and gewijzigd_door is not distinct from meedoen.medewerker_nu());
revoke update on toewijzing from meedoen_gemeente;
grant update (status, ingetrokken_op, versie, gewijzigd_op, gewijzigd_door, gewijzigd_bij)
  on toewijzing to meedoen_gemeente;

-- ── Wie antwoordt, voor elke soort organisatie ──────────────────────────────────────────────────────
create policy antwoordt on lidmaatschap for select to meedoen_antwoord
  using (medewerker_id = meedoen.medewerker_nu() and organisatie_id = meedoen.organisatie_nu()
         and ingetrokken_op is null and vanaf <= statement_timestamp() and (tot is null or tot > statement_timestamp()));
grant select (gemeente_id, id, medewerker_id, organisatie_id, rol, vanaf, tot, ingetrokken_op)
  on lidmaatschap to meedoen_antwoord;
create policy antwoordt_op on toewijzing for select to meedoen_antwoord
  using (organisatie_id = meedoen.organisatie_nu() and gemeente_id = any(meedoen.gemeenten_nu()));
create policy antwoordt on toewijzing for update to meedoen_antwoord
  using (organisatie_id = meedoen.organisatie_nu() and gemeente_id = any(meedoen.gemeenten_nu())
         and gemeente_id = meedoen.gemeente_nu() and status = 'aangeboden' and ingetrokken_op is null
         and vanaf <= statement_timestamp() and (tot is null or tot > statement_timestamp()))
  with check (organisatie_id = meedoen.organisatie_nu() and gemeente_id = meedoen.gemeente_nu()
              and status in ('aanvaard', 'geweigerd') and gewijzigd_door = meedoen.medewerker_nu());
grant select (gemeente_id, id, dossier_id, organisatie_id, doel, dienst, grond, status, vanaf, tot, ingetrokken_op,
  versie, gewijzigd_op), update (status, beantwoord_op, versie, gewijzigd_op, gewijzigd_door) on toewijzing to meedoen_antwoord;
create policy antwoordt on audit for insert to meedoen_antwoord
  with check (organisatie_id = meedoen.organisatie_nu() and medewerker_id = meedoen.medewerker_nu()
              and gemeente_id = any(meedoen.gemeenten_nu()));
grant insert on audit to meedoen_antwoord;
create policy antwoordt on outbox for insert to meedoen_antwoord
  with check (gemeente_id = meedoen.gemeente_nu() and gemeente_id = any(meedoen.gemeenten_nu())
              and soort = 'toewijzing.beantwoord' and status = 'nieuw' and pogingen = 0 and inhoud = '{}' and fout = ''
              and aangeboden_op is null and bezig_tot is null and klaar_op is null
              and niet_voor <= statement_timestamp() + interval '1 minute'
              and ontstaan_op between statement_timestamp() - interval '1 minute'
                                  and statement_timestamp() + interval '1 minute');
grant insert on outbox to meedoen_antwoord;
grant select on gemeente, klok to meedoen_antwoord;
grant execute on function gemeente_nu(), organisatie_nu(), medewerker_nu(), doel_nu(), gemeenten_nu()
  to meedoen_antwoord;

-- ── De soort organisatie: het sjabloon van docs/partijen.md, ingevuld ───────────────────────────────
do $$
declare
  soort constant text := 'taalschool';
  projectie constant text := 'leerling';
begin
  execute format($sql$
    create policy gemeente on %2$I to meedoen_gemeente
      using (gemeente_id = meedoen.gemeente_nu()) with check (gemeente_id = meedoen.gemeente_nu());
    grant select, insert, update on %2$I to meedoen_gemeente;
    create policy %1$I on %2$I for select to meedoen_%1$s
      using (organisatie_id = meedoen.organisatie_nu() and gemeente_id = any(meedoen.gemeenten_nu())
             and status = 'aanvaard' and vanaf <= statement_timestamp()
             and (tot is null or tot > statement_timestamp()) and ingetrokken_op is null);
    grant select on %2$I to meedoen_%1$s;
    create policy antwoordt_op on %2$I for select to meedoen_antwoord
      using (organisatie_id = meedoen.organisatie_nu() and gemeente_id = any(meedoen.gemeenten_nu()));
    create policy antwoordt on %2$I for update to meedoen_antwoord
      using (organisatie_id = meedoen.organisatie_nu() and gemeente_id = any(meedoen.gemeenten_nu())
             and gemeente_id = meedoen.gemeente_nu() and status = 'aangeboden' and ingetrokken_op is null
             and vanaf <= statement_timestamp() and (tot is null or tot > statement_timestamp()))
      with check (organisatie_id = meedoen.organisatie_nu() and gemeente_id = meedoen.gemeente_nu()
                  and status in ('aanvaard', 'geweigerd'));
    grant select (gemeente_id, id, organisatie_id, status, versie), update (status, versie)
      on %2$I to meedoen_antwoord;

    create policy %1$I on toewijzing for select to meedoen_%1$s
      using (organisatie_id = meedoen.organisatie_nu() and gemeente_id = any(meedoen.gemeenten_nu()));
    grant select (gemeente_id, id, dossier_id, organisatie_id, doel, dienst, grond, status, vanaf, tot,
      ingetrokken_op, versie, gewijzigd_op) on toewijzing to meedoen_%1$s;
    create policy %1$I on lidmaatschap for select to meedoen_%1$s
      using (medewerker_id = meedoen.medewerker_nu() and organisatie_id = meedoen.organisatie_nu()
             and rol in (%3$s) and ingetrokken_op is null and vanaf <= statement_timestamp()
             and (tot is null or tot > statement_timestamp()));
    grant select (gemeente_id, id, medewerker_id, organisatie_id, rol, vanaf, tot, ingetrokken_op)
      on lidmaatschap to meedoen_%1$s;
    create policy %1$I on audit for insert to meedoen_%1$s
      with check (organisatie_id = meedoen.organisatie_nu() and medewerker_id = meedoen.medewerker_nu()
                  and gemeente_id = any(meedoen.gemeenten_nu()));
    grant insert on audit to meedoen_%1$s;
    grant select on gemeente, organisatie, klok to meedoen_%1$s;
    grant execute on function gemeente_nu(), organisatie_nu(), medewerker_nu(), doel_nu(), gemeenten_nu()
      to meedoen_%1$s;
  $sql$, soort, projectie, quote_literal('taalschool_medewerker'));
end $$;
