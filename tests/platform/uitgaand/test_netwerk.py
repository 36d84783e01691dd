"""Welke IP-adressen van internet zijn."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis.strategies import ip_addresses

from core.platform.uitgaand.netwerk import _TABEL, Ip, is_openbaar, nooit, waarom_niet


@pytest.mark.parametrize(
    "ip",
    [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
        "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2000::1", "2a02:898::1", "2620:fe::fe",
        "64:ff9b::1.1.1.1",
    ],
)  # fmt: skip
def test_dit_is_internet(ip: str) -> None:
    assert is_openbaar(ip_address(ip))
    assert waarom_niet(ip_address(ip)) == ""


@pytest.mark.parametrize("netwerk", [str(netwerk) for netwerk, _ in _TABEL])
def test_het_begin_en_het_einde_van_elk_blok_zijn_geen_internet(netwerk: str) -> None:
    gevonden, wat = next((n, w) for n, w in _TABEL if str(n) == netwerk)
    for ip in (gevonden[0], gevonden[-1]):
        assert not is_openbaar(ip)
        assert waarom_niet(ip)
    assert wat


@pytest.mark.parametrize(
    "ip",
    [
        "::2", "400::1", "1fff::1", "4000::1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b::100.64.0.1",
        "64:ff9b:0:0:1::1", "2001:4860::5efe:7f00:1", "2001:4860::200:5efe:10.0.0.1", "2001:4860::1%eth0",
        "fd20:ce::254",
    ],
)  # fmt: skip
def test_dit_is_geen_internet(ip: str) -> None:
    assert not is_openbaar(ip_address(ip))


@given(ip_addresses())
def test_wat_python_niet_openbaar_noemt_noemen_wij_het_ook_niet(ip: Ip) -> None:
    assert ip.is_global or not is_openbaar(ip)
    if isinstance(ip, IPv4Address):
        assert is_openbaar(IPv6Address(0x64FF9B << 96 | int(ip))) is is_openbaar(ip)
        assert not is_openbaar(IPv6Address(0xFFFF << 32 | int(ip)))


@pytest.mark.parametrize(
    "ip", ["::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "fe80::1", "fd00::1%1"]
)
def test_een_omweg_naar_wat_nooit_mag_mag_ook_nooit(ip: str) -> None:
    assert nooit(ip_address(ip))


def test_een_eigen_netwerk_kan_het_platform_toestaan() -> None:
    assert not any(nooit(ip_address(ip)) for ip in ("10.0.0.1", "127.0.0.1", "fd00::1", "::1", "100.64.0.1"))
