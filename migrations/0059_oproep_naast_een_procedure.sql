-- Waarom een derde oproep niet wacht op de boete waarvan de procedure nog loopt (art. 22 lid 2 Wi2021, PG-7).
alter table oproep add column reden_niet_afwachten text not null default '';
