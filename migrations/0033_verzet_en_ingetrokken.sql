-- Van een verzette afspraak blijft te lezen van en naar welke tijd en plaats, en hoe de persoon het weet.
alter table oproepgebeurtenis add column afspraak jsonb;
alter table oproepgebeurtenis add constraint oproepgebeurtenis_afspraak_check
  check (afspraak is null or soort = 'AFSPRAAK_VERZET');
