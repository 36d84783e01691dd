"""Wat in productie niet mag: alles wat voor ontwikkelen is, en geheimen die geen geheim zijn.

Krijgt de gelezen instellingen van een proces; wat dat proces niet heeft, telt niet mee. Ook waar een instelling naar
wijst telt: de tenantbestanden en de bestanden met geheimen. Een melding noemt de variabele en nooit de waarde.
"""

import socket
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import yaml

from core.instellingen.sleutels import Sleutelbos, Zouten

VERSCHILLENDE_BYTES = 16
"""Van 32 bytes toeval zijn er haast altijd meer dan 25 verschillend."""
WACHTWOORDLENGTE = 16
VOORBEELD_UITGEVER = "https://meedoen.example.org"
"""De standaard van `MEEDOEN_TOKEN_UITGEVER`; van niemand, en dus niet van wie echt tokens uitgeeft."""
PROEF_OIN = "00000099"
"""Hiermee begint een OIN om mee te proberen."""
VOORBEELDDOMEIN = "example.org"
"""Van niemand, en dus niet van een gemeente."""
PROEFAFSPRAAK = "niet_voor_echte_mensen"
"""De afspraak in het bestand van het platform waarmee hier mag wat alleen bij een proef hoort: een OIN om mee te
proberen, en een buur of een inlogdienst op deze machine. Al het andere blijft zoals in productie."""
_LEZER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPEN = "iedereen op deze machine kan dit bestand lezen of wijzigen; haal dat weg met `chmod o-rwx`"
_KORT = 4
"""Een woord tot deze lengte kan ook door toeval in een wachtwoord staan."""
_ADRESSEN = {
    "duo_adres": "een simulator of een adres op deze machine mag niet in productie",
    "brp_adres": "een simulator of een adres op deze machine mag niet in productie",
    "token_uitgever": "een uitgever op deze machine geeft tokens om mee te ontwikkelen; die mag niet in productie",
    "publiek_adres": "een adres op deze machine is van niemand anders te bereiken; dat mag niet in productie",
}


def weigeringen(waarden: Mapping[str, Any], *, ongenoemd: Collection[str], bestanden: Mapping[str, Path]) -> list[str]:
    """Alles wat niet mag, in één keer; leeg als dit proces mag starten.

    `ongenoemd` zijn de instellingen waarvan alleen de standaard geldt, en `bestanden` die waaruit de geheimen komen.
    """
    proef = niet_voor_echte_mensen(waarden.get("platform"))
    genoemd = [waarden["tenants"]] if "tenants" in waarden.keys() - set(ongenoemd) else []
    gevonden = [
        *((naam, "noem haar zelf; de standaard is die van een checkout") for naam in ongenoemd),
        *((naam, _OPEN) for naam, pad in bestanden.items() if _leesbaar_voor_ieder(pad)),
        *(("tenants", gebrek) for map_ in genoemd for gebrek in proefgemeenten(map_, proef=proef)),
        *_ontwikkelen(waarden, proef=proef),
        *_adressen(waarden, proef=proef),
        *(paar for deel in (_legitimaties, _sleutels, _databases, _valkey, _gedeeld) for paar in deel(waarden)),
    ]
    return [f"MEEDOEN_{naam.upper()}: {gebrek}" for naam, gebrek in gevonden]


def niet_voor_echte_mensen(platform: object) -> bool:
    """Of dit bestand van het platform zegt dat er geen echte mensen in deze installatie komen.

    Alleen `true` is ja. Een bestand dat niet te lezen is zegt niets; `lees_platform` weigert het.
    """
    if not isinstance(platform, Path):
        return False
    inhoud = _lees_yaml(platform)
    return isinstance(inhoud, dict) and inhoud.get(PROEFAFSPRAAK) is True


