-- De dag van verzending en de laatste dag voor bezwaar staan op de brief die de deur uitgaat (PG-6). Elke opmaak blijft
-- daarom bewaard, met de dag die erop staat, en van wie haar verzond staat vast hoe, waarheen en aan wie.
create table brief_opmaak (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  brief_id uuid not null,
  volgnummer integer not null check (volgnummer >= 1),
  verzenddag date,
  bezwaar_tot date,
  pdf bytea,
  pdf_hash text,
  sleutelversie integer,
  gevraagd_op timestamptz not null,
  gevraagd_door uuid references medewerker (id),
  opgemaakt_op timestamptz,
  primary key (gemeente_id, id),
  unique (gemeente_id, brief_id, volgnummer),
  foreign key (gemeente_id, brief_id) references brief (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  check (bezwaar_tot > verzenddag),
  check ((pdf is null) = (pdf_hash is null)),
  check ((pdf is null) = (sleutelversie is null)),
  check ((pdf is null) = (opgemaakt_op is null)));
create index brief_opmaak_dossier on brief_opmaak (gemeente_id, dossier_id);

-- Wat er al was krijgt het id van zijn brief: daaraan is de versleutelde PDF gebonden, en dat noemen taken die nog lopen.
alter table brief no force row level security;
insert into brief_opmaak (gemeente_id, id, dossier_id, brief_id, volgnummer, pdf, pdf_hash, sleutelversie, gevraagd_op,
                          opgemaakt_op)
select gemeente_id, id, dossier_id, id, 1, pdf, pdf_hash, pdf_sleutelversie, coalesce(gemaakt_op, now()), gemaakt_op
from brief where pdf is not null or status = 'te_maken';
alter table brief add column verzonden_opmaak uuid;
update brief set verzonden_opmaak = id where status = 'verzonden';
alter table brief force row level security;
alter table brief drop column pdf, drop column pdf_hash, drop column pdf_sleutelversie;
alter table brief add foreign key (gemeente_id, verzonden_opmaak) references brief_opmaak (gemeente_id, id);
alter table brief add check ((status = 'verzonden') = (verzonden_opmaak is not null));
grant update (verzonden_opmaak) on brief to meedoen_gemeente;

alter table brief_opmaak enable row level security;
alter table brief_opmaak force row level security;
create policy gemeente_leest on brief_opmaak for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on brief_opmaak for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and pdf is null
              and gevraagd_door is not distinct from meedoen.medewerker_nu());
create policy gemeente_wijzigt on brief_opmaak for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and pdf is null)
  with check (gemeente_id = meedoen.gemeente_nu());
create policy sleutels on brief_opmaak to meedoen_sleutels using (gemeente_id = meedoen.gemeente_nu())
  with check (gemeente_id = meedoen.gemeente_nu());
grant select, insert, update (verzenddag, bezwaar_tot, pdf, pdf_hash, sleutelversie, opgemaakt_op)
  on brief_opmaak to meedoen_gemeente;
grant select (gemeente_id, id, pdf, sleutelversie), update (pdf, sleutelversie) on brief_opmaak to meedoen_sleutels;

-- Hier komt alleen iets bij: het is het bewijs van de bekendmaking (art. 3:41 Awb).
create table brief_verzending (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  brief_id uuid not null,
  opmaak_id uuid not null,
  verzonden_op date not null,
  wijze text not null check (wijze in ('POST', 'UITGEREIKT', 'ELEKTRONISCH', 'ANDERS')),
  adres text not null,
  brp_adres text not null,
  ontvanger text not null default '',
  toelichting text not null default '',
  vastgelegd_op timestamptz not null,
  vastgelegd_door uuid not null references medewerker (id),
  primary key (gemeente_id, id),
  foreign key (gemeente_id, brief_id) references brief (gemeente_id, id),
  foreign key (gemeente_id, opmaak_id) references brief_opmaak (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id),
  check (ontvanger <> '' or wijze <> 'UITGEREIKT'),
  check (toelichting <> '' or wijze not in ('ELEKTRONISCH', 'ANDERS')));
create index brief_verzending_dossier on brief_verzending (gemeente_id, dossier_id);
alter table brief_verzending enable row level security;
alter table brief_verzending force row level security;
create policy gemeente_leest on brief_verzending for select to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on brief_verzending for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu());
grant select, insert on brief_verzending to meedoen_gemeente;
