-- De inschrijving bij een school is bekend (PG-20): zo'n toewijzing begint aanvaard, en alleen zo.
alter table toewijzing add column inschrijving_bron text check (inschrijving_bron in ('PERSOON', 'SCHOOL', 'DUO')),
  add column inschrijving_bekend_op date,
  add constraint toewijzing_inschrijving check (
    (inschrijving_bron is null) = (inschrijving_bekend_op is null)
    and (inschrijving_bron is null or doel = 'lesgeven' and status in ('aanvaard', 'beeindigd')));
drop policy gemeente_begint on toewijzing;
create policy gemeente_begint on toewijzing for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and aangeboden_door = meedoen.medewerker_nu()
              and beantwoord_op is null and gewijzigd_door is null
              and (status = 'aangeboden' and inschrijving_bron is null
                   or status = 'aanvaard' and inschrijving_bron is not null));