def proefgemeenten(map_: Path, *, proef: bool = False) -> list[str]:
    """Wat er in de tenantbestanden van een demonstratie is, met de naam van de gemeente; leeg als er niets van is.

    Bij een `proef` mag het OIN dat wel zijn, en verder niets. Wat hier niet te lezen is, weigert `lees_tenants`.
    """
    return [
        f"{tenant.get('naam', pad.name)} {gebrek}"
        for pad, tenant in tenantbestanden(map_)
        for gebrek in _van_de_demonstratie(tenant, proef=proef)
    ]


def tenantbestanden(map_: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """De tenantbestanden zoals zij er staan; wat niet te lezen is ontbreekt."""
    for pad in sorted(map_.glob("[!_]*.yaml")):
        if isinstance(tenant := _lees_yaml(pad), dict):
            yield pad, tenant


def _lees_yaml(pad: Path) -> object:
    try:
        return yaml.load(pad.read_text(encoding="utf-8"), _LEZER)  # noqa: S506
    except (yaml.YAMLError, OSError, UnicodeDecodeError):
        return None


def _van_de_demonstratie(tenant: Mapping[str, Any], *, proef: bool) -> Iterator[str]:
    if not proef and str(tenant.get("oin", "")).startswith(PROEF_OIN):
        yield f"is van de demonstratie: haar OIN begint met {PROEF_OIN}"
        return
    if VOORBEELDDOMEIN in str(tenant.get("briefhoofd", "")):
        yield f"heeft in haar briefhoofd een adres bij {VOORBEELDDOMEIN}"
    keuzes = tenant.get("keuzes")
    for naam, keuze in keuzes.items() if isinstance(keuzes, dict) else ():
        if isinstance(keuze, dict) and keuze.get("status") == "illustratief":
            yield f"heeft een keuze die een voorbeeld is ({naam}); vraag die van het college"
    wegen = tenant.get("elektronische_wegen")
    for weg in wegen if isinstance(wegen, list) else ():
        if isinstance(weg, dict) and (weg.get("status") == "illustratief" or VOORBEELDDOMEIN in str(weg.get("adres"))):
            yield f"heeft een elektronische weg die een voorbeeld is ({weg.get('adres')}); noem de aangewezen weg"


def _leesbaar_voor_ieder(pad: Path) -> bool:
    try:
        return bool(pad.stat().st_mode & stat.S_IRWXO)
    except OSError:
        return False


def _ontwikkelen(waarden: Mapping[str, Any], *, proef: bool) -> Iterator[tuple[str, str]]:
    if waarden.get("duo_afzender") == "koptekst":
        yield "duo_afzender", "koptekst mag niet in productie; gebruik certificaat, of een proxy die mTLS doet"
    if waarden.get("klok") == "beweegbaar":
        yield "klok", "een beweegbare klok mag niet in productie"
    if waarden.get("smtp", "").startswith("smtp-open:"):
        yield "smtp", "zonder TLS mag niet in productie; begin met smtps:// of smtp://"
    if waarden.get("logniveau") == "DEBUG":
        yield "logniveau", "DEBUG mag niet in productie"
    if not proef and waarden.get("duo_oin", "").startswith(PROEF_OIN):
        yield "duo_oin", f"een OIN dat met {PROEF_OIN} begint is om mee te proberen; dat mag niet in productie"


def _adressen(waarden: Mapping[str, Any], *, proef: bool) -> Iterator[tuple[str, str]]:
    for naam, gebrek in _ADRESSEN.items():
        adres = waarden.get(naam)
        if not adres:
            continue
        if _is_van_ontwikkelen(host := _host(adres)) and not (proef and host):
            yield naam, gebrek
        elif not adres.startswith("https://"):
            yield naam, "moet in productie https zijn"
        elif naam == "token_uitgever" and _host(adres) == _host(VOORBEELD_UITGEVER):
            yield naam, "dit is het voorbeeld; noem het adres van deze omgeving"


def _legitimaties(waarden: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Zonder certificaat of API-sleutel doet geen buur open, en wie haar sleutel leest is de gemeente."""
    for naam in ("duo_legitimatie", "brp_legitimatie"):
        if (map_ := waarden.get(naam)) == "":
            yield naam, "ontbreekt; noem de map met het certificaat of de API-sleutel van elke gemeente"
        elif isinstance(map_, str):
            geheim = sorted(pad for soort in ("*.key", "*.api-sleutel") for pad in Path(map_).glob(soort))
            yield from ((naam, f"{pad.name}: {_OPEN}") for pad in geheim if _leesbaar_voor_ieder(pad))


def _host(adres: str) -> str:
    return (urlsplit(adres).hostname or "").rstrip(".")


def _is_van_ontwikkelen(host: str) -> bool:
    if host in ("", "localhost") or host.endswith(".localhost") or "simulator" in host:
        return True
    try:
        adres = ip_address(host)
    except ValueError:
        try:
            adres = ip_address(socket.inet_aton(host))  # 127.1, 0x7f000001: wat een verbinding ook zo leest
        except (OSError, ValueError):
            return False
    if isinstance(adres, IPv6Address):
        adres = adres.ipv4_mapped or adres
    return adres.is_loopback or adres.is_unspecified


def _sleutels(waarden: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for naam, waarde in waarden.items():
        if any(is_zwak(sleutel) for sleutel in _bytes_van(waarde)):
            yield naam, "dit is geen toeval; maak een sleutel met `openssl rand -base64 32`"


def _bytes_van(waarde: object) -> list[bytes]:
    match waarde:
        case Sleutelbos():
            return list(waarde.versies.values())
        case Zouten():
            return list(waarde.van.values())
        case bytes() if waarde:
            return [waarde]
        case _:
            return []


def is_zwak(sleutel: bytes) -> bool:
    """Of dit zichtbaar geen toeval is: te weinig verschil, een herhaling, een reeks, of leesbare tekst."""
    reeks = len({(na - voor) % 256 for voor, na in pairwise(sleutel)}) == 1
    leesbaar = all(32 <= b < 127 or b in b"\t\r\n" for b in sleutel)
    return len(set(sleutel)) < VERSCHILLENDE_BYTES or _herhaalt(sleutel) or reeks or leesbaar


def _herhaalt(tekst: bytes) -> bool:
    return any(tekst == (tekst[:n] * (len(tekst) // n + 1))[: len(tekst)] for n in range(1, len(tekst) // 2 + 1))


def _databases(waarden: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for naam, aanmelding in _aanmeldingen(waarden):
        if naam == "valkey":
            continue
        if aanmelding.rol != (verwacht := f"meedoen_{naam.removeprefix('db_')}"):
            yield naam, f"meldt zich niet aan als {verwacht}; een eigenaar of beheerder mag hier nooit staan"
        if aanmelding.is_te_raden:
            yield naam, _TE_RADEN
        if not aanmelding.toetst_de_server:
            yield naam, ZONDER_TLS


def _valkey(waarden: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    adres = waarden.get("valkey")
    if adres is None:
        return
    if not adres.startswith("rediss://"):
        yield "valkey", "moet in productie rediss zijn: met TLS"
    if _lees_valkey(adres).is_te_raden:
        yield "valkey", _TE_RADEN


def _gedeeld(waarden: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    gezien: set[str] = set()
    for naam, aanmelding in _aanmeldingen(waarden):
        if aanmelding.is_te_raden:
            continue
        if aanmelding.wachtwoord in gezien:
            yield naam, "het wachtwoord is dat van een andere rol"
        gezien.add(aanmelding.wachtwoord)


ZONDER_TLS = (
    "zonder TLS dat de server helemaal toetst; zet achter het adres ?sslmode=verify-full, precies zo en één keer, en"
    " zonder service of options"
)
_TLS_ERBIJ = frozenset(
    {"sslrootcert", "sslcert", "sslkey", "sslpassword", "sslcrl", "sslnegotiation", "ssl_min_protocol_version"}
)
"""Wat naast `sslmode` over TLS mag gaan: het kan de toets strenger maken of aanvullen, en nooit uitzetten."""


def toetst_de_server(dsn: str) -> bool:
    """Of asyncpg met deze DSN het certificaat van PostgreSQL toetst, op CA en op naam; een socket op deze machine mag
    zonder.

    Wat in de DSN staat gaat bij asyncpg voor op PGSSLMODE; daarom moet het er staan.
    """
    delen = urlsplit(dsn)
    vraag = parse_qsl(delen.query, keep_blank_values=True)
    hosts = unquote(delen.netloc.rpartition("@")[2]) or next((w for n, w in reversed(vraag) if n == "host"), "")
    if all(host.startswith("/") for host in hosts.split(",")):
        return True
    anders = [naam for naam, waarde in vraag if (naam, waarde) != ("sslmode", "verify-full")]
    over_tls = [naam for naam in anders if "ssl" in naam.casefold()]
    return (
        len(vraag) - len(anders) == 1
        and len(set(over_tls)) == len(over_tls)
        and _TLS_ERBIJ.issuperset(over_tls)
        and {"service", "options"}.isdisjoint(naam.casefold() for naam in anders)
    )


_TE_RADEN = f"het wachtwoord ontbreekt of is te raden; geef minstens {WACHTWOORDLENGTE} willekeurige tekens"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aanmelding:
    """Wie zich met een adres waar aanmeldt; `woorden` is wat iedereen van dat adres weet."""

    rol: str
    wachtwoord: str = field(repr=False)
    woorden: Collection[str]
    toetst_de_server: bool = False

    @property
    def is_te_raden(self) -> bool:
        """Te kort, te eentonig of een herhaling, ook na weglaten van wat iedereen weet."""
        over = self.wachtwoord.casefold()
        for woord in sorted(self.woorden, key=len, reverse=True):
            over = over.replace(woord.casefold(), "") if len(woord) > _KORT else over
        te_weinig = len(over) < WACHTWOORDLENGTE or len(set(over)) < WACHTWOORDLENGTE // 2
        return te_weinig or _herhaalt(self.wachtwoord.encode())


def _aanmeldingen(waarden: Mapping[str, Any]) -> list[tuple[str, _Aanmelding]]:
    databases = sorted(n for n, w in waarden.items() if n.startswith("db_") and isinstance(w, str))
    gevonden = [(naam, _lees_dsn(waarden[naam])) for naam in databases]
    return gevonden + ([("valkey", _lees_valkey(waarden["valkey"]))] if "valkey" in waarden else [])


def _lees_dsn(adres: str) -> _Aanmelding:
    """Zoals asyncpg een DSN leest: wat voor de host staat gaat voor, en van de vraag telt het laatste."""
    delen = urlsplit(adres)
    vraag = {naam: waarden[-1] for naam, waarden in parse_qs(delen.query).items()}
    rol = unquote(delen.username or "") or vraag.get("user", "")
    hosts = unquote(delen.netloc.rpartition("@")[2]) or vraag.get("host", "")
    database = unquote(delen.path.removeprefix("/")) or vraag.get("dbname") or vraag.get("database", "")
    return _Aanmelding(
        rol=rol,
        wachtwoord=unquote(delen.password or "") or vraag.get("password", ""),
        woorden={"meedoen", rol, database, *(w for host in hosts.split(",") for w in (host, host.partition(":")[0]))},
        toetst_de_server=toetst_de_server(adres),
    )


def _lees_valkey(adres: str) -> _Aanmelding:
    """Zoals `core.platform.queue.valkey` het leest: alleen wat voor de host staat, en zonder te ontcijferen."""
    delen = urlsplit(adres)
    rol = delen.username or ""
    return _Aanmelding(
        rol=rol, wachtwoord=delen.password or "", woorden={"meedoen", "valkey", "redis", rol, delen.hostname or ""}
    )
