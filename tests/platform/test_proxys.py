"""Welke proxy's iets mogen zeggen over wie er vraagt: alleen wie de instellingen noemen, en nooit heel internet."""

import pytest

from core.instellingen.lezers import proxys


def test_een_proxy_is_een_adres_of_een_netwerk() -> None:
    assert proxys("10.1.2.3") == ("10.1.2.3/32",)
    assert proxys("10.1.3.0/24, fd00::/16") == ("10.1.3.0/24", "fd00::/16")


@pytest.mark.parametrize(
    "tekst",
    ["*", "0.0.0.0/0", "::/0", "128.0.0.0/1", "2000::/3", "10.1.2.3/24", "ingress", "10.1.2.3,", "fe80::1%eth0"],
)
def test_wat_alles_of_niets_noemt_is_er_geen(tekst: str) -> None:
    with pytest.raises(ValueError, match=r"verwacht|hooguit"):
        proxys(tekst)
