-- Een PIP dat DUO kreeg en dat niemand bereikte, wordt teruggehaald als het een nieuwe dagtekening krijgt (U02, PG-6).
alter table duo_melding drop constraint duo_melding_soort_check;
alter table duo_melding add constraint duo_melding_soort_check check (soort in ('U01', 'U02', 'U03', 'U05'));
