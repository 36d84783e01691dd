-- Aan wie iemand schreef dat hij niet komt, als dat niet de gemeente was; en waarom het college zijn plan vaststelde
-- terwijl een boete hem nog liet komen (art. 22 lid 2 Wi2021).
alter table oproepgebeurtenis add column schreef_aan text not null default ''
  check (schreef_aan = '' or uitkomst = 'KOMST_GEWEIGERD');
alter table oproepgebeurtenis drop constraint oproepgebeurtenis_soort_check;
alter table oproepgebeurtenis add constraint oproepgebeurtenis_soort_check check (soort in (
  'VERZONDEN', 'AFSPRAAK_GEMIST', 'AFSPRAAK_AFGEZEGD', 'AFSPRAAK_VERZET', 'UITKOMST', 'BOETEVRAAG', 'INGETROKKEN',
  'POST_TERUG', 'POST_AANGEKOMEN', 'POST_NIET_AANGEKOMEN', 'NIET_AFGEWACHT'));
