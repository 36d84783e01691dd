-- De functie bij een medewerker draagt mandaten. Wie haar geeft leest welke functies het register noemt, en niets anders
-- daarvan; aan zichzelf geeft niemand haar (art. 10:5 lid 2 Awb, ADR 0081).
create policy beheerder_kent_functies on mandaat for select to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and meedoen.organisatie_nu() = gemeente_id and functie <> '');
grant select (gemeente_id, functie, tot, ingetrokken_op) on mandaat to meedoen_leden;
create policy beheerder_leest on collega for select to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and meedoen.organisatie_nu() = gemeente_id);
create policy beheerder_geeft_functie on collega for update to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and meedoen.organisatie_nu() = gemeente_id
         and medewerker_id is distinct from meedoen.medewerker_nu())
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.organisatie_nu() = gemeente_id
              and medewerker_id is distinct from meedoen.medewerker_nu());
