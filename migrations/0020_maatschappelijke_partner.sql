-- Een soort organisatie erbij (docs/partijen.md): de maatschappelijke partner begeleidt iemand voor het college (art. 13
-- Wi2021). Hij ziet wie het is, waar hij woont en om welke dienst het gaat; nooit een BSN en niets over gezondheid.
-- Vooraf: de rol meedoen_maatschappelijke_partner (`meedoen db voorbereiden`).

-- Een taalschool heeft een nummer bij DUO, een ander een nummer bij de Kamer van Koophandel.
alter table organisatie rename column instellingsnummer to nummer;
alter table organisatie drop constraint organisatie_instellingsnummer_check;
alter table organisatie drop constraint organisatie_soort_check;
alter table organisatie add constraint organisatie_soort_check
  check (soort in ('taalschool', 'maatschappelijke_partner'));
alter table organisatie add check (length(nummer) = case soort when 'taalschool' then 10 else 8 end);
alter table lidmaatschap drop constraint lidmaatschap_rol_check;
alter table lidmaatschap drop constraint lidmaatschap_check;
alter table lidmaatschap add constraint lidmaatschap_rol_check check (rol in
  ('klantmanager', 'teamleider', 'taalschool_medewerker', 'maatschappelijke_partner_medewerker', 'systeem'));
alter table lidmaatschap add check ((rol in ('taalschool_medewerker', 'maatschappelijke_partner_medewerker'))
                                    = (organisatie_id is not null));
alter table toewijzing drop constraint toewijzing_doel_check;
alter table toewijzing add constraint toewijzing_doel_check check (doel in ('lesgeven', 'begeleiding'));

create table begeleide (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  organisatie_id uuid not null references organisatie (id),
  status text not null check (status in ('aangeboden', 'aanvaard', 'geweigerd', 'beeindigd')),
  vanaf timestamptz not null,
  tot timestamptz,
  ingetrokken_op timestamptz,
  versie integer not null,
  sinds date not null,
  grond text not null,
  dienst text not null,
  kenmerk text not null,
  voornamen text not null,
  voorvoegsel text not null,
  geslachtsnaam text not null,
  -- Leeg bij geheimhouding.
  straat text,
  huisnummer text,
  postcode text,
  plaats text,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, id) references toewijzing (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create index begeleide_lijst on begeleide (organisatie_id, sinds, gemeente_id, id)
  where status = 'aanvaard' and ingetrokken_op is null;
create index begeleide_dossier on begeleide (gemeente_id, dossier_id);
alter table begeleide enable row level security;
alter table begeleide force row level security;

-- ── Het sjabloon van docs/partijen.md, ingevuld ─────────────────────────────────────────────────────
do $$
declare
  soort constant text := 'maatschappelijke_partner';
  projectie constant text := 'begeleide';
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
  $sql$, soort, projectie, quote_literal('maatschappelijke_partner_medewerker'));
end $$;
