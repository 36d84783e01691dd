-- Plugins: het huishouden en de begeleiding van een dossier, en de antwoorden op vragen die een gemeente zelf toevoegt.

-- Het huishouden zoals de klantmanager het vastlegt; DUO en de BRP geven het niet.
create table begeleiding (
  gemeente_id uuid not null,
  dossier_id uuid not null,
  huishouden text not null check (huishouden in ('alleengaand', 'gezin')),
  wacht_op_gezinshereniging boolean not null,
  gedeelde_woning boolean not null,
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  versie integer not null default 1,
  primary key (gemeente_id, dossier_id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));

-- Wat een mens besloot over dat voorstel. Een vaststelling verandert niet meer; een nieuwe komt ernaast.
create table begeleiding_vaststelling (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  voorstel jsonb not null,
  diensten jsonb not null,
  afgeweken boolean not null,
  motief text not null default '',
  ontvangstbewijs jsonb not null,
  vastgesteld_door uuid not null references medewerker (id),
  vastgesteld_op timestamptz not null,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  check (afgeweken = (motief <> '')));
create index begeleiding_vaststelling_dossier on begeleiding_vaststelling (gemeente_id, dossier_id);

alter table brede_intake add column lokale_antwoorden jsonb not null default '[]';

do $$
declare t text;
begin
  foreach t in array array['begeleiding', 'begeleiding_vaststelling'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy gemeente on %I to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu())
      with check (gemeente_id = meedoen.gemeente_nu())', t);
  end loop;
end $$;
grant select, insert, update on begeleiding to meedoen_gemeente;
grant select, insert on begeleiding_vaststelling to meedoen_gemeente;
