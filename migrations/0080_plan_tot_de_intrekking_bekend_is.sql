-- Een intrekking werkt niet voor haar bekendmaking (art. 3:40 Awb): tot dan leest een school de leerroute en de uren van
-- het ingetrokken PIP. Zij staan bij het besluit dat intrekt; het dossier is al terug waar een PIP geschreven wordt.
alter table besluit
  add column nog_leerroute text check (nog_leerroute in ('B', 'O', 'Z')),
  add column nog_intensiteit integer,
  add constraint besluit_nog_check check (
    (nog_leerroute is null or soort = 'INTREKKING') and (nog_leerroute is not null or nog_intensiteit is null));
