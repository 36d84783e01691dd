"""De regels over de bron die een linter niet kent. Elke regel draagt voorbeelden waarop zij wel en niet aanslaat."""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from core.process.stappen import STAPPEN
from tests.architecture import vinders
from tests.architecture.vinders import Vondst


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    naam: str
    zoek: Callable[[ast.Module], Iterator[Vondst]]
    slecht: tuple[str, ...]
    goed: tuple[str, ...]
    waar: tuple[str, ...] = ("core/", "plugins/")
    behalve: tuple[str, ...] = ()
    """Mappen waar zij niet geldt."""
    uitzonderingen: Mapping[str, str] = field(default_factory=dict)
    """Bestand en reden."""


REGELS: tuple[Regel, ...] = (
    Regel(
        naam="een Zaak komt van neem_dossier",
        zoek=vinders.zelfgemaakte_zaak,
        slecht=("z = Zaak(rij=rij, tx=tx)", "z = zaak.Zaak(rij=rij, tx=tx)"),
        goed=("async def f(tx, id_):\n    z: Zaak = await neem_dossier(tx, id_)",),
        uitzonderingen={"core/process/dossier/zaak.py": "hier wordt de rij vastgehouden"},
    ),
    Regel(
        naam="een rij krijgt alleen bij verhuizen een ander dossier",
        zoek=vinders.verhangen_rij,
        slecht=(
            'V = "update meedoen.oproep set versie = 2, dossier_id = $2 where gemeente_id = $1"',
            "x = Oproep.update({Oproep.dossier_id: naar}).where(y)",
        ),
        goed=(
            'V = "update meedoen.oproep set versie = 2 where gemeente_id = $1 and dossier_id = $2"',
            "x = Oproep.update({Oproep.versie: 2}).where(Oproep.dossier_id == y)",
        ),
        uitzonderingen={
            "core/process/dossier/verhuizen.py": "hier, met het doel samenvoegen",
            "core/process/aanmelding/taken.py": "een bericht van DUO krijgt zijn eerste dossier",
            "core/process/inlezen/opslag.py": "een regel van een lijst krijgt haar eerste dossier",
        },
    ),
    Regel(
        naam="het doel samenvoegen geldt alleen voor het verhuizen zelf",
        zoek=vinders.doel_samenvoegen,
        slecht=("async with tx.met_doel(Doel.SAMENVOEGEN):\n    pass", "x = tenancy.Doel.SAMENVOEGEN"),
        goed=("x = Doel.BREDE_INTAKE",),
        uitzonderingen={
            "core/process/dossier/verhuizen.py": "hier verhuizen de rijen",
        },
    ),
    Regel(
        naam="wat vaststaat wijzigt alleen door het in te trekken",
        zoek=vinders.doel_intrekken,
        slecht=("async with tx.met_doel(Doel.INTREKKEN):\n    pass", "x = tenancy.Doel.INTREKKEN"),
        goed=("x = Doel.BREDE_INTAKE",),
        uitzonderingen={
            "core/process/pip/intrekken.py": "van een PIP en het voornemen waarop het rust, en alleen de status",
            "core/process/ontheffing/intrekken.py": "van een besluit over ontheffing, en alleen de status",
        },
    ),
    Regel(
        naam="een opdracht noemt haar kolommen",
        zoek=vinders.alle_kolommen,
        slecht=(
            'V = "select * from meedoen.x"',
            'V = "select d.*, p.naam from meedoen.d d"',
            'V = "select p.naam, d.* from x"',
            'V = "update meedoen.x set a = 1 returning *"',
        ),
        goed=('V = "select count(*) from meedoen.x"', 'V = "select a * 2 from x"'),
    ),
    Regel(
        naam="geen set_config en geen SET ROLE",
        zoek=vinders.rolwissel,
        slecht=("SQL = \"select set_config('a', 'b', true)\"", 'x("SET LOCAL ROLE meedoen_eigenaar")'),
        goed=('"""set_config mag niemand."""', "x = 'set local meedoen.context'"),
        uitzonderingen={
            "core/platform/db/rollen.py": "vraagt bij het starten of een rol set_config mag",
            "core/platform/db/migreren.py": "de migratie wordt eigenaar; zij is geen toepassing",
            "core/platform/db/beheer.py": "de opdrachtregel wordt eigenaar; zij is geen toepassing",
        },
    ),
    Regel(
        naam="een opdracht is een vaste tekst",
        zoek=vinders.gebouwde_opdracht,
        slecht=(
            'async def f(tx, t):\n    await tx.fetch(f"select {t}")',
            'async def f(tx, t):\n    await tx.voer_uit("select " + t, 1)',
            "async def f(tx, sql):\n    await tx.fetchrow(sql)",
            "async def f(tx, sql):\n    await tx.fetchrow_als(Rij, sql)",
            'async def f(tx):\n    sql = "select 1"\n    sql += "x"\n    await tx.fetch(sql)',
            'S = "a"\nasync def f(tx):\n    await tx.fetch(S.format(1))',
            'S = "a"\nif x:\n    S = y\nasync def f(tx):\n    await tx.fetch(S)',
            "async def f(self):\n    await self.tx.fetch('a' if x else y)",
        ),
        goed=(
            '_V = "select gemeente_id"\nasync def f(tx):\n    await tx.fetch(_V, 1)',
            'async def f(tx):\n    await tx.voer_uit("update x" " set y = $1", 1)',
            'A = "a"\nB = "b"\nasync def f(tx, v):\n    await tx.fetch(A if v else B)',
        ),
        uitzonderingen={
            "core/platform/db/uow.py": "hier wordt een opdracht doorgegeven",
            "core/platform/db/context.py": "de context komt uit getypte waarden",
            "core/platform/sleutelbeheer/rotatie.py": "de opdrachten staan vast bij hun kolom, in cijferteksten.py",
            "core/platform/db/migreren.py": "voert bestanden uit die een mens gelezen heeft",
            "core/platform/inloggen/sessies.py": "execute van Valkey, zonder opdracht",
            "core/platform/queue/keuring.py": "execute van Valkey, zonder opdracht",
            "core/platform/queue/werker.py": "execute van Valkey, zonder opdracht",
            "core/ontwikkeling/opstelling.py": "maakt een ontwikkeldatabase; een naam kan geen parameter zijn",
        },
    ),
    Regel(
        naam="een Piccolo-vraag loopt alleen door Tx",
        zoek=vinders.piccolo_buiten_de_transactie,
        slecht=(
            "async def f(rij):\n    await rij.save()",
            "Dossier.select().run_sync()",
            "async def f():\n    return await Dossier.select(Dossier.id).where(Dossier.id == 1)",
            "async def f():\n    await Dossier.update({}).where(x)",
        ),
        goed=("async def f(tx):\n    await tx.lees(Dossier.select(Dossier.id).where(Dossier.id == 1))",),
        uitzonderingen={
            "core/ontwikkeling/embedded/voortgang.py": "refresh van een voortgangsbalk",
            "core/platform/pluginhost/laden.py": "remove van een vinder van modules",
        },
    ),
    Regel(
        naam="alleen core/platform/db maakt verbinding",
        zoek=vinders.eigen_verbinding,
        slecht=("import asyncpg\nasync def f():\n    await asyncpg.connect(x)", "from asyncpg import connect"),
        goed=("import asyncpg\ntry:\n    x()\nexcept asyncpg.PostgresError:\n    y()",),
        uitzonderingen={
            "core/platform/db/pool.py": "de pools",
            "core/platform/db/uow.py": "kijkt bij het starten op elke knoop",
            "core/platform/db/migreren.py": "de migratie",
            "core/ontwikkeling/opstelling.py": "maakt de database van een ontwikkelaar",
        },
    ),
    Regel(
        naam="alleen metingen.py kent Prometheus: daar staan de labels bij elkaar",
        zoek=vinders.metingen,
        slecht=("import prometheus_client", "from prometheus_client import Counter"),
        goed=("from core.platform.telemetry import metingen",),
        uitzonderingen={"core/platform/telemetry/metingen.py": "dat is zij"},
    ),
    Regel(
        naam="alleen core/platform/queue kent arq en Valkey",
        zoek=vinders.wachtrij,
        slecht=("import arq", "from arq.connections import RedisSettings", "from redis.asyncio import Redis"),
        goed=("from core.platform.queue.valkey import maak_valkey",),
        uitzonderingen={
            "core/platform/http/maat.py": "hoe vaak iets mag",
            "core/platform/inloggen/machinetokens.py": "de tokens van andere systemen",
            "core/platform/inloggen/sessies.py": "wie er ingelogd is",
            "core/platform/queue/valkey.py": "de verbinding",
            "core/platform/queue/werker.py": "de worker",
            "core/platform/queue/aanbod.py": "de kant van de relay",
            "core/platform/queue/keuring.py": "de namen van de sleutels van arq",
            "core/platform/queue/herstel.py": "de namen van de sleutels van arq",
        },
    ),
    Regel(
        naam="een verbinding met Valkey wordt op één plek gemaakt",
        zoek=vinders.eigen_valkey,
        slecht=("ArqRedis(pool)", "RedisSettings.from_dsn(x)", "from redis import Redis\nRedis.from_url(x)"),
        goed=("maak_valkey(config)",),
        uitzonderingen={
            "core/platform/queue/valkey.py": "toetst de server altijd",
            "core/platform/db/pool.py": "create_pool is hier die van asyncpg",
        },
    ),
    Regel(
        naam="een adres dat een ander opgaf gaat door core/platform/uitgaand",
        zoek=vinders.eigen_httpclient,
        slecht=(
            "async with httpx2.AsyncClient() as http:\n    pass",
            "x = httpx2.get(adres)",
            "v = httpx2.AsyncHTTPTransport()",
            "from httpx2 import AsyncClient",
            "import httpcore2",
            "from urllib3 import PoolManager",
            "import http.client",
            "from authlib.integrations.httpx_client import AsyncOAuth2Client",
        ),
        goed=(
            "async def f(http: httpx2.AsyncClient) -> httpx2.Response:\n    return await http.get('/x')",
            "await uitgaand.haal(adres)",
            "v = httpx2.Request('GET', url)",
            "from http import HTTPStatus",
        ),
        behalve=("core/integrations/", "core/ontwikkeling/"),
        uitzonderingen={"core/platform/uitgaand/vervoer.py": "hier, naar het beoordeelde adres"},
    ),
    Regel(
        naam="wat naar Sentry gaat, gaat door core/platform/telemetry",
        zoek=vinders.sentry,
        slecht=("import sentry_sdk", "from sentry_sdk import add_attachment", "import sentry_sdk.utils as u"),
        goed=("from core.platform.telemetry import sentry\nsentry.meld(fout)",),
        uitzonderingen={"core/platform/telemetry/sentry.py": "bouwt elke melding opnieuw op uit een gesloten lijst"},
    ),
    Regel(
        naam="een patroon past op de hele tekst",
        zoek=vinders.half_patroon,
        slecht=(
            'x = Meta(pattern=r"^[0-9]{9}$")',
            'x = msgspec.Meta(max_length=9, pattern="[0-9]{9}")',
            'x = Meta(pattern=heel(r"[0-9]{9}$"))',
            'x = Meta(pattern=heel("^[0-9]{9}"))',
            r'x = Meta(pattern=heel(r"\d{9}"))',
            'X = re.compile(r"[a-z]+$")',
            'if re.match("x$", y):\n    pass',
            'P = "^(A|B)$"',
        ),
        goed=(
            'x = Meta(pattern=heel("[0-9]{9}"))',
            'X = re.compile(r"[$€] ?[0-9]+")',
            r'X = re.compile(r"\$[0-9]")',
            'X = re.compile(r"[^$]+")',
            'V = "select 1 where a = $1"',
        ),
        uitzonderingen={
            "core/platform/http/openapi.py": "JSON Schema leest ECMA 262: daar is $ het einde",
        },
    ),
    Regel(
        naam="de tijd komt van de klok",
        zoek=vinders.eigen_tijd,
        waar=("core/law/", "core/process/", "core/plugin_api/", "core/standaard/", "plugins/"),
        slecht=(
            "from datetime import date\nx = date.today()",
            "import datetime\nx = datetime.datetime.now(datetime.UTC)",
            "import time\nx = time.time()",
            "from time import time",
            'V = "select * from meedoen.termijn where einde < current_date"',
            'V = "update x set y = now()"',
        ),
        goed=(
            "async def f(tx):\n    return await tx.nu(), await tx.vandaag()",
            'V = "set vanaf = statement_timestamp()"',
        ),
    ),
    Regel(
        naam="een opdracht kan ook op een verdeelde database",
        zoek=vinders.niet_verdeelbaar,
        slecht=(
            "V = \"update meedoen.outbox set status = 'klaar', klaar_op = clock_timestamp() where gemeente_id = $1\"",
            'V = "insert into meedoen.x (a) values ($1) on conflict (a) do update set b = random()"',
            'V = "update meedoen.outbox set fout = $1 returning id, (extract(epoch from niet_voor) * 1000)::bigint"',
            'V = "insert into meedoen.werkitem (a, b) values ($1, (select d.x from meedoen.dossier d))"',
            'V = "insert into meedoen.pip (a, b) select $1, coalesce(max(volgnummer), 0) + 1 from meedoen.pip"',
            'V = "insert into meedoen.audit_zegel (a, b) select a, b from jsonb_to_recordset($1::jsonb) as z (a int)"',
            'V = "select x.id from meedoen.gemeente g cross join lateral (select a.id from meedoen.audit a'
            ' where a.gemeente_id = g.id order by a.xid limit 1) x"',
        ),
        goed=(
            'V = "update meedoen.outbox set klaar_op = statement_timestamp() where id = $1 returning id, klaar_op"',
            'V = "insert into meedoen.pip (a, b) values ($1, $2) on conflict do nothing"',
            'V = "select min(a.xid) from meedoen.gemeente g join meedoen.audit a on a.gemeente_id = g.id"',
        ),
    ),
    Regel(
        naam="een lijst reist als tekst: voor een lijst zou asyncpg set_config aanroepen",
        zoek=vinders.lijst_als_parameter,
        slecht=('V = "select 1 where id = any($1)"', 'V = "insert into x values ($1::uuid[])"'),
        goed=("V = \"insert into x values (string_to_array($1::text, ',')::uuid[])\"", 'V = "any(p.polroles)"'),
    ),
    Regel(
        naam="alles vangen alleen waar het nagekeken is",
        zoek=vinders.vangt_alles,
        slecht=(
            "try:\n    x()\nexcept Exception:\n    pass",
            "try:\n    x()\nexcept:\n    pass",
            "try:\n    x()\nexcept (OSError, BaseException):\n    pass",
        ),
        goed=("try:\n    x()\nexcept OSError:\n    pass",),
        uitzonderingen={
            "core/worker.py": "de rand van de worker: wat een taak ook doet, de rij raakt niet zoek",
            "core/platform/queue/werker.py": "wat arq ook tegenkomt, het bericht gaat weg en de worker blijft staan",
            "core/processen.py": "waaraan een proces sterft gaat naar Sentry, en dan verder omhoog",
            "core/process/aanmelding/ontvangst.py": "wat er ook breekt, het bericht ligt er en de fout is gemeld",
            "core/platform/http/weigeringen.py": "een auditregel die niet lukt verandert geen antwoord",
            "core/platform/http/rand.py": "wat na het begin van een antwoord breekt gaat naar Sentry, en dan verder",
            "core/ontwikkeling/demo/speel.py": "een kind na een fork: de fout staat in het logboek en de ouder stopt",
            "core/ontwikkeling/supervisor.py": "het laatste punt voor het einde van een proces",
            "core/platform/db/uow.py": "wat niet teruggedraaid kan worden, wordt verbroken, en gaat verder omhoog",
            "core/ontwikkeling/embedded/postgres.py": "ook half gestart stopt bij Ctrl-C; de fout gaat verder",
            "core/ontwikkeling/embedded/valkey.py": "als postgres",
            "core/ontwikkeling/embedded/processen.py": "als postgres",
            "core/ontwikkeling/embedded/voortgang.py": "de regel wordt afgemaakt, en de fout gaat verder",
            "core/ontwikkeling/simulator/opslag.py": "draait terug, en de fout gaat verder",
            "core/platform/pluginhost/facade.py": "wat een plugin ook doet, het wordt een PluginFout met haar naam",
            "core/platform/pluginhost/host.py": "als de gevel, bij het starten",
            "core/platform/pluginhost/laden.py": "als de gevel, bij het inladen",
        },
    ),
    Regel(
        naam="wie leest schrijft zelf in het leeslog; een deur roept alleen aan",
        zoek=vinders.leeslog_buiten_de_view,
        waar=tuple(f"core/process/{stap.naam}/api.py" for stap in STAPPEN),
        slecht=('async def f(bezoek, tx):\n    await bezoek.huis.logboek.schrijf(tx, "pip.lezen", "pip")',),
        goed=("async def f(bezoek, tx):\n    return await views.pips(tx, bezoek.huis, x)",),
    ),
    Regel(
        naam="of iets mag, zegt law.handelingen",
        zoek=vinders.eigen_oordeel,
        waar=("core/process/",),
        slecht=(
            'def f(zaak):\n    if zaak.rij.fase not in X:\n        raise VoorwaardeNietVervuld("nee")',
            "from core.law.oproepen import toets_in_afwezigheid",
        ),
        goed=(
            "async def f(tx, huis, zaak):\n    await eis(tx, huis, zaak, Handeling.INTAKE_BIJWERKEN)",
            "def f(zaak):\n    if zaak.fase is X:\n        return 1",
        ),
        uitzonderingen={
            "core/process/begeleiding/actions.py": "begeleiding is nog geen handeling in de tabel",
            "core/process/besluit/actions.py": "na het einde gaat geen brief meer uit, wie er ook om vroeg (PG-12)",
        },
    ),
)
