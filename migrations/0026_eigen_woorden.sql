-- Wat de persoon zelf vertelt, kan en wil: in de brede intake, en aangehaald in zijn plan en de brief daarvan.
alter table brede_intake
  add column eigen_woorden text not null default '',
  add column sterke_punten text not null default '',
  add column wensen text not null default '';
alter table pip
  add column eigen_woorden text not null default '',
  add column sterke_punten text not null default '',
  add column wensen text not null default '';
