-- Meedoen mailt de link van een uitnodiging (ADR 0091). Wie uitnodigt zet de mail klaar, en leest hoe het met haar staat.
alter table uitnodiging add column post_id uuid;
grant insert on outbox to meedoen_leden;
grant select (gemeente_id, id, soort, status, klaar_op, fout) on outbox to meedoen_leden;
create policy beheerder_mailt on outbox for insert to meedoen_leden
  with check (gemeente_id = meedoen.gemeente_nu() and soort = 'leden.mail' and status = 'nieuw' and pogingen = 0
              and inhoud = '{}' and fout = '' and aangeboden_op is null and bezig_tot is null and klaar_op is null
              and buur is null and begonnen_op is null and reeks = onderwerp_id
              and niet_voor <= statement_timestamp() + interval '1 minute'
              and ontstaan_op between statement_timestamp() - interval '1 minute'
                                  and statement_timestamp() + interval '1 minute');
create policy beheerder_leest_mail on outbox for select to meedoen_leden
  using (gemeente_id = meedoen.gemeente_nu() and soort = 'leden.mail');
-- De worker leest waarvoor de link is. Hij wijzigt aan een open uitnodiging niets.
grant select (organisatie_id, rol, afdruk, status, uitgenodigd_door) on uitnodiging to meedoen_gemeente;
