-- Wat DUO geldig adresseert gaat nooit verloren, ook als een deel ervan niet in een kolom past (ADR 0025).
-- Leeg: het tijdstip kan niet bestaan, of het bericht is weggelegd zonder er iets uit over te nemen. Een mens kijkt.
alter table duo_ontvangst alter column geregistreerd_op drop not null;
alter table duo_ontvangst alter column gebeurtenis drop not null;
-- Hetzelfde berichtId met een andere inhoud is een ander bericht; dezelfde inhoud heeft hetzelfde kenmerk.
alter table duo_ontvangst drop constraint duo_ontvangst_gemeente_id_bericht_id_key;
alter table duo_ontvangst add constraint duo_ontvangst_bericht unique (gemeente_id, bericht_id, kenmerk);
