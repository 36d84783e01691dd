"""Hoe de tekst van een instelling gelezen wordt.

Een lezer geeft de waarde, of een ValueError die zegt wat er verwacht wordt en nooit wat er stond.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from email_validator import EmailNotValidError, validate_email

_TOEGESTAAN = re.compile(
    r"(?:(?P<host>[a-z0-9.-]+)|\[(?P<ipv6>[0-9a-f:]+)\]):(?P<netwerk>[0-9a-f:.]+/[0-9]+):(?P<poort>[0-9]+)"
)

_RUIMSTE_NETWERK = 8
ZONDER_TLS = "smtp-open"
MAILSCHEMAS = ("smtps", "smtp", ZONDER_TLS)
"""Met TLS vanaf het begin, met STARTTLS, en zonder."""


def poort(tekst: str) -> int:
    """Een poort van 1 tot en met 65535."""
    poort = _geheel(tekst)
    if not 1 <= poort <= 65535:
        raise ValueError("een poort ligt tussen 1 en 65535")
    return poort


def poort_of_niet(tekst: str) -> int:
    """Een poort, of 0: geen."""
    return 0 if tekst == "0" else poort(tekst)


def aantal(tekst: str) -> int:
    """Een geheel getal van minstens 1."""
    aantal = _geheel(tekst)
    if aantal < 1:
        raise ValueError("moet minstens 1 zijn")
    return aantal


def knopen(tekst: str) -> tuple[tuple[str, int], ...]:
    """Adressen met hun poort, `host:poort`, met komma's ertussen."""
    gevonden = []
    for deel in tekst.split(","):
        host, scheiding, nummer = deel.strip().rpartition(":")
        if not host or not scheiding:
            raise ValueError("verwacht host:poort, met komma's ertussen")
        gevonden.append((host, poort(nummer)))
    return tuple(gevonden)


def toegestaan(tekst: str) -> tuple[tuple[str, IPv4Network | IPv6Network, int], ...]:
    """Namen buiten internet die Meedoen mag vragen: `host:netwerk:poort`, met komma's ertussen."""
    gevonden = []
    for deel in tekst.split(","):
        passend = _TOEGESTAAN.fullmatch(deel.strip())
        try:
            netwerk = ip_network(passend["netwerk"]) if passend else None
        except ValueError:
            netwerk = None
        if passend is None or netwerk is None or "%" in str(netwerk):
            raise ValueError("verwacht host:netwerk:poort, met komma's ertussen: idp.example.org:10.1.2.0/24:443")
        if netwerk.prefixlen == 0:
            raise ValueError("het netwerk is alles; noem alleen dat van deze host")
        gevonden.append((passend["host"] or passend["ipv6"], netwerk, poort(passend["poort"])))
    return tuple(gevonden)


def proxys(tekst: str) -> tuple[str, ...]:
    """Adressen of netwerken van proxy's, met komma's ertussen; nooit zo ruim dat er bezoekers bij zijn."""
    gevonden = []
    for deel in tekst.split(","):
        try:
            netwerk = ip_network(deel.strip())
        except ValueError:
            raise ValueError("verwacht adressen of netwerken, met komma's ertussen: 10.1.2.3, 10.1.3.0/24") from None
        if netwerk.prefixlen < _RUIMSTE_NETWERK or "%" in str(netwerk):
            raise ValueError(f"een netwerk is hooguit een /{_RUIMSTE_NETWERK}; noem alleen dat van de proxy's")
        gevonden.append(str(netwerk))
    return tuple(gevonden)


def oin(tekst: str) -> str:
    """Een OIN: twintig cijfers."""
    if len(tekst) != 20 or not tekst.isascii() or not tekst.isdigit():
        raise ValueError("een OIN heeft 20 cijfers")
    return tekst


def adres(schemas: tuple[str, ...]) -> Callable[[str], str]:
    """Een lezer van adressen die met een van deze schema's beginnen; zonder schuine streep aan het eind."""

    def lees(tekst: str) -> str:
        if not _is_heel(tekst, schemas):
            begin = " of ".join(s + "://" for s in schemas)
            raise ValueError(f"verwacht een adres dat begint met {begin}, met in het wachtwoord geen @ : / ? # [ ]")
        return tekst.rstrip("/")

    return lees


def herkomst(tekst: str) -> str:
    """Een herkomst (RFC 6454): schema, host en hooguit een poort, zoals een browser haar in `Origin` noemt."""
    gelezen = adres(("http", "https"))(tekst)
    delen = urlsplit(gelezen)
    kaal = f"{delen.scheme}://{delen.netloc}"
    eigen = {"http": 80, "https": 443}[delen.scheme]
    if gelezen != kaal or "@" in kaal or kaal != kaal.lower() or delen.port == eigen or kaal.endswith((".", ":")):
        raise ValueError(
            "verwacht alleen schema en host, in kleine letters, met een poort als die niet de gewone is:"
            " https://meedoen.example.org"
        )
    return kaal


