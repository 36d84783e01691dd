"""Of een IP-adres van internet is: openbaar, van één ontvanger, en niet van een tunnel naar iets anders.

De tabellen volgen de registers van IANA voor adressen met een bijzonder doel (IPv4: RFC 6890, 7526, 7534, 7535 en 8155;
IPv6: de stand van 22 oktober 2024), ook waar die een blok wereldwijd bereikbaar noemen: daar woont geen dienst.
`ipaddress.is_global` volgt dezelfde registers, elke uitgave van Python een andere stand, en geldt daarom niet.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Ip = IPv4Address | IPv6Address
Netwerk = IPv4Network | IPv6Network

_BIJZONDER: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "dit netwerk zelf"),
    ("10.0.0.0/8", "een eigen netwerk"),
    ("100.64.0.0/10", "het netwerk van een provider"),
    ("127.0.0.0/8", "deze machine zelf"),
    ("168.63.129.16/32", "de dienst waarmee een cloud haar machines inricht"),
    ("169.254.0.0/16", "alleen op dezelfde lijn"),
    ("172.16.0.0/12", "een eigen netwerk"),
    ("192.0.0.0/24", "protocollen van de IETF"),
    ("192.0.2.0/24", "voorbeelden in documentatie"),
    ("192.31.196.0/24", "AS112"),
    ("192.52.193.0/24", "AMT"),
    ("192.88.99.0/24", "6to4"),
    ("192.168.0.0/16", "een eigen netwerk"),
    ("192.175.48.0/24", "AS112"),
    ("198.18.0.0/15", "metingen"),
    ("198.51.100.0/24", "voorbeelden in documentatie"),
    ("203.0.113.0/24", "voorbeelden in documentatie"),
    ("224.0.0.0/4", "meer ontvangers tegelijk"),
    ("240.0.0.0/4", "gereserveerd"),
    ("::/128", "geen adres"),
    ("::1/128", "deze machine zelf"),
    ("::ffff:0:0/96", "een IPv4-adres in IPv6"),
    ("::/96", "een IPv4-adres in IPv6"),
    ("64:ff9b:1::/48", "NAT64 in een eigen netwerk"),
    ("100::/64", "wat weggegooid wordt"),
    ("2001::/23", "protocollen van de IETF, met Teredo en metingen"),
    ("2001:db8::/32", "voorbeelden in documentatie"),
    ("2002::/16", "6to4"),
    ("2620:4f:8000::/48", "AS112"),
    ("3ffe::/16", "de oude proef met IPv6"),
    ("3fff::/20", "voorbeelden in documentatie"),
    ("5f00::/16", "SRv6"),
    ("fc00::/7", "een eigen netwerk"),
    ("fe80::/10", "alleen op dezelfde lijn"),
    ("fec0::/10", "een eigen netwerk, van vroeger"),
    ("ff00::/8", "meer ontvangers tegelijk"),
)
_NIETS_VOOR_EEN_DIENST = (
    "0.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32", "100.100.100.200/32", "224.0.0.0/4", "240.0.0.0/4",
    "::/128", "fe80::/10", "ff00::/8", "fd00:ec2::254/128", "fd20:ce::254/128",
)  # fmt: skip
"""Wat ook het platform niet kan toestaan: op zulke adressen geven clouds hun machines sleutels, of is niemand thuis."""
_TABEL = tuple((ip_network(netwerk), wat) for netwerk, wat in _BIJZONDER)
_NOOIT = tuple(ip_network(netwerk) for netwerk in _NIETS_VOOR_EEN_DIENST)
_UNICAST = ip_network("2000::/3")
"""Alleen hieruit deelt IANA openbare adressen van IPv6 uit."""
_NAT64 = ip_network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


def is_openbaar(ip: Ip) -> bool:
    """Of dit een adres van internet is."""
    return waarom_niet(ip) == ""


def waarom_niet(ip: Ip) -> str:
    """Waarvoor dit adres is als het niet openbaar is; leeg als het dat wel is."""
    if isinstance(ip, IPv6Address):
        if ip.scope_id is not None:
            return "een adres met een zone"
        if ip in _NAT64:
            return waarom_niet(_binnenste(ip))
        if (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
            return "een IPv4-adres in IPv6"
    for netwerk, wat in _TABEL:
        if ip in netwerk:
            return wat
    return "" if isinstance(ip, IPv4Address) or ip in _UNICAST else "nog niet uitgedeeld"


def nooit(ip: Ip) -> bool:
    """Of dit adres ook niet mag als het platform er een netwerk omheen toestaat."""
    if isinstance(ip, IPv6Address):
        if ip.scope_id is not None or ip in _NAT64 or ip.sixtofour is not None or ip.teredo is not None:
            return True
        if ip.ipv4_mapped is not None:
            return True
    return any(ip in netwerk for netwerk in _NOOIT)


def als_ip(tekst: str) -> Ip | None:
    """Het IP-adres dat hier precies staat, of niets."""
    try:
        return ip_address(tekst)
    except ValueError:
        return None


def _binnenste(ip: IPv6Address) -> IPv4Address:
    return IPv4Address(int(ip) & 0xFFFFFFFF)
