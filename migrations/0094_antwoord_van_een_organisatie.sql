-- Wat een organisatie zegt als zij antwoordt: waarom zij iemand niet neemt, of wanneer, waar en bij wie hij begint, met
-- haar eigen nummer voor hem. Wie er niet blijkt te horen kan zij ook later nog weigeren: daarna leest zij hem niet meer.
alter table toewijzing
  add column weigerreden text check (weigerreden in ('GEEN_PLEK', 'NIVEAU', 'LESTIJDEN', 'NIET_VAN_ONS')),
  add column start_op date,
  add column groep text not null default '',
  add column locatie text not null default '',
  add column contact text not null default '',
  add column eigen_nummer text not null default '',
  add constraint toewijzing_weigerreden check (weigerreden is null or status = 'geweigerd'),
  drop constraint toewijzing_inschrijving,
  add constraint toewijzing_inschrijving check (
    (inschrijving_bron is null) = (inschrijving_bekend_op is null)
    and (inschrijving_bron is null
         or doel = 'lesgeven' and (status in ('aanvaard', 'beeindigd') or weigerreden = 'NIET_VAN_ONS')));
grant update (weigerreden, start_op, groep, locatie, contact, eigen_nummer) on toewijzing to meedoen_antwoord;
alter policy antwoordt on toewijzing
  using (organisatie_id = meedoen.organisatie_nu() and gemeente_id = any(meedoen.gemeenten_nu())
         and gemeente_id = meedoen.gemeente_nu() and status in ('aangeboden', 'aanvaard') and ingetrokken_op is null
         and vanaf <= statement_timestamp() and (tot is null or tot > statement_timestamp()));

-- Het eigen nummer staat bij wie zij leest, en gaat met hem weg; de gemeente zet het erbij.
do $$
declare projectie text;
begin
  foreach projectie in array array['leerling', 'begeleide'] loop
    execute format($sql$
      alter table %1$I add column eigen_nummer text not null default '';
      alter policy antwoordt on %1$I
        using (organisatie_id = meedoen.organisatie_nu() and gemeente_id = any(meedoen.gemeenten_nu())
               and gemeente_id = meedoen.gemeente_nu() and status in ('aangeboden', 'aanvaard')
               and ingetrokken_op is null and vanaf <= statement_timestamp()
               and (tot is null or tot > statement_timestamp()))
    $sql$, projectie);
  end loop;
end $$;
