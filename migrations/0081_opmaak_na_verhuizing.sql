-- Een besluit dat er al was wordt ook na een verhuizing bekendgemaakt (art. 3:41 Awb). Wat het oude college dan niet meer doet,
-- hoort niet meer in de brief: na de verhuizing wordt zij opnieuw opgemaakt, met de tekst die dan geldt.
alter table brief_opmaak add column na_verhuizing boolean not null default false;
