-- Wat verkeerd is vastgelegd wordt teruggenomen met een motief. Per veld wat er stond en wat er nu staat, wie en wanneer: één vorm
-- voor elke correctie, waar alleen iets bij komt. `object` heet zoals in het auditlog.
create table correctie (
  gemeente_id uuid not null,
  id uuid not null,
  dossier_id uuid,
  object text not null check (object <> ''),
  object_id uuid not null,
  wijzigingen jsonb not null,
  motief text not null check (motief <> ''),
  vastgelegd_door uuid not null references medewerker (id),
  vastgelegd_op timestamptz not null,
  primary key (gemeente_id, id),
  foreign key (gemeente_id, dossier_id) references dossier (gemeente_id, id));
create index correctie_dossier on correctie (gemeente_id, dossier_id);
create index correctie_object on correctie (gemeente_id, object_id);
alter table correctie enable row level security;
alter table correctie force row level security;
create policy gemeente_leest on correctie for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_begint on correctie for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu());
grant select, insert on correctie to meedoen_gemeente;

-- Een gebeurtenis zegt welke uitkomst er toen kwam, zodat na een correctie weer geldt wat daarvoor gold. Van oude
-- gebeurtenissen is alleen de laatste zeker, en wie niet meewerkte.
alter table oproepgebeurtenis add column uitkomst text check (uitkomst in (
  'OPEN', 'VERSCHENEN', 'TE_LAAT_VERSCHENEN', 'TERMIJN_GEMIST', 'KOMST_GEWEIGERD', 'ONVOLDOENDE_MEDEWERKING',
  'INGETROKKEN', 'VERVALLEN'));
alter table oproepgebeurtenis add constraint oproepgebeurtenis_uitkomst_soort_check
  check (uitkomst is null or soort = 'UITKOMST' and uitkomst not in ('OPEN', 'INGETROKKEN', 'VERVALLEN'));
update oproepgebeurtenis g set uitkomst = 'ONVOLDOENDE_MEDEWERKING' where g.soort = 'UITKOMST' and g.verzoek is not null;
update oproepgebeurtenis g set uitkomst = o.uitkomst from oproep o
  where o.gemeente_id = g.gemeente_id and o.id = g.oproep_id and g.soort = 'UITKOMST'
    and o.uitkomst not in ('OPEN', 'INGETROKKEN', 'VERVALLEN')
    and not exists (select from oproepgebeurtenis later where later.gemeente_id = g.gemeente_id
                    and later.oproep_id = g.oproep_id and later.soort = 'UITKOMST'
                    and (later.vastgelegd_op, later.id) > (g.vastgelegd_op, g.id));

-- Een termijn die ten onrechte als gehaald of gemist werd gesloten, vervalt; de nieuwe loopt naast haar.
alter policy gemeente_wijzigt on termijn
  using (gemeente_id = meedoen.gemeente_nu() and status in ('lopend', 'andere_lezing', 'gemist', 'gehaald', 'te_laat'))
  with check (gemeente_id = meedoen.gemeente_nu() and status in ('gehaald', 'te_laat', 'gemist', 'vervallen'));

-- Over één onderwerp is er één brief van een soort die geldt; een ingetrokken brief kan door een nieuwe worden gevolgd.
alter table brief drop constraint brief_gemeente_id_sjabloon_onderwerp_id_key;
create unique index brief_een_per_onderwerp on brief (gemeente_id, sjabloon, onderwerp_id) where status <> 'ingetrokken';
