"""Wat elke regel in een bron zoekt: functies van een boom naar vondsten."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.bron import aanroepen, is_tekst, knopen, naam_van, teksten, vaste_namen

Vondst = tuple[int, str]
"""De regel in het bestand, en wat daar staat."""


def rolwissel(boom: ast.Module) -> Iterator[Vondst]:
    for regel, tekst in teksten(boom):
        if re.search(r"set_config|set\s+(local\s+)?role|session\s+authorization", tekst, re.I):
            yield regel, "set_config of SET ROLE"


_OPDRACHT_IN = {
    **dict.fromkeys(("fetch", "fetchrow", "fetchval", "voer_uit", "execute"), 0),
    **dict.fromkeys(("fetch_als", "fetchrow_als"), 1),
}
"""Waar in de aanroep de opdracht staat."""


def gebouwde_opdracht(boom: ast.Module) -> Iterator[Vondst]:
    vast = vaste_namen(boom)

    def is_vast(knoop: ast.AST) -> bool:
        if isinstance(knoop, ast.IfExp):
            return is_vast(knoop.body) and is_vast(knoop.orelse)
        return is_tekst(knoop) or (isinstance(knoop, ast.Name) and knoop.id in vast)

    for aanroep, naam in aanroepen(boom):
        plaats = _OPDRACHT_IN.get(naam.rpartition(".")[2])
        if plaats is None or "." not in naam:
            continue
        if len(aanroep.args) <= plaats or not is_vast(aanroep.args[plaats]):
            yield aanroep.lineno, f"{naam}: de opdracht is geen vaste tekst"


def piccolo_buiten_de_transactie(boom: ast.Module) -> Iterator[Vondst]:
    for aanroep, naam in aanroepen(boom):
        if naam.rpartition(".")[2] in ("save", "remove", "refresh", "run_sync", "objects", "get_or_create"):
            yield aanroep.lineno, naam
    for knoop in knopen(boom):
        if isinstance(knoop, ast.Await):
            delen = naam_van(knoop.value).split(".")
            if delen[0][:1].isupper() and {"select", "insert", "update", "delete", "count", "exists", "raw"} & {*delen}:
                yield knoop.lineno, f"await {'.'.join(delen)}"


def eigen_verbinding(boom: ast.Module) -> Iterator[Vondst]:
    for aanroep, naam in aanroepen(boom):
        if naam in ("asyncpg.connect", "asyncpg.create_pool"):
            yield aanroep.lineno, naam
    for knoop in knopen(boom):
        if isinstance(knoop, ast.ImportFrom) and knoop.module == "asyncpg":
            yield knoop.lineno, "from asyncpg import"


def eigen_tijd(boom: ast.Module) -> Iterator[Vondst]:
    for aanroep, naam in aanroepen(boom):
        if re.search(r"\b(date\.today|datetime\.(now|utcnow|today)|time\.(time|time_ns|localtime|gmtime))$", naam):
            yield aanroep.lineno, naam
    for knoop in knopen(boom):
        if isinstance(knoop, ast.ImportFrom) and knoop.module == "time":
            yield knoop.lineno, "from time import"
    for regel, tekst in teksten(boom):
        if re.search(r"\b(now\(\)|current_date|current_timestamp|localtimestamp|transaction_timestamp)", tekst, re.I):
            yield regel, "de klok van de database"


_VLUCHTIG = r"\b(clock_timestamp|timeofday|random|gen_random_uuid|uuidv7|nextval|pg_current_xact_id|txid_current)\s*\("
_VERDEELD = (
    (rf"(\bupdate\s+meedoen\.|\bdo\s+update\b).*{_VLUCHTIG}", "een vluchtige functie in een wijziging"),
    (r"\breturning\b[^;]*\(", "een functie in RETURNING"),
    (r"\binsert\s+into\b.*\bvalues\s*\(.*\(\s*select\b", "een deelvraag in de waarden van een invoeging"),
    (r"\binsert\s+into\s+[\w.]+\s*(\([^)]*\)\s*)?select\b", "invoegen uit een vraag"),
    (
        r"\bfrom\s+meedoen\.(gemeente|organisatie|medewerker|klok)\b[^;]*\blateral\s*\([^;]*\blimit\b",
        "een deelvraag met een grens bij elke rij van een platformtabel",
    ),
)


def niet_verdeelbaar(boom: ast.Module) -> Iterator[Vondst]:
    for regel, tekst in teksten(boom):
        if "meedoen." not in tekst:
            continue
        for patroon, wat in _VERDEELD:
            if re.search(patroon, tekst, re.I | re.S):
                yield regel, wat


def lijst_als_parameter(boom: ast.Module) -> Iterator[Vondst]:
    for regel, tekst in teksten(boom):
        if re.search(r"\$\d+::(?!text\[\])\w+\[\]|any\s*\(\s*\$\d+\s*\)", tekst, re.I):
            yield regel, "een lijst als parameter"


def vangt_alles(boom: ast.Module) -> Iterator[Vondst]:
    for knoop in knopen(boom):
        if isinstance(knoop, ast.ExceptHandler):
            soorten = [knoop.type] if not isinstance(knoop.type, ast.Tuple) else knoop.type.elts
            if any(s is None or naam_van(s) in ("Exception", "BaseException") for s in soorten):
                yield knoop.lineno, "vangt alles"


_OP_PATROON = re.compile(r"(?:\w+\.)?heel|re\.(?:compile|match|search|fullmatch|sub|split|findall|finditer)")
_KLASSE = re.compile(r"(?<!\\)\[\^?\]?(?:\\.|[^\]\\])*\]")


def half_patroon(boom: ast.Module) -> Iterator[Vondst]:
    """`pattern=` alleen met heel(); nergens een anker van begin of einde, en in heel() geen cijfer van elk schrift."""
    for aanroep, naam in aanroepen(boom):
        for woord in aanroep.keywords:
            if woord.arg == "pattern" and naam_van(woord.value).rpartition(".")[2] != "heel":
                yield woord.value.lineno, "een pattern zonder heel()"
        eerste = aanroep.args[0] if aanroep.args and is_tekst(aanroep.args[0]) else None
        if eerste is None or not _OP_PATROON.fullmatch(naam):
            continue
        buiten = _KLASSE.sub("", str(ast.literal_eval(eerste)))
        if "$" in re.sub(r"\\.", "", buiten):
            yield aanroep.lineno, "een $ in een patroon"
        if naam.endswith("heel") and re.search(r"\^|\\[dAZ]", buiten):
            yield aanroep.lineno, "een anker, of een cijfer van elk schrift, in heel()"
    for regel, tekst in teksten(boom):
        if tekst.startswith("^") and tekst.endswith("$"):
            yield regel, "een patroon met ^ en $"


def sentry(boom: ast.Module) -> Iterator[Vondst]:
    for knoop in knopen(boom):
        if not isinstance(knoop, ast.Import | ast.ImportFrom):
            continue
        namen = [a.name for a in knoop.names] if isinstance(knoop, ast.Import) else [knoop.module or ""]
        if any(naam.partition(".")[0] == "sentry_sdk" for naam in namen):
            yield knoop.lineno, "sentry_sdk"


_VRAAGT_ZELF = frozenset(
    {
        "AsyncClient", "Client", "AsyncHTTPTransport", "HTTPTransport",
        "delete", "get", "head", "options", "patch", "post", "put", "request", "stream",
    }
)  # fmt: skip
_CLIENTS = (
    "httpcore2",
    "httpcore",
    "httpx",
    "http.client",
    "urllib.request",
    "urllib3",
    "requests",
    "aiohttp",
    "authlib.integrations",
)


def eigen_httpclient(boom: ast.Module) -> Iterator[Vondst]:
    for aanroep, naam in aanroepen(boom):
        if naam.startswith("httpx2.") and naam.removeprefix("httpx2.") in _VRAAGT_ZELF:
            yield aanroep.lineno, naam
    for knoop in knopen(boom):
        if isinstance(knoop, ast.Import):
            namen = [a.name for a in knoop.names]
        elif isinstance(knoop, ast.ImportFrom):
            namen = [f"{knoop.module}.{a.name}" for a in knoop.names]
        else:
            continue
        for naam in namen:
            if naam.startswith("httpx2.") and naam.removeprefix("httpx2.") in _VRAAGT_ZELF:
                yield knoop.lineno, naam
            if any(naam == client or naam.startswith(f"{client}.") for client in _CLIENTS):
                yield knoop.lineno, naam


def leeslog_buiten_de_view(boom: ast.Module) -> Iterator[Vondst]:
    for aanroep, naam in aanroepen(boom):
        if naam.endswith("logboek.schrijf"):
            yield aanroep.lineno, naam


def zelfgemaakte_zaak(boom: ast.Module) -> Iterator[Vondst]:
    for aanroep, naam in aanroepen(boom):
        if naam.rpartition(".")[2] == "Zaak":
            yield aanroep.lineno, "Zaak(...): alleen neem_dossier maakt haar"


def doel_samenvoegen(boom: ast.Module) -> Iterator[Vondst]:
    for knoop in knopen(boom):
        if naam_van(knoop).endswith("Doel.SAMENVOEGEN"):
            yield getattr(knoop, "lineno", 0), "het doel samenvoegen"


def doel_intrekken(boom: ast.Module) -> Iterator[Vondst]:
    for knoop in knopen(boom):
        if naam_van(knoop).endswith("Doel.INTREKKEN"):
            yield getattr(knoop, "lineno", 0), "het doel intrekken"


def verhangen_rij(boom: ast.Module) -> Iterator[Vondst]:
    """Een opdracht die een rij die er al is een ander dossier geeft."""
    for regel, tekst in teksten(boom):
        if re.search(r"\bupdate\b(?:(?!\bwhere\b).)*?\bset\b(?:(?!\bwhere\b).)*\bdossier_id\s*=", tekst, re.I | re.S):
            yield regel, "set dossier_id"
    for aanroep, naam in aanroepen(boom):
        sleutels = [k for a in aanroep.args if isinstance(a, ast.Dict) for k in a.keys if k is not None]
        if naam.endswith("update") and any(naam_van(k).endswith(".dossier_id") for k in sleutels):
            yield aanroep.lineno, "update van dossier_id"


def alle_kolommen(boom: ast.Module) -> Iterator[Vondst]:
    for regel, tekst in teksten(boom):
        if re.search(r"\bselect\s+(\w+\.)?\*|,\s*\w+\.\*|\breturning\s+\*", tekst, re.I):
            yield regel, "noem de kolommen: een kolom die erbij komt past niet in de struct van een ouder proces"


def wachtrij(boom: ast.Module) -> Iterator[Vondst]:
    yield from _pakket(boom, "arq of redis", "arq", "redis", "valkey")


def metingen(boom: ast.Module) -> Iterator[Vondst]:
    yield from _pakket(boom, "prometheus_client", "prometheus_client")


def _pakket(boom: ast.Module, wat: str, *pakketten: str) -> Iterator[Vondst]:
    for knoop in knopen(boom):
        if not isinstance(knoop, ast.Import | ast.ImportFrom):
            continue
        namen = [a.name for a in knoop.names] if isinstance(knoop, ast.Import) else [knoop.module or ""]
        if any(naam.partition(".")[0] in pakketten for naam in namen):
            yield knoop.lineno, wat


def eigen_valkey(boom: ast.Module) -> Iterator[Vondst]:
    for aanroep, naam in aanroepen(boom):
        laatste = naam.rpartition(".")[2]
        if laatste in ("RedisSettings", "create_pool", "Redis", "ArqRedis", "ConnectionPool", "from_url", "from_dsn"):
            yield aanroep.lineno, naam


def eigen_oordeel(boom: ast.Module) -> Iterator[Vondst]:
    """Een weigering die zelf naar de fase kijkt, of een toets van het recht waar `handelingen` al voor staat."""
    for knoop in knopen(boom):
        if isinstance(knoop, ast.ImportFrom) and knoop.module == "core.law.oproepen":
            for naam in knoop.names:
                if naam.name in ("toets_oproepen", "toets_in_afwezigheid"):
                    yield knoop.lineno, naam.name
        if not isinstance(knoop, ast.If):
            continue
        leest_fase = any(isinstance(n, ast.Attribute) and n.attr == "fase" for n in ast.walk(knoop.test))
        if leest_fase and any(isinstance(n, ast.Raise) for tak in knoop.body for n in ast.walk(tak)):
            yield knoop.lineno, "een weigering op de fase"
