"""Wat in de catalogus niet mag voorkomen: per controle een vraag die de overtredingen geeft, en een die haar bewijst.

`plant` zet de fout er met opzet in; de controle moet haar dan vinden (en wordt daarna teruggedraaid).
"""

from dataclasses import dataclass

from core.platform.db.rollen import instellingen
from core.platform.partijen import VAN_ACTOR
from core.platform.tenancy import Actor

INLOGROLLEN = (*(f"meedoen_{actor}" for actor in Actor), "meedoen_migratie")
ALLE_ROLLEN = (*INLOGROLLEN, "meedoen_eigenaar", "meedoen_poort")
_ROLLEN = ", ".join(f"'{rol}'" for rol in ALLE_ROLLEN)
_INLOG = ", ".join(f"'{rol}'" for rol in INLOGROLLEN)
_INSTELLINGEN = ", ".join(f"('{rol}', '{i}')" for rol, alle in instellingen().items() for i in sorted(alle))
DEUREN = (
    r"^(lo_.*|loread|lowrite|pg_(try_)?advisory_.*|pg_notify|pg_logical_emit_message|pg_export_snapshot"
    r"|pg_cancel_backend|pg_terminate_backend|.*_to_xml.*)$"
)
"""Wat er in een kale PostgreSQL voor iedereen is, en waarmee men langs rijbeveiliging, of een ander in de weg, komt."""
_ORGANISATIES = ", ".join(f"'meedoen_{actor}'" for actor in (*VAN_ACTOR, Actor.ANTWOORD))
_VAN_GEMEENTE = """(select a.attrelid from pg_attribute a join pg_class t on t.oid = a.attrelid
  where t.relnamespace = 'meedoen'::regnamespace and t.relkind in ('r', 'p')
    and a.attname = 'gemeente_id' and not a.attisdropped)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Controle:
    naam: str
    vraag: str
    plant: str


CONTROLES: tuple[Controle, ...] = (
    Controle(
        naam="een tabel met gemeente_id of over mensen heeft gedwongen rijbeveiliging",
        vraag=f"""select c.relname from pg_class c
            where (c.oid in {_VAN_GEMEENTE} or c.relnamespace = 'meedoen'::regnamespace
                   and c.relname in ('medewerker', 'duo_geweigerd', 'audit_stand'))
              and not (c.relrowsecurity and c.relforcerowsecurity)""",
        plant="alter table meedoen.persoon no force row level security",
    ),
    Controle(
        naam="een tabel met gemeente_id heeft een beleid",
        vraag=f"""select c.relname from pg_class c where c.oid in {_VAN_GEMEENTE}
            and not exists (select from pg_policy p where p.polrelid = c.oid)""",
        plant="drop policy gemeente on meedoen.duo_contactpersoon",
    ),
    Controle(
        naam="een beleid heeft USING waar gelezen en WITH CHECK waar geschreven wordt",
        vraag="""select polrelid::regclass || '.' || polname from pg_policy
            where polcmd in ('r', '*', 'w', 'd') and polqual is null
               or polcmd in ('a', '*', 'w') and polwithcheck is null""",
        plant="create policy half on meedoen.pip to meedoen_gemeente using (gemeente_id = meedoen.gemeente_nu())",
    ),
    Controle(
        naam="een beleid geldt voor genoemde rollen, nooit voor iedereen",
        vraag="select polrelid::regclass || '.' || polname from pg_policy where 0 = any(polroles)",
        plant="create policy open on meedoen.pip using (true) with check (true)",
    ),
    Controle(
        naam="een beleid van een inlogrol is nooit zomaar waar, op de nagekeken uitzonderingen na",
        vraag=f"""select polrelid::regclass || '.' || polname from pg_policy
            where exists (select from pg_roles r where r.oid = any(polroles) and r.rolname in ({_INLOG}))
              and 'true' in (pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
              and (polrelid::regclass::text, polname::text) not in
                (('duo_geweigerd', 'zegel_leest'), ('audit', 'zegel_leest'), ('audit_zegel', 'zegel_leest'),
                 ('audit_erkenning', 'zegel_leest'), ('audit_stand', 'zegel_leest'),
                 ('audit_stand', 'zegel_schuift'))""",
        plant="create policy ruim on meedoen.pip to meedoen_gemeente using (true) with check (true)",
    ),
    Controle(
        naam="een verwijzing tussen tabellen van een gemeente begint met gemeente_id aan beide kanten",
        vraag=f"""select k.conrelid::regclass || '.' || k.conname from pg_constraint k
            where k.contype = 'f' and k.conrelid in {_VAN_GEMEENTE} and k.confrelid in {_VAN_GEMEENTE}
              and not exists (select from pg_attribute a, pg_attribute b
                where a.attrelid = k.conrelid and a.attnum = k.conkey[1] and a.attname = 'gemeente_id'
                  and b.attrelid = k.confrelid and b.attnum = k.confkey[1] and b.attname = 'gemeente_id')""",
        plant="""alter table meedoen.pip add unique (id);
            alter table meedoen.besluit add foreign key (onderwerp_id) references meedoen.pip (id) not valid""",
    ),
    Controle(
        naam="een verwijzing verwijdert of wijzigt nooit mee",
        vraag="""select conrelid::regclass || '.' || conname from pg_constraint
            where contype = 'f' and connamespace = 'meedoen'::regnamespace
              and (confdeltype <> 'a' or confupdtype <> 'a')""",
        plant="""alter table meedoen.termijn add foreign key (gemeente_id, dossier_id)
            references meedoen.dossier (gemeente_id, id) on delete cascade""",
    ),
    Controle(
        naam="een unieke index begint met gemeente_id, of is van een platformtabel",
        vraag=f"""select i.indexrelid::regclass::text from pg_index i
            where i.indisunique and i.indrelid in {_VAN_GEMEENTE}
              and not exists (select from pg_attribute a where a.attrelid = i.indrelid
                and a.attnum = i.indkey[0] and a.attname = 'gemeente_id')""",
        plant="create unique index lek on meedoen.dossier (kenmerk)",
    ),
    Controle(
        naam="views lezen met de rechten van de vrager, en materialized views bestaan niet",
        vraag="""select relname from pg_class where relnamespace = 'meedoen'::regnamespace
            and (relkind = 'm' or relkind = 'v' and not coalesce(reloptions @> '{security_invoker=true}', false))""",
        plant="create view meedoen.alles as select * from meedoen.persoon",
    ),
    Controle(
        naam="geen tabel heeft een trigger of regel van ons",
        vraag="""select tgrelid::regclass || '.' || tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = 'meedoen'::regnamespace and not t.tgisinternal
            union all select ev_class::regclass || '.' || rulename
            from pg_rewrite w join pg_class c on c.oid = w.ev_class
            where c.relnamespace = 'meedoen'::regnamespace and c.relkind <> 'v'""",
        plant="create rule stil as on update to meedoen.pip do instead nothing",
    ),
    Controle(
        naam="security definer is van de poort, heeft een vast zoekpad, en bestaat alleen voor het aanmelden",
        vraag="""select p.oid::regprocedure::text from pg_proc p
            where p.pronamespace = 'meedoen'::regnamespace and p.prosecdef
              and not (p.proowner = 'meedoen_poort'::regrole and p.provolatile = 's'
                       and coalesce(p.proconfig, '{}') @> '{search_path=pg_catalog}'
                       and p.proname in ('toegang_van', 'machinesleutel', 'uitnodiging_bij', 'medewerker_bij'))""",
        plant="""create function meedoen.achterdeur() returns bigint language sql security definer
            return (select count(*) from meedoen.persoon)""",
    ),
    Controle(
        naam="een deur heeft precies één inlogrol die haar mag openen",
        vraag=f"""select p.oid::regprocedure || ' ' || string_agg(r.rolname, '+' order by r.rolname)
            from pg_proc p left join pg_roles r
              on r.rolname in ({_INLOG}) and has_function_privilege(r.oid, p.oid, 'execute')
            where p.pronamespace = 'meedoen'::regnamespace and p.prosecdef group by p.oid
            having string_agg(r.rolname, '+') is distinct from case p.oid::regprocedure::text
              when 'toegang_van(text,text)' then 'meedoen_toegang'
              when 'uitnodiging_bij(uuid,text)' then 'meedoen_toegang'
              when 'medewerker_bij(text,text)' then 'meedoen_toegang'
              when 'machinesleutel(uuid)' then 'meedoen_toegang' end""",
        plant="grant execute on function meedoen.toegang_van(text, text) to meedoen_taalschool",
    ),
    Controle(
        naam="geen functie van ons is voor iedereen",
        vraag="""select p.oid::regprocedure::text from pg_proc p
            where p.pronamespace = 'meedoen'::regnamespace
              and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))""",
        plant="grant execute on function meedoen.doel_nu() to public",
    ),
    Controle(
        naam="van een uitbreiding is één functie te gebruiken, door de gemeente en de eigenaar",
        vraag=f"""select r.rolname || ': ' || p.oid::regprocedure from pg_roles r, pg_proc p
            where p.pronamespace = 'extensies'::regnamespace and r.rolname in ({_ROLLEN})
              and has_function_privilege(r.oid, p.oid, 'execute')
              and (p.proname <> 'daitch_mokotoff' or r.rolname not in ('meedoen_gemeente', 'meedoen_eigenaar'))
            union all select r.rolname from pg_roles r where r.rolname in ({_ROLLEN})
              and has_schema_privilege(r.oid, 'extensies', 'usage')
                  <> (r.rolname in ('meedoen_gemeente', 'meedoen_eigenaar'))
            union all select e.extname from pg_extension e
            where e.extname not in ('plpgsql', 'fuzzystrmatch')""",
        plant="grant execute on function extensies.levenshtein(text, text) to public",
    ),
    Controle(
        naam="geen tabel, kolom of schema van ons is voor iedereen",
        vraag="""select c.relname from pg_class c, aclexplode(c.relacl) a
            where c.relnamespace = 'meedoen'::regnamespace and a.grantee = 0
            union all select t.attrelid::regclass || '.' || t.attname from pg_attribute t
              join pg_class c on c.oid = t.attrelid, aclexplode(t.attacl) a
              where c.relnamespace = 'meedoen'::regnamespace and a.grantee = 0
            union all select n.nspname from pg_namespace n, aclexplode(n.nspacl) a
              where n.nspname in ('meedoen', 'public', 'extensies') and a.grantee = 0""",
        plant="grant select (naam) on meedoen.collega to public",
    ),
    Controle(
        naam="een rol is geen superuser, omzeilt geen rijbeveiliging, maakt geen database of rol, en erft niets",
        vraag=f"""select rolname from pg_roles where rolname in ({_ROLLEN})
            and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication or rolinherit
                 or rolcanlogin <> (rolname in ({_INLOG})))""",
        plant="alter role meedoen_gemeente bypassrls",
    ),
    Controle(
        naam="alleen de migratie kan een andere rol worden: eigenaar of poort",
        vraag="""select member::regrole || ' in ' || roleid::regrole from pg_auth_members
            where member::regrole::text like 'meedoen%' and (member::regrole::text, roleid::regrole::text) not in (
              ('meedoen_migratie', 'meedoen_eigenaar'), ('meedoen_migratie', 'meedoen_poort'),
              ('meedoen_eigenaar', 'meedoen_poort'))
            union all select member::regrole || ' erft ' || roleid::regrole from pg_auth_members
            where member::regrole::text like 'meedoen%' and inherit_option""",
        plant="grant meedoen_relay to meedoen_gemeente",
    ),
    Controle(
        naam="een inlogrol is van niets eigenaar",
        vraag=f"""with inlog as (select oid from pg_roles where rolname in ({_INLOG}))
            select relname from pg_class where relowner in (table inlog)
            union all select proname from pg_proc where proowner in (table inlog)
            union all select nspname from pg_namespace where nspowner in (table inlog)
            union all select datname from pg_database where datdba in (table inlog)""",
        plant="alter table meedoen.klok owner to meedoen_gemeente",
    ),
    Controle(
        naam="geen rol van ons zet een instelling vanuit een expressie, maakt iets aan, of maakt een tijdelijke tabel",
        vraag=f"""select rolname || ': ' || wat from pg_roles r, lateral (values
              ('set_config', has_function_privilege(r.oid, 'pg_catalog.set_config(text, text, boolean)', 'execute')),
              ('temp', has_database_privilege(r.oid, current_database(), 'temp')),
              ('create op database', has_database_privilege(r.oid, current_database(), 'create')),
              ('create in meedoen', has_schema_privilege(r.oid, 'meedoen', 'create')
                                    and r.rolname not in ('meedoen_eigenaar', 'meedoen_poort')),
              ('create in public', has_schema_privilege(r.oid, 'public', 'create'))) v (wat, mag)
            where r.rolname in ({_ROLLEN}) and mag""",
        plant="grant execute on function pg_catalog.set_config(text, text, boolean) to meedoen_taalschool",
    ),
    Controle(
        naam="een recht om in te voegen geldt voor de hele tabel: een verdeelde database stuurt alle kolommen mee",
        vraag="""select t.attrelid::regclass || '.' || t.attname from pg_attribute t
            join pg_class c on c.oid = t.attrelid, aclexplode(t.attacl) a
            where c.relnamespace = 'meedoen'::regnamespace and a.privilege_type = 'INSERT'""",
        plant="grant insert (kenmerk) on meedoen.dossier to meedoen_ontvanger",
    ),
    Controle(
        naam="geen rol van ons kan een functie die een deur, een slot of een bericht is, op één van de migratie na",
        vraag=f"""select r.rolname || ': ' || p.oid::regprocedure from pg_roles r, pg_proc p
            where p.pronamespace = 'pg_catalog'::regnamespace and r.rolname in ({_ROLLEN})
              and (p.proname ~ '{DEUREN}')
              and has_function_privilege(r.oid, p.oid, 'execute')
              and (r.rolname, p.oid::regprocedure::text) <> ('meedoen_migratie', 'pg_advisory_lock(bigint)')""",
        plant="grant execute on function pg_catalog.pg_notify(text, text) to public",
    ),
    Controle(
        naam="met onze database verbinden alleen onze rollen, en zij met geen andere",
        vraag=f"""select datname::text from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
            where d.datname in (current_database(), 'postgres', 'template1') and a.grantee = 0
              and a.privilege_type = 'CONNECT'
            union all select r.rolname || ' in ' || d.datname from pg_roles r, pg_database d
            where r.rolname in ({_INLOG}) and d.datname in ('postgres', 'template1')
              and has_database_privilege(r.oid, d.oid, 'connect')""",
        plant="grant connect on database postgres to public",
    ),
    Controle(
        naam="elke inlogrol heeft een grens aan haar verbindingen, en geen kan ze allemaal innemen",
        vraag=f"""select rolname from pg_roles where rolname in ({_INLOG})
            and (rolconnlimit < 1 or rolconnlimit > current_setting('max_connections')::integer * 0.6)""",
        plant="alter role meedoen_relay connection limit -1",
    ),
    Controle(
        naam="een rol heeft precies de instellingen van rollen.sql, in elke database",
        vraag=f"""with is_zo as (select r.rolname as rol, i.i
              from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) i (i)
              where r.rolname in ({_ROLLEN}) and s.setdatabase = 0),
            hoort as (select * from (values {_INSTELLINGEN}) v (rol, i))
            select 'te veel: ' || rol || ' ' || i from (table is_zo except table hoort) x
            union all select 'ontbreekt: ' || rol || ' ' || i from (table hoort except table is_zo) x
            union all select s.setrole || ' in ' || s.setdatabase from pg_db_role_setting s
            where s.setdatabase <> 0
              and (s.setrole = 0 or s.setrole in (select oid from pg_roles where rolname in ({_ROLLEN})))""",
        plant="alter role meedoen_relay set work_mem = '1GB'",
    ),
    Controle(
        naam="niemand geeft een recht door aan een ander",
        vraag="""select c.relname from pg_class c, aclexplode(c.relacl) a
            where c.relnamespace = 'meedoen'::regnamespace and a.is_grantable and a.grantee <> c.relowner""",
        plant="grant select on meedoen.klok to meedoen_gemeente with grant option",
    ),
    Controle(
        naam="geen beleid leest een tabel na, ook niet langs een functie",
        vraag="""select p.polrelid::regclass || '.' || p.polname from pg_policy p
            where coalesce(p.polqual::text, '') || coalesce(p.polwithcheck::text, '') like '%{SUBLINK%'
            union all select p.polrelid::regclass || '.' || p.polname from pg_policy p
              join pg_depend van on van.classid = 'pg_policy'::regclass and van.objid = p.oid
                and van.refclassid = 'pg_proc'::regclass
              join pg_depend naar on naar.classid = 'pg_proc'::regclass and naar.objid = van.refobjid
                and naar.refclassid = 'pg_class'::regclass""",
        plant="""create function meedoen.is_lid(p uuid) returns boolean language sql stable
              return exists (select from meedoen.lidmaatschap l where l.gemeente_id = p);
            create policy langs_een_omweg on meedoen.pip for select to meedoen_taalschool
              using (meedoen.is_lid(gemeente_id))""",
    ),
    Controle(
        naam="een organisatie leest read committed, zodat intrekken bij de volgende opdracht werkt",
        vraag=f"""select rolname from pg_roles where rolname in ({_ORGANISATIES})
            and not coalesce(rolconfig @> '{{"default_transaction_isolation=read committed"}}', false)""",
        plant="alter role meedoen_taalschool set default_transaction_isolation = 'repeatable read'",
    ),
    Controle(
        naam="geen rol plant haar opdrachten zonder hun waarden: een lijst over gemeenten heen leest dan elk deel",
        vraag=f"""select r.rolname from pg_db_role_setting s join pg_roles r on r.oid = s.setrole
            where r.rolname in ({_ROLLEN}) and s.setconfig::text like '%plan_cache_mode=force_generic_plan%'""",
        plant="alter role meedoen_taalschool set plan_cache_mode = force_generic_plan",
    ),
)
