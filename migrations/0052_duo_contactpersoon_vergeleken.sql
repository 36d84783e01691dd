-- Sinds wanneer bij het vergelijken met DUO ook de contactpersoon meedoet. De eerste keer is stil: wat er dan anders is
-- staat alleen in de lijst.
alter table duo_vergelijking add column contactpersoon_op timestamptz;
grant update (contactpersoon_op) on duo_vergelijking to meedoen_gemeente;
