-- De verwachte inburgeringstermijn begint op de dag na de dagtekening (art. 11 lid 2 Wi2021, PG-18), zoals die van DUO.
-- Tot nu toe stond de dagtekening zelf er als begin; de laatste dag was al goed.
alter table termijn no force row level security;
update termijn set start = start + 1, start_gebeurtenis = 'dag na de dagtekening van het eerste PIP'
where soort = 'TERMIJN' and bron = 'recht' and start_gebeurtenis = 'dagtekening van het eerste PIP';
alter table termijn force row level security;
