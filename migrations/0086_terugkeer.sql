-- Wie verhuisde en terugkomt krijgt een nieuwe zaak (T20, ADR 0077). De eerdere blijft zoals zij was: opgevolgd_op zegt
-- sinds wanneer zij een eerdere is. De nieuwe noemt haar, met de dag van de terugkeer. plan_bekend: er is een PIP waarmee
-- hij kwam dat niet van DUO hoeft te komen, zoals een van deze gemeente uit de eerdere zaak (art. 15 lid 4 Wi2021).
alter table dossier
  add column eerder_id uuid,
  add column teruggekeerd_op date,
  add column opgevolgd_op timestamptz,
  add column plan_bekend boolean not null default false,
  add constraint dossier_eerder_fkey foreign key (gemeente_id, eerder_id) references dossier (gemeente_id, id),
  add constraint dossier_eerder_check check ((eerder_id is null) = (teruggekeerd_op is null)),
  add constraint dossier_opgevolgd_check
    check (opgevolgd_op is null or fase in ('OVERGEDRAGEN', 'GESLOTEN_BEWAREN', 'VERNIETIGD'));
alter table dossier drop constraint dossier_gemeente_id_persoon_id_key;
create unique index dossier_een_huidige on dossier (gemeente_id, persoon_id) where opgevolgd_op is null;
create unique index dossier_een_vervolg on dossier (gemeente_id, eerder_id) where eerder_id is not null;
create index dossier_persoon on dossier (gemeente_id, persoon_id);
