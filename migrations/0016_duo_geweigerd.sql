-- Wat de ontvanger niet aanneemt wordt geteld, per dag, reden, afzender en doel. Een rij per bericht liet wie maar wilde
-- de tabel vullen, en niemand kon haar lezen of legen.
alter table duo_geweigerd rename to duo_geweigerd_oud;
create table duo_geweigerd (
  dag date not null,
  reden text not null,
  bron text not null check (length(bron) <= 64),
  doel text not null check (length(doel) <= 64),
  aantal bigint not null check (aantal > 0),
  omvang bigint not null,
  eerste_op timestamptz not null,
  laatste_op timestamptz not null,
  primary key (dag, reden, bron, doel),
  constraint duo_geweigerd_reden_vast check (reden in ('onbekend_doel', 'onbekende_afzender', 'misvormd', 'te_groot')));
alter table duo_geweigerd_oud no force row level security;
insert into duo_geweigerd (dag, reden, bron, doel, aantal, omvang, eerste_op, laatste_op)
select (ontvangen_op at time zone 'UTC')::date, reden, 'overig', 'overig', count(*), sum(omvang), min(ontvangen_op),
       max(ontvangen_op)
from duo_geweigerd_oud group by 1, 2;
drop table duo_geweigerd_oud;

alter table duo_geweigerd enable row level security;
alter table duo_geweigerd force row level security;
-- De ontvanger telt alleen vandaag (UTC, en rond middernacht de dag ernaast).
create policy ontvanger_leest on duo_geweigerd for select to meedoen_ontvanger
  using (abs(dag - (statement_timestamp() at time zone 'UTC')::date) <= 1);
create policy ontvanger_begint on duo_geweigerd for insert to meedoen_ontvanger
  with check (abs(dag - (statement_timestamp() at time zone 'UTC')::date) <= 1 and aantal = 1);
create policy ontvanger_telt on duo_geweigerd for update to meedoen_ontvanger
  using (abs(dag - (statement_timestamp() at time zone 'UTC')::date) <= 1)
  with check (abs(dag - (statement_timestamp() at time zone 'UTC')::date) <= 1);
grant select, insert, update (aantal, omvang, laatste_op) on duo_geweigerd to meedoen_ontvanger;
-- Wie het platform bewaakt leest alles; de eigenaar ruimt op.
create policy zegel_leest on duo_geweigerd for select to meedoen_zegel using (true);
grant select on duo_geweigerd to meedoen_zegel;
create policy beheer on duo_geweigerd to meedoen_eigenaar using (true) with check (true);
