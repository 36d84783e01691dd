-- Met welke collega en in welke ruimte een afspraak is, en welke waarschuwingen een mens bevestigde toen hij haar maakte.
alter table oproep
  add column collega_id uuid references medewerker (id),
  add column ruimte text not null default '',
  add column bevestigd jsonb not null default '[]' check (jsonb_typeof(bevestigd) = 'array');
create index oproep_afspraken on oproep (gemeente_id, afspraak_op) where uitkomst = 'OPEN';
grant update (collega_id, ruimte, bevestigd) on oproep to meedoen_gemeente;
