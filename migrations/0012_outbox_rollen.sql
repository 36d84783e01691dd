-- Wat een rol met de outbox mag is wat haar opdrachten doen, en niets meer. De relay kon elke rij op klaar zetten, en dan
-- was een notificatie van DUO weg terwijl DUO 201 had gekregen.

-- De tijden komen van de klok waarmee het beleid vergelijkt, op een minuut na: bij een verdeelde database zet de ene
-- machine de standaard en leest een andere het beleid.
alter table outbox alter column ontstaan_op set default statement_timestamp();
alter table outbox alter column niet_voor set default statement_timestamp();

-- De relay ziet wat open staat, en biedt aan wat aan de beurt is.
drop policy relay on outbox;
create policy relay_ziet on outbox for select to meedoen_relay using (status in ('nieuw', 'aangeboden', 'bezig'));
create policy relay_biedt_aan on outbox for update to meedoen_relay
  using (status = 'aangeboden' or status = 'nieuw' and niet_voor <= statement_timestamp()
         or status = 'bezig' and bezig_tot < statement_timestamp())
  with check (status = 'aangeboden' and aangeboden_op <= statement_timestamp() + interval '1 minute');

grant select (id) on gemeente to meedoen_relay;

-- De worker: een rij ontstaat nieuw, en aanbieden doet alleen de relay.
drop policy gemeente on outbox;
create policy gemeente_leest on outbox for select to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu());
create policy gemeente_zet on outbox for insert to meedoen_gemeente
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'nieuw' and pogingen = 0);
create policy gemeente_werkt on outbox for update to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu())
  with check (gemeente_id = meedoen.gemeente_nu() and status in ('nieuw', 'bezig', 'klaar', 'mislukt'));

-- Wat er is aangenomen en nog verwerkt moet worden, vindt de nachtelijke controle zonder het hele postvak te lezen.
create index duo_ontvangst_open on duo_ontvangst (gemeente_id, ontvangen_op) where status = 'ontvangen';
