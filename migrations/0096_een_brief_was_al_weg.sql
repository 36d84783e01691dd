-- Een brief met een besluit die een einde van de plicht, een overlijden of een verhuizing introk, kan al weg zijn geweest
-- toen dat hier bekend werd: dan kent de persoon het besluit, en legt een mens dat vast (art. 3:41 Awb, PG-12).
alter policy gemeente_wijzigt on brief
  using (gemeente_id = meedoen.gemeente_nu()
         and (status in ('te_maken', 'gemaakt', 'verzonden')
              or status = 'ingetrokken' and gewijzigd_bij in ('plicht-geeindigd', 'overleden', 'verhuisd')));
