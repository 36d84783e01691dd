-- Naam, aanhef en adres zoals de BRP ze samenstelt, en wat er over de gegevens te weten is: waar iemand staat
-- ingeschreven, wat in onderzoek is, of de BRP hem nog bijhoudt, en wat niet te lezen was. Wij plakken zelf niets.
alter table persoon
  add column naam text not null default '',
  add column aanschrijfnaam text not null default '',
  add column aanhef text not null default '',
  add column adressoort text not null default 'geen'
    check (adressoort in ('geen', 'adres', 'locatie', 'buitenland', 'onbekend', 'verlaten')),
  add column adresregel1 text not null default '',
  add column adresregel2 text not null default '',
  add column adresregel3 text not null default '',
  add column inschrijving_gemeente text not null default '' check (inschrijving_gemeente ~ '^(GM[0-9]{4})?$'),
  add column inschrijving_gemeentenaam text not null default '',
  add column opschorting text not null default '',
  add column overleden boolean not null default false,
  add column overlijdensdatum text not null default ''
    check (overlijdensdatum ~ '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$'),
  add column in_onderzoek jsonb not null default '[]' check (jsonb_typeof(in_onderzoek) = 'array'),
  add column onleesbaar jsonb not null default '[]' check (jsonb_typeof(onleesbaar) = 'array');

-- Wie al gelezen is houdt wat er stond, tot de volgende lezing het vervangt.
alter table persoon no force row level security;
update persoon set
  naam = concat_ws(' ', nullif(nullif(voornamen, ''), '.'), nullif(voorvoegsel, ''),
                   nullif(nullif(geslachtsnaam, ''), '.')),
  adressoort = case when straat <> '' then 'adres' else 'geen' end,
  adresregel1 = trim(straat || ' ' || huisnummer),
  adresregel2 = trim(postcode || '  ' || plaats),
  overleden = overleden_op is not null,
  overlijdensdatum = coalesce(to_char(overleden_op, 'YYYY-MM-DD'), '');
alter table persoon force row level security;
alter table persoon drop column straat, drop column huisnummer, drop column postcode, drop column plaats,
  drop column overleden_op;

-- Wat een organisatie van iemand ziet: zijn naam, zijn adres, en of dat adres geheim of in onderzoek is.
alter table leerling
  add column naam text not null default '',
  add column geheimhouding boolean not null default false,
  add column adres_in_onderzoek boolean not null default false,
  add column adresregel1 text, add column adresregel2 text, add column adresregel3 text;
alter table begeleide
  add column naam text not null default '',
  add column geheimhouding boolean not null default false,
  add column adres_in_onderzoek boolean not null default false,
  add column adresregel1 text, add column adresregel2 text, add column adresregel3 text;
alter table leerling no force row level security;
alter table begeleide no force row level security;
alter table dossier no force row level security;
alter table persoon no force row level security;
update leerling l set naam = p.naam, geheimhouding = p.geheimhouding,
  adresregel1 = case when p.geheimhouding then null else p.adresregel1 end,
  adresregel2 = case when p.geheimhouding then null else p.adresregel2 end,
  adresregel3 = case when p.geheimhouding then null else p.adresregel3 end
from dossier d join persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id
where d.gemeente_id = l.gemeente_id and d.id = l.dossier_id
  and l.status in ('aangeboden', 'aanvaard') and l.ingetrokken_op is null;
update begeleide b set naam = p.naam, geheimhouding = p.geheimhouding,
  adresregel1 = case when p.geheimhouding then null else p.adresregel1 end,
  adresregel2 = case when p.geheimhouding then null else p.adresregel2 end,
  adresregel3 = case when p.geheimhouding then null else p.adresregel3 end
from dossier d join persoon p on p.gemeente_id = d.gemeente_id and p.id = d.persoon_id
where d.gemeente_id = b.gemeente_id and d.id = b.dossier_id
  and b.status in ('aangeboden', 'aanvaard') and b.ingetrokken_op is null;
alter table persoon force row level security;
alter table dossier force row level security;
alter table begeleide force row level security;
alter table leerling force row level security;
alter table leerling drop column voornamen, drop column voorvoegsel, drop column geslachtsnaam, drop column straat,
  drop column huisnummer, drop column postcode, drop column plaats;
alter table begeleide drop column voornamen, drop column voorvoegsel, drop column geslachtsnaam, drop column straat,
  drop column huisnummer, drop column postcode, drop column plaats;
