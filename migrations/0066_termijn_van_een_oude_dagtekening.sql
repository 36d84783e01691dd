-- Kreeg het PIP een nieuwe dagtekening (PG-6), dan rust de termijn die DUO van de oude uitrekende op een dag die niet meer
-- telt (art. 11 lid 2 Wi2021). Tot DUO haar verschuift leest niemand dat einde als het geldende.
alter table dossier add column termijn_oude_van date;
alter table leerling add column termijn_wordt_bijgewerkt boolean not null default false;

alter table dossier no force row level security;
alter table besluit no force row level security;
alter table leerling no force row level security;
update dossier d set termijn_oude_van = d.termijn_van
where d.termijn_van is not null
  and exists (
    select from besluit b join besluit n on n.gemeente_id = b.gemeente_id and n.vervangt = b.id
    where b.gemeente_id = d.gemeente_id and b.dossier_id = d.id and b.soort = 'B04' and b.dagtekening + 1 = d.termijn_van)
  and not exists (
    select from besluit b
    where b.gemeente_id = d.gemeente_id and b.dossier_id = d.id and b.soort = 'B04' and b.dagtekening + 1 = d.termijn_van
      and not exists (select from besluit n where n.gemeente_id = b.gemeente_id and n.vervangt = b.id));
update leerling l set termijn_wordt_bijgewerkt = true, termijn_van = null, termijn_tot = null, vervaldatum = 'infinity'
from dossier d
where d.gemeente_id = l.gemeente_id and d.id = l.dossier_id and l.termijn_van = d.termijn_oude_van;
alter table dossier force row level security;
alter table besluit force row level security;
alter table leerling force row level security;
