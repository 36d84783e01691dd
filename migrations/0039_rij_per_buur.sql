-- Een rij per persoon en per buur (C10): ligt de BRP er voor iemand uit, dan wacht zijn bericht aan DUO daar niet op. En
-- wanneer een taak voor het eerst geprobeerd is, zodat binnen vijf minuten een mens weet dat zij blijft steken.
alter table outbox add column buur text check (buur in ('duo', 'brp'));
alter table outbox add column begonnen_op timestamptz;
grant update (begonnen_op) on outbox to meedoen_gemeente;
grant select (buur) on outbox to meedoen_relay;
alter policy ontvangt on outbox
  with check (gemeente_id = meedoen.gemeente_nu() and soort = 'aanmelding.verwerk_notificatie' and status = 'nieuw'
              and pogingen = 0 and inhoud = '{}' and fout = '' and aangeboden_op is null and bezig_tot is null
              and klaar_op is null and buur is null and begonnen_op is null
              and niet_voor <= statement_timestamp() + interval '1 minute'
              and ontstaan_op between statement_timestamp() - interval '1 minute'
                                  and statement_timestamp() + interval '1 minute');
alter policy antwoordt on outbox
  with check (gemeente_id = meedoen.gemeente_nu() and gemeente_id = any(meedoen.gemeenten_nu())
              and soort = 'toewijzing.beantwoord' and status = 'nieuw' and pogingen = 0 and inhoud = '{}' and fout = ''
              and aangeboden_op is null and bezig_tot is null and klaar_op is null and buur is null
              and begonnen_op is null and niet_voor <= statement_timestamp() + interval '1 minute'
              and ontstaan_op between statement_timestamp() - interval '1 minute'
                                  and statement_timestamp() + interval '1 minute');

-- Wat nog open staat, of opnieuw gedaan kan worden, komt in de rij waarin het hoort; een taak is niet te wijzigen.
alter table outbox no force row level security;
update outbox set buur = case soort when 'aanmelding.lees_brp' then 'brp' else 'duo' end
where status <> 'klaar' and soort in ('aanmelding.lees_brp', 'aanmelding.lees_duo', 'aanmelding.lees_examens',
  'aanmelding.lees_vrijstellingen', 'aanmelding.lees_ontheffingen', 'aanmelding.lees_verlengingen',
  'aanmelding.lees_boetes', 'aanmelding.lees_pip', 'intake.lees_lbt', 'intake.vraag_examennummer', 'melding.verzend');
alter table outbox force row level security;
