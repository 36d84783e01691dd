-- Waarop een lagere urennorm of een vaardigheid die vervalt rust (B08, art. 3.16 lid 2 Ri2021): waaruit de beperking bleek,
-- en het revalidatietraject. Welke beperking het is staat er niet.
alter table pip
  add column revalidatie jsonb check (jsonb_typeof(revalidatie) = 'object');