def valkey(tekst: str) -> str:
    """Een adres van Valkey: host, poort en hooguit het nummer van een database, niets dat een toets kan uitzetten."""
    gelezen = adres(("redis", "rediss"))(tekst)
    delen = urlsplit(gelezen)
    nummer = delen.path.removeprefix("/")
    if not delen.hostname or "?" in gelezen or "#" in gelezen or not (nummer == "" or _is_nummer(nummer)):
        raise ValueError("na de host komt hooguit een poort en het nummer van een database, en niets na een ? of #")
    return gelezen


def mailserver(tekst: str) -> str:
    """Een adres van een mailserver: schema, host en poort, en niets dat bij een mens of een wachtwoord hoort."""
    gelezen = adres(MAILSCHEMAS)(tekst)
    delen = urlsplit(gelezen)
    if not delen.hostname or not delen.port or gelezen != f"{delen.scheme}://{delen.netloc}" or "@" in gelezen:
        raise ValueError("verwacht schema, host en poort, en niets meer: smtp://mail.example.org:587")
    return gelezen


def mailadres(tekst: str) -> str:
    """Een e-mailadres in gewone letters."""
    try:
        return str(validate_email(tekst, allow_smtputf8=False, check_deliverability=False).ascii_email)
    except EmailNotValidError:
        raise ValueError("verwacht een e-mailadres: meedoen@example.org") from None


def aanmelding(tekst: str) -> tuple[str, str]:
    """Een gebruiker en een wachtwoord, met een dubbele punt ertussen."""
    gebruiker, scheiding, wachtwoord = tekst.partition(":")
    if not (gebruiker and scheiding and wachtwoord):
        raise ValueError("verwacht gebruiker:wachtwoord")
    return gebruiker, wachtwoord


def keuze(soort: type[StrEnum]) -> Callable[[str], StrEnum]:
    """Een lezer van de waarden van een StrEnum."""

    def lees(tekst: str) -> StrEnum:
        try:
            return soort(tekst)
        except ValueError:
            raise ValueError(f"kies uit {', '.join(soort)}") from None

    return lees


def pem(soort: str) -> Callable[[str], str]:
    """Een lezer van PEM met een blok van deze soort, zonder wachtwoord."""

    def lees(tekst: str) -> str:
        if f"{soort}-----" not in tekst or "ENCRYPTED" in tekst:
            raise ValueError(f"verwacht PEM met een {soort}, zonder wachtwoord")
        return tekst

    return lees


def cas(tekst: str) -> str:
    """De CA's in dit bestand, als PEM: alleen certificaten, en elk van een CA."""
    try:
        inhoud = Path(tekst).read_text(encoding="ascii")
        certificaten = x509.load_pem_x509_certificates(inhoud.encode())
        zijn_ca = [is_ca(certificaat) for certificaat in certificaten]
    except ValueError:
        raise ValueError("in dit bestand staat geen certificaat dat te lezen is; verwacht PEM") from None
    if "PRIVATE KEY" in inhoud:
        raise ValueError("in dit bestand staat een privésleutel; hier horen alleen certificaten van CA's")
    if not all(zijn_ca):
        raise ValueError("in dit bestand staat een certificaat dat niet van een CA is; noem de CA die het uitgaf")
    return inhoud


def is_ca(certificaat: x509.Certificate) -> bool:
    """Of dit certificaat andere mag ondertekenen."""
    try:
        return certificaat.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def logniveau(tekst: str) -> str:
    """Een niveau van het logboek, in hoofdletters."""
    niveau = tekst.upper()
    if niveau not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("kies uit DEBUG, INFO, WARNING, ERROR")
    return niveau


def _is_nummer(tekst: str) -> bool:
    return tekst.isascii() and tekst.isdigit()


def _geheel(tekst: str) -> int:
    if not _is_nummer(tekst):
        raise ValueError("verwacht een geheel getal")
    return int(tekst)


def _is_heel(tekst: str, schemas: tuple[str, ...]) -> bool:
    """Of dit een heel adres is. Wat Python over een half adres zegt, bevat stukken ervan: nooit doorgeven."""
    try:
        delen = urlsplit(tekst)
        # A DSN may name several hosts; each must be readable, or who connects later prints what it could not read.
        for host in delen.netloc.rpartition("@")[2].split(","):
            _ = urlsplit(f"//{host}").port
        parse_qs(delen.query, strict_parsing=bool(delen.query))
    except ValueError:
        return False
    return delen.scheme in schemas and bool(delen.netloc) and delen.netloc.count("@") <= 1
