-- De brede intake is verkort als een andere gemeente de leerroute vaststelde (art. 15 lid 4 Wi2021); bij het afronden blijft
-- staan op welke leerroute dat rust. Leeg is een volledige intake.
alter table brede_intake
  add column leerroute_van_elders text check (leerroute_van_elders in ('B', 'O', 'Z'));
