-- Een brief die niet ging naar wie voor de persoon optrad, zoals zijn curator: een mens oordeelt of zij telt (§18.4,
-- art. 3:41 Awb).
alter table retourpost drop constraint retourpost_reden_check;
alter table retourpost add constraint retourpost_reden_check check (reden in (
  'ONBESTELBAAR', 'VERHUISD', 'GEWEIGERD', 'NIET_AFGEHAALD', 'VERKEERD_GERICHT', 'ANDERS'));
