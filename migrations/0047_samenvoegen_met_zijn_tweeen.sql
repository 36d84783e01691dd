-- Samenvoegen stelt de een voor en beslist een ander (vier ogen, art. 2:4 Awb), of het college zelf (art. 10:7 Awb).
-- Een samenvoeging die niet klopte wordt op dezelfde manier uit elkaar gehaald. Wat er voor deze versie al stond, deed
-- een mens alleen.
alter table samenvoeging
  add column soort text not null default 'samenvoegen' check (soort in ('samenvoegen', 'uiteenhalen')),
  add column status text not null default 'uitgevoerd' check (status in ('voorgesteld', 'uitgevoerd', 'afgewezen')),
  add column van_samenvoeging uuid,
  add column eerder jsonb not null default '{}',
  add column besloten_door uuid references medewerker (id),
  add column besloten_op timestamptz,
  add column toelichting text not null default '',
  add column college_nummer text not null default '',
  add column college_datum date,
  add foreign key (gemeente_id, van_samenvoeging) references samenvoeging (gemeente_id, id),
  add check ((soort = 'uiteenhalen') = (van_samenvoeging is not null)),
  add check ((besloten_door is null) = (besloten_op is null)),
  add check ((college_nummer = '') = (college_datum is null));
alter table samenvoeging alter column soort drop default, alter column status drop default,
  alter column eerder drop default, alter column toelichting drop default, alter column college_nummer drop default;
drop policy gemeente_begint on samenvoeging;
create policy gemeente_stelt_voor on samenvoeging for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu()
    and status = 'voorgesteld' and besloten_door is null);
-- Uitvoeren doet een ander dan wie het voorstelde, tenzij het college zelf besloot; intrekken mag ieder.
create policy gemeente_beslist on samenvoeging for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status = 'voorgesteld')
  with check (gemeente_id = meedoen.gemeente_nu() and besloten_door = meedoen.medewerker_nu()
    and (status = 'afgewezen' or (status = 'uitgevoerd' and (besloten_door <> vastgelegd_door or college_nummer <> ''))));
grant update (status, van_fase, met_fase, verplaatst, eerder, besloten_door, besloten_op, toelichting, college_nummer,
  college_datum) on samenvoeging to meedoen_gemeente;

alter table werkitem drop constraint werkitem_soort_check;
alter table werkitem add constraint werkitem_soort_check check (soort in (
  'PIP_VASTSTELLEN', 'STARTDATUM_KIEZEN', 'NAVRAGEN', 'DUO_GEBEURTENIS', 'DUO_GEEN_TOEGANG', 'DUO_GEEN_NUMMER',
  'BSN_ONTBREEKT', 'DUBBEL_DOSSIER', 'MELDING_HERSTELLEN', 'TAAK_MISLUKT', 'TAAK_VERTRAAGD', 'OPROEP_OPVOLGEN',
  'BRIEF_VERZENDEN', 'TERMIJN_VERSCHILT', 'AFSPRAAK_VERZETTEN', 'BOETEVRAAG',
  'INTREKKING_MELDEN', 'NIETS_GEPLAND', 'VERVOLG', 'TERMIJN_VERSCHOVEN', 'BEZWAAR_NAZIEN', 'BEZWAARDAG_MELDEN',
  'ONTHEFFING_BESLISSEN', 'CONTACT_OPVOLGEN', 'OPROEPKETEN',
  'ZIENSWIJZE_AFWACHTEN', 'OVERNAME_NAZIEN',
  'BESLUIT_NIET_VERZONDEN', 'SAMENVOEGING_BESLISSEN'));
