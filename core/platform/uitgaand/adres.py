"""Een adres dat iemand van buiten het platform opgaf: gelezen zoals de client het leest, en dan beoordeeld.

Er is één lezing, die van `httpx2.URL`. Wat beoordeeld wordt is wat daaruit kwam, en dat wordt ook gevraagd. De tekst
zelf moet daarnaast een vorm hebben waarin geen lezer iets anders ziet; zij wordt nooit bijgewerkt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx2
import idna

from core.fouten import Gebrek
from core.platform.uitgaand.fouten import AdresGeweigerd
from core.platform.uitgaand.netwerk import Ip, als_ip, waarom_niet
from core.platform.uitgaand.regels import HTTPS, Uitgaandregels

LANGSTE = 2048
LANGSTE_NAAM = 253
VELD = "adres"
TE_LANG = f"Het adres is langer dan {LANGSTE} tekens."
TEKENS = "Er staat een spatie, een backslash of een teken in dat niemand ziet."
ONLEESBAAR = "Dit is geen adres van internet. Een adres ziet eruit als https://aanmelden.example.org/pad."
SCHEMA = "Het adres begint niet met https://."
GEBRUIKER = "Er staat een gebruikersnaam in het adres. Haal weg wat tussen https:// en @ staat, met @ erbij."
FRAGMENT = "Er staat een # in het adres. Haal die weg, met alles wat erachter staat."
POORT = "Deze poort mag niet. Laat haar weg; dan geldt 443."
NAAM = "Na https:// staat geen volledige naam van internet, zoals aanmelden.example.org."
NIET_OPENBAAR = "Dit adres is niet van internet, maar van een eigen netwerk of van niemand."

_VORM = re.compile(r"https://(\[[0-9a-f:.]+\]|[^\[\]/?#@:%]+)(:[0-9]{1,5})?([/?].*)?", re.I | re.S)
_GETAL = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""Een laatste deel waaraan een client een IPv4-adres herkent, ook een kort, octaal of hexadecimaal."""
_NIET_VAN_INTERNET = frozenset(
    (
        "alt", "arpa", "corp", "example", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain",
        "localhost", "mail", "onion", "private", "svc", "test",
    )
)  # fmt: skip
"""Namen die eindigen op een van deze bestaan niet in de openbare DNS (RFC 6761, ICANN), of horen bij een cluster."""


@dataclass(frozen=True, slots=True)
class Doeladres:
    """Een adres dat Meedoen mag vragen, voor zover dat zonder opzoeken te zien is."""

    url: httpx2.URL = field(repr=False)
    host: str
    """Zoals DNS hem kent: kleine letters, geen letters buiten ASCII, geen punt achteraan; of een IP-adres."""
    poort: int
    ip: Ip | None


def lees_adres(tekst: str, regels: Uitgaandregels) -> Doeladres:
    """Het adres in deze tekst.

    Raises:
        AdresGeweigerd: met alles wat eraan mankeert.
    """
    if len(tekst) > LANGSTE:
        raise _weiger([TE_LANG])
    try:
        url = httpx2.URL(tekst)
    except (httpx2.InvalidURL, ValueError):
        raise _weiger([*_van_de_tekst(tekst)] or [ONLEESBAAR]) from None
    gebreken = dict.fromkeys([*_van_de_tekst(tekst), *_van_het_doel(url, regels)])
    if gebreken or not _VORM.fullmatch(tekst):
        raise _weiger([*gebreken] or [ONLEESBAAR])
    return beoordeel(url, regels)


def beoordeel(url: httpx2.URL, regels: Uitgaandregels) -> Doeladres:
    """Het doel van een gelezen adres.

    Raises:
        AdresGeweigerd: met alles wat eraan mankeert.
    """
    if gebreken := [*_van_het_doel(url, regels)]:
        raise _weiger(gebreken)
    host = _host(url)
    return Doeladres(url=url, host=host, poort=_poort(url), ip=als_ip(host))


def _weiger(meldingen: list[str]) -> AdresGeweigerd:
    return AdresGeweigerd(tuple(Gebrek(veld=VELD, melding=melding) for melding in meldingen))


def _van_de_tekst(tekst: str) -> Iterator[str]:
    """Wat een andere lezer anders zou lezen, of wat de client stil zou laten vallen."""
    if not tekst.isprintable() or " " in tekst or "\\" in tekst:
        yield TEKENS
    if tekst[:8].lower() != "https://":
        yield SCHEMA
    if "@" in re.split(r"[/?#]", tekst.partition("://")[2], maxsplit=1)[0]:
        yield GEBRUIKER
    if "#" in tekst:
        yield FRAGMENT


def _van_het_doel(url: httpx2.URL, regels: Uitgaandregels) -> Iterator[str]:
    if url.scheme != "https":
        yield SCHEMA
    if url.userinfo:
        yield GEBRUIKER
    if url.fragment:
        yield FRAGMENT
    host, poort = _host(url), _poort(url)
    if url.scheme == "https" and not regels.mag_poort(host, poort):
        yield POORT
    ip = als_ip(host)
    if ip is not None:
        if waarom_niet(ip) and regels.bezwaar(host, ip, poort):
            yield NIET_OPENBAAR
    elif not regels.noemt(host) and not _is_volledige_naam(host):
        yield NAAM


def _host(url: httpx2.URL) -> str:
    return url.raw_host.decode("ascii")  # not `host`: that is the name as it is shown, decoded again


def _poort(url: httpx2.URL) -> int:
    return HTTPS if url.port is None else url.port


def _is_volledige_naam(host: str) -> bool:
    try:
        zelfde = idna.encode(host).decode("ascii") == host
    except (idna.IDNAError, ValueError):
        return False
    delen = host.split(".")
    return (
        zelfde
        and len(host) <= LANGSTE_NAAM
        and len(delen) > 1
        and all(delen)
        and not _GETAL.fullmatch(delen[-1])
        and delen[-1] not in _NIET_VAN_INTERNET
    )
