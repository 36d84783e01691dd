-- Wat een medewerker van de persoonlijke omstandigheden wist, bleef als lege rij onder het dossier staan, en twee dossiers
-- die er allebei een hadden konden nooit meer samen. Een rij heeft nu een eigen id, en van een dossier telt er hooguit
-- een die niet gewist is. Van wat er staat is het id dat van zijn dossier: daaraan zit de cijfertekst vast.
alter table persoonlijke_omstandigheden add column id uuid, add column gewist_op timestamptz;
alter table persoonlijke_omstandigheden no force row level security;
update persoonlijke_omstandigheden set id = dossier_id;
-- A ciphertext of nothing: one byte of format, four of the version, a nonce of twelve and a tag of sixteen.
update persoonlijke_omstandigheden set gewist_op = vastgelegd_op where octet_length(cijfer) = 33;
alter table persoonlijke_omstandigheden force row level security;
alter table persoonlijke_omstandigheden alter column id set not null,
  drop constraint persoonlijke_omstandigheden_pkey, add primary key (gemeente_id, id);
create unique index persoonlijke_omstandigheden_een on persoonlijke_omstandigheden (gemeente_id, dossier_id)
  where gewist_op is null;
revoke select (dossier_id) on persoonlijke_omstandigheden from meedoen_sleutels;
grant select (id) on persoonlijke_omstandigheden to meedoen_sleutels;
