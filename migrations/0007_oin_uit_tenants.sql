-- De ontvanger kent de gemeente van een OIN uit de tenantbestanden (ADR 0014); deze deur in de database is weg.
drop function gemeente_bij_oin(text);
