-- Het auditlog wordt van buiten de schrijvers om verzegeld: elke seconde, per gemeente, in een keten (ADR 0012).
-- Vooraf: de rol meedoen_zegel (`meedoen db voorbereiden`).

-- Een reeks is de tijd waarin transactienummers oplopen. Na terugzetten in een ander cluster beginnen zij lager, en
-- begint een nieuwe reeks (`meedoen audit nieuwe-reeks`). De kolom wordt alleen door haar standaard gevuld.
alter table audit add column reeks integer not null default 1;

-- Per gemeente op volgorde van de transacties: zo leest wie verzegelt en wie naleest.
drop index audit_zegel;
create index audit_volgorde on audit (gemeente_id, reeks, xid, id);

create table audit_zegel (
  gemeente_id uuid not null references gemeente (id),
  nr bigint not null check (nr > 0),
  reeks integer not null,
  van xid8 not null,
  tot xid8 not null check (tot > van),
  aantal integer not null check (aantal > 0),
  wortel bytea not null check (length(wortel) = 32),
  vorige bytea not null check (length(vorige) = 32),
  hash bytea not null check (length(hash) = 32),
  sleutelversie integer not null,
  mac bytea not null,
  gezet_op timestamptz not null,
  primary key (gemeente_id, nr));

-- Per reeks tot waar er verzegeld is.
create table audit_stand (
  reeks integer primary key check (reeks > 0),
  tot xid8 not null default '0');
insert into audit_stand (reeks) values (1);

alter table audit_zegel enable row level security;
alter table audit_zegel force row level security;
create policy zegel_leest on audit for select to meedoen_zegel using (true);
create policy zegel_leest on audit_zegel for select to meedoen_zegel using (true);
create policy zegel_zet on audit_zegel for insert to meedoen_zegel with check (true);
grant select on audit to meedoen_zegel;
grant select, insert on audit_zegel to meedoen_zegel;
grant select, update (tot) on audit_stand to meedoen_zegel;
grant select (id, cbs_code, naam) on gemeente to meedoen_zegel;
