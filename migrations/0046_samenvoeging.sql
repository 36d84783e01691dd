-- Een voorlopig dossier gaat op in dat van dezelfde persoon (C1). Wat eraan hing verhuist; hier staat wat, waarom en van wie.
create table samenvoeging (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  met_dossier_id uuid not null,
  motief text not null check (motief <> ''),
  van_fase text not null check (van_fase in (
    'VOORTRAJECT_COA', 'PLICHT_GEMELD', 'INTAKE_OPGEROEPEN', 'INTAKE_LOOPT', 'INTAKE_AFGEROND',
    'WACHT_OP_DERDE', 'TRAJECT_ACTIEF', 'NIEUWE_TERMIJN', 'TIJDELIJK_VRIJGESTELD', 'ONDERBROKEN',
    'OVERGEDRAGEN', 'VOLDAAN', 'BEEINDIGD', 'GESLOTEN_BEWAREN', 'VERNIETIGD')),
  met_fase text not null check (met_fase in (
    'VOORTRAJECT_COA', 'PLICHT_GEMELD', 'INTAKE_OPGEROEPEN', 'INTAKE_LOOPT', 'INTAKE_AFGEROND',
    'WACHT_OP_DERDE', 'TRAJECT_ACTIEF', 'NIEUWE_TERMIJN', 'TIJDELIJK_VRIJGESTELD', 'ONDERBROKEN',
    'OVERGEDRAGEN', 'VOLDAAN', 'BEEINDIGD', 'GESLOTEN_BEWAREN', 'VERNIETIGD')),
  verplaatst jsonb not null,
  vastgelegd_door uuid not null references medewerker (id),
  vastgelegd_op timestamptz not null,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  foreign key (gemeente_id, met_dossier_id) references dossier (gemeente_id, id),
  check (dossier_id <> met_dossier_id));
create index samenvoeging_dossier on samenvoeging (gemeente_id, dossier_id);
create index samenvoeging_met on samenvoeging (gemeente_id, met_dossier_id);
alter table samenvoeging enable row level security;
alter table samenvoeging force row level security;
create policy gemeente_leest on samenvoeging for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on samenvoeging for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu());
grant select, insert on samenvoeging to meedoen_gemeente;

-- Met het doel samenvoegen, en anders niet, verhuizen ook rijen die verder nooit meer wijzigen. Zonder deelvraag, want
-- die laat een verdeelde database in geen beleid toe (ADR 0029).
do $$
declare t text;
begin
  foreach t in array array['begeleide', 'begeleiding', 'begeleiding_vaststelling', 'besluit', 'brede_intake', 'brief',
      'brief_opmaak', 'brief_verzending', 'briefadres', 'contactgegeven', 'contactmoment', 'correctie',
      'duo_gegeven', 'duo_melding', 'duo_ontvangst', 'lbt_ontheffing', 'lbt_ontheffing_grond', 'leerbaarheidstoets', 'leerling', 'oproep',
      'oproepgebeurtenis', 'persoonlijke_omstandigheden', 'pip', 'pip_voornemen', 'termijn', 'termijnverschuiving', 'toewijzing',
      'vertegenwoordiging', 'werkitem'] loop
    execute format('create policy samenvoegen on %I for update to meedoen_gemeente
      using (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = ''samenvoegen'')
      with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = ''samenvoegen'')', t);
    execute format('grant update (dossier_id) on %I to meedoen_gemeente', t);
  end loop;
  foreach t in array array['lbt_ontheffing_grond', 'persoonlijke_omstandigheden'] loop
    execute format('create policy samenvoegen_leest on %I for select to meedoen_gemeente
      using (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = ''samenvoegen'')', t);
  end loop;
end $$;
