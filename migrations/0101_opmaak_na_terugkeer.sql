-- Kwam iemand na een verhuizing terug, dan gaat dit college weer verder. Een brief van voor zijn verhuizing die er nog ligt
-- wordt dan opnieuw opgemaakt, met de tekst die dan geldt (art. 3:41 Awb, art. 15 lid 4 Wi2021).
alter table brief_opmaak add column na_terugkeer boolean not null default false;
