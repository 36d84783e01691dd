-- Wie iets besloot, verzond of afhandelde is wie er handelt: dat staat in het beleid, niet alleen in de toepassing. En een
-- rij verandert alleen vanuit de stand waarin onze opdrachten haar wijzigen; wat af is, blijft zoals het was.
-- WITH CHECK ziet alleen de nieuwe rij. Een kolom `_door` is daarom te houden als zij bij elke wijziging opnieuw wordt
-- gezet (gewijzigd_door, vastgelegd_door), alleen bij het ontstaan (geen recht om haar te wijzigen), of bij de laatste
-- wijziging van de rij (daarna laat USING haar niet meer door).

do $$
declare t text;
begin
  foreach t in array array['dossier', 'termijn', 'werkitem', 'besluit', 'brief', 'duo_ontvangst', 'duo_melding', 'oproep',
      'brede_intake', 'begeleiding', 'begeleiding_vaststelling'] loop
    execute format('drop policy gemeente on %I', t);
    execute format('create policy gemeente_leest on %I for select to meedoen_gemeente
      using (gemeente_id = meedoen.gemeente_nu())', t);
  end loop;
end $$;

-- `gekozen_door` blijft staan als een ander het dossier later wijzigt; wie koos staat in de auditregel van die keuze.
create policy gemeente_begint on dossier for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is null and gekozen_door is null);
create policy gemeente_wijzigt on dossier for update to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu())
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is not distinct from meedoen.medewerker_nu());

create policy gemeente_begint on termijn for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and status in ('lopend', 'andere_lezing'));
create policy gemeente_wijzigt on termijn for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status in ('lopend', 'andere_lezing'))
  with check (gemeente_id = meedoen.gemeente_nu() and status in ('gehaald', 'vervallen'));
revoke update on termijn from meedoen_gemeente;
grant update (status) on termijn to meedoen_gemeente;

create policy gemeente_begint on werkitem for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'open' and gewijzigd_door is null
              and afgehandeld_door is null);
create policy gemeente_wijzigt on werkitem for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status = 'open')
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is not distinct from meedoen.medewerker_nu()
              and (status = 'open' and afgehandeld_door is null
                   or status <> 'open' and afgehandeld_door is not distinct from meedoen.medewerker_nu()));

create policy gemeente_begint on besluit for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgesteld_door = meedoen.medewerker_nu()
              and bekendgemaakt_op is null);
create policy gemeente_wijzigt on besluit for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and bekendgemaakt_op is null)
  with check (gemeente_id = meedoen.gemeente_nu());

create policy gemeente_begint on brief for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'te_maken' and verzonden_door is null);
create policy gemeente_wijzigt on brief for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status in ('te_maken', 'gemaakt'))
  with check (gemeente_id = meedoen.gemeente_nu()
              and (status = 'gemaakt' and verzonden_door is null
                   or status = 'verzonden' and verzonden_door = meedoen.medewerker_nu()));

create policy gemeente_wijzigt on duo_ontvangst for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status = 'ontvangen')
  with check (gemeente_id = meedoen.gemeente_nu() and status in ('verwerkt', 'dubbel', 'werkitem'));

-- Wat gemeld is verandert niet; een geweigerde melding wordt vervangen door een nieuwe.
create policy gemeente_begint on duo_melding for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'te_verzenden');
create policy gemeente_wijzigt on duo_melding for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status in ('te_verzenden', 'verzonden', 'afgewezen'))
  with check (gemeente_id = meedoen.gemeente_nu() and status in ('verzonden', 'bevestigd', 'afgewezen'));
revoke update on duo_melding from meedoen_gemeente;
grant update (status, http_status, foutteksten, pogingen, verzonden_op, bevestigd_op, vervangen_door)
  on duo_melding to meedoen_gemeente;

create policy gemeente_begint on oproep for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and uitkomst = 'OPEN' and gewijzigd_door is null
              and opgeroepen_door = meedoen.medewerker_nu());
create policy gemeente_wijzigt on oproep for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and uitkomst = 'OPEN')
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door = meedoen.medewerker_nu());
revoke update on oproep from meedoen_gemeente;
grant update (uitkomst, uitkomst_op, toelichting, versie, gewijzigd_op, gewijzigd_door) on oproep to meedoen_gemeente;

create policy gemeente_begint on brede_intake for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is null and afgerond_door is null);
create policy gemeente_wijzigt on brede_intake for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu())
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door = meedoen.medewerker_nu()
              and (afgerond_op is null and afgerond_door is null
                   or afgerond_op is not null and afgerond_door = meedoen.medewerker_nu()));

alter policy gemeente on persoonlijke_omstandigheden
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'brede_intake'
              and vastgelegd_door = meedoen.medewerker_nu());

alter policy gemeente_begint on pip
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'concept' and gewijzigd_door is null
              and vastgesteld_door is null);
alter policy gemeente_wijzigt on pip
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door = meedoen.medewerker_nu()
              and (status = 'concept' and vastgesteld_door is null
                   or status = 'vastgesteld' and vastgesteld_door = meedoen.medewerker_nu()));

create policy gemeente_begint on begeleiding for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu());
create policy gemeente_wijzigt on begeleiding for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu())
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu());
create policy gemeente_begint on begeleiding_vaststelling for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and vastgesteld_door = meedoen.medewerker_nu());
