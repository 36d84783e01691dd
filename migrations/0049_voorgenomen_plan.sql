-- Welk plan het college wil maken als iemand ook na de derde oproep niet komt, als dat met haar meegaat (PG-10).
alter table oproep add column voorgenomen_plan text not null default '';
