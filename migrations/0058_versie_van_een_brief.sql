-- Wie de verzending van een brief verbetert, noemt de versie die hij zag (C21): twee tegelijk waren beide bewaard, en de
-- laatste telde.
alter table brief add column versie integer not null default 1;
alter table brief add column gewijzigd_op timestamptz;
alter table brief add column gewijzigd_door uuid references medewerker (id);
alter table brief add column gewijzigd_bij text;
grant update (versie, gewijzigd_op, gewijzigd_door, gewijzigd_bij) on brief to meedoen_gemeente;
