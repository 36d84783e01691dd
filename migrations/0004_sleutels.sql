-- Sleutels wisselen en vernietigen (ADR 0006). Per cijfertekst en per blinde index staat met welke versie zij gemaakt
-- is. Vooraf: de rol meedoen_sleutels (`meedoen db voorbereiden`).

-- Tot nu toe was er van elke wortel één versie.
alter table persoon_nummer add column indexversie integer not null default 1;
alter table persoon_nummer alter column indexversie drop default;
alter table persoon_nummer drop constraint persoon_nummer_gemeente_id_soort_sleutelversie_bidx_key;
alter table persoon_nummer add unique (gemeente_id, soort, indexversie, bidx);

alter table duo_ontvangst add column indexversie integer not null default 1;
alter table duo_ontvangst alter column indexversie drop default;
grant insert (indexversie) on duo_ontvangst to meedoen_ontvanger;

-- De gegevens en de PDF van een brief ontstaan op een ander moment, dus soms met een andere versie.
alter table brief add column pdf_sleutelversie integer;
alter table brief no force row level security;
update brief set pdf_sleutelversie = 1 where pdf is not null;
alter table brief force row level security;
alter table brief add check ((pdf is null) = (pdf_sleutelversie is null));
grant update (pdf_sleutelversie) on brief to meedoen_gemeente;

-- Wat er van een gemeente vernietigd is: wie, waarom, en hoeveel er sindsdien niet meer opent.
create table sleutel_vernietiging (
  gemeente_id uuid primary key references gemeente (id),
  opdrachtgever text not null check (length(opdrachtgever) between 1 and 200),
  grond text not null check (length(grond) between 1 and 500),
  uitgevoerd_door text not null check (length(uitgevoerd_door) between 1 and 200),
  aantal integer not null check (aantal >= 0),
  begonnen_op timestamptz not null,
  voltooid_op timestamptz);

alter table sleutel_vernietiging enable row level security;
alter table sleutel_vernietiging force row level security;

do $$
declare t text;
begin
  foreach t in array array['persoon_nummer', 'duo_ontvangst', 'brief', 'sleutel_vernietiging'] loop
    execute format('create policy sleutels on %I to meedoen_sleutels using (gemeente_id = meedoen.gemeente_nu())
      with check (gemeente_id = meedoen.gemeente_nu())', t);
  end loop;
end $$;

create policy sleutels on persoonlijke_omstandigheden to meedoen_sleutels
  using (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'beveiliging')
  with check (gemeente_id = meedoen.gemeente_nu() and meedoen.doel_nu() = 'beveiliging');
grant execute on function gemeente_nu(), doel_nu() to meedoen_sleutels;

-- Alleen wat nodig is om een cijfertekst te vervangen: geen naam, geen dossier, geen datum.
grant select (gemeente_id, persoon_id, soort, cijfer, sleutelversie, indexversie),
  update (cijfer, sleutelversie, bidx, indexversie) on persoon_nummer to meedoen_sleutels;
grant select (gemeente_id, id, cijfer, sleutelversie, indexversie),
  update (cijfer, sleutelversie, kenmerk, indexversie) on duo_ontvangst to meedoen_sleutels;
grant select (gemeente_id, id, gegevens, sleutelversie, pdf, pdf_sleutelversie),
  update (gegevens, sleutelversie, pdf, pdf_sleutelversie) on brief to meedoen_sleutels;
grant select (gemeente_id, dossier_id, cijfer, sleutelversie),
  update (cijfer, sleutelversie) on persoonlijke_omstandigheden to meedoen_sleutels;
grant select, insert, update (voltooid_op) on sleutel_vernietiging to meedoen_sleutels;
grant select (id, naam) on gemeente to meedoen_sleutels;
grant select on klok to meedoen_sleutels;

create policy sleutels_schrijft on audit for insert to meedoen_sleutels
  with check (gemeente_id = meedoen.gemeente_nu() and medewerker_id is null and organisatie_id is null
              and actie like 'sleutels.%');
grant insert (gemeente_id, id, tijdstip, medewerker_id, organisatie_id, actie, object, object_id, dossiers, velden,
  resultaat, oorsprong, doel, sleutelversie, mac) on audit to meedoen_sleutels;
