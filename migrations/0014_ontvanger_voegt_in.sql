-- Een recht om in te voegen geldt voor de hele tabel, niet voor kolommen: een verdeelde database stuurt alle kolommen mee.
-- Wat de ontvanger niet mag kiezen, staat in het beleid.
alter table duo_ontvangst alter column ontvangen_op set default statement_timestamp();
grant insert on duo_ontvangst, outbox to meedoen_ontvanger;
revoke insert (gemeente_id, id, bericht_id, cijfer, sleutelversie, kenmerk, gebeurtenis, geregistreerd_op, indexversie)
  on duo_ontvangst from meedoen_ontvanger;
revoke insert (gemeente_id, id, soort, onderwerp_id, reeks) on outbox from meedoen_ontvanger;
alter policy ontvangt on duo_ontvangst
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'ontvangen' and dossier_id is null
              and verwerkt_op is null
              and ontvangen_op between statement_timestamp() - interval '1 minute'
                                   and statement_timestamp() + interval '1 minute');
alter policy ontvangt on outbox
  with check (gemeente_id = meedoen.gemeente_nu() and soort = 'aanmelding.verwerk_notificatie' and status = 'nieuw'
              and pogingen = 0 and inhoud = '{}' and fout = '' and aangeboden_op is null and bezig_tot is null
              and klaar_op is null and niet_voor <= statement_timestamp() + interval '1 minute'
              and ontstaan_op between statement_timestamp() - interval '1 minute'
                                  and statement_timestamp() + interval '1 minute');
