-- Een besluit over ontheffing van de leerbaarheidstoets (B03, B10) kan worden ingetrokken (art. 3:2 Awb). Wat beslist is
-- blijft: alleen met het doel intrekken wordt het ingetrokken, en met dat doel niets anders.
alter table lbt_ontheffing drop constraint lbt_ontheffing_status_check;
alter table lbt_ontheffing add constraint lbt_ontheffing_status_check
  check (status in ('loopt', 'verleend', 'geweigerd', 'ingetrokken', 'besluit_ingetrokken', 'vervallen'));
alter table lbt_ontheffing drop constraint lbt_ontheffing_check;
alter table lbt_ontheffing add constraint lbt_ontheffing_besloten
  check ((status in ('verleend', 'geweigerd', 'besluit_ingetrokken')) = (besluit_id is not null));
alter policy gemeente_wijzigt on lbt_ontheffing
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() is distinct from 'intrekken'
              and gewijzigd_door is not distinct from meedoen.medewerker_nu()
              and (status = 'vervallen' and besloten_door is null
                   or status = 'ingetrokken' and besloten_door is null and gewijzigd_door is not null
                   or status in ('verleend', 'geweigerd') and besloten_door = meedoen.medewerker_nu()));
create policy intrekken on lbt_ontheffing for update to meedoen_gemeente
  using (gemeente_id = meedoen.gemeente_nu() and status in ('verleend', 'geweigerd')
         and meedoen.doel_nu() = 'intrekken')
  with check (gemeente_id = meedoen.gemeente_nu() and status = 'besluit_ingetrokken'
              and meedoen.doel_nu() = 'intrekken' and gewijzigd_door = meedoen.medewerker_nu());
