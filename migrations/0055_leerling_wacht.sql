-- Een school leest een leerling pas als zijn PIP bekendgemaakt is (art. 3:40 Awb, PG-20); tot dan wacht zijn rij, en staat
-- er niets van hem in. Zo kan een inschrijving die al bekend is eerder worden vastgelegd.
alter table leerling drop constraint leerling_status_check;
alter table leerling add constraint leerling_status_check
  check (status in ('aangeboden', 'aanvaard', 'wacht', 'geweigerd', 'beeindigd'));

alter table leerling no force row level security;
alter table besluit no force row level security;
update leerling l set status = 'wacht', kenmerk = '', naam = '', geheimhouding = false, adres_in_onderzoek = false,
  adresregel1 = null, adresregel2 = null, adresregel3 = null, leerroute = null, intensiteit = null, termijn_van = null,
  termijn_tot = null, vervaldatum = 'infinity'
where l.status = 'aanvaard' and not exists (
  select from besluit b where b.gemeente_id = l.gemeente_id and b.dossier_id = l.dossier_id and b.soort = 'B04'
    and b.bekendgemaakt_op is not null
    and not exists (select from besluit n where n.gemeente_id = b.gemeente_id and n.vervangt = b.id));
alter table leerling force row level security;
alter table besluit force row level security;
