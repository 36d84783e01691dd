-- Welke waarschuwingen een mens bevestigde toen hij een uitkomst of een antwoord op de boetevraag vastlegde (ADR 0046).
alter table oproepgebeurtenis
  add column bevestigd jsonb not null default '[]' check (jsonb_typeof(bevestigd) = 'array');
