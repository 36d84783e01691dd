"""Een adres dat een ander opgeeft: wat er goed is, wat er niet mag, en alles wat eraan mankeert in één keer."""

from ipaddress import ip_address, ip_network

import httpx2
import pytest

from core.platform.uitgaand import adres
from core.platform.uitgaand.adres import beoordeel, lees_adres
from core.platform.uitgaand.fouten import AdresGeweigerd
from core.platform.uitgaand.regels import Toegestaan, Uitgaandregels
from tests.platform.uitgaand.vijandig import AAN_DE_TEKST

POORT = 4443
ALLEEN_INTERNET = Uitgaandregels()
MET_POORT = Uitgaandregels(poorten=frozenset({443, POORT}))
BINNEN = Uitgaandregels.van([("idp", ip_network("10.1.0.0/16"), POORT), ("10.1.2.3", ip_network("10.1.2.3/32"), 443)])


def gebreken(tekst: str, regels: Uitgaandregels = ALLEEN_INTERNET) -> list[str]:
    with pytest.raises(AdresGeweigerd) as fout:
        lees_adres(tekst, regels)
    assert {g.veld for g in fout.value.gebreken} == {"adres"}
    return [g.melding for g in fout.value.gebreken]


@pytest.mark.parametrize("wat", AAN_DE_TEKST)
def test_een_adres_naar_binnen_is_aan_de_tekst_te_zien(wat: str) -> None:
    """Ook als de poort wel mag: dan ligt het niet daaraan."""
    assert gebreken(AAN_DE_TEKST[wat].replace("{poort}", str(POORT)), MET_POORT)


def test_er_zijn_er_meer_dan_veertig() -> None:
    assert len(set(AAN_DE_TEKST.values())) == len(AAN_DE_TEKST) > 40


@pytest.mark.parametrize(
    ("tekst", "host", "poort"),
    [
        ("https://aanmelden.example.org", "aanmelden.example.org", 443),
        ("https://aanmelden.example.org:443/pad?vraag=1@2", "aanmelden.example.org", 443),
        ("HTTPS://Aanmelden.Example.ORG/Pad", "aanmelden.example.org", 443),
        ("https://login.example.org/ab12/v2.0/.well-known/openid-configuration", "login.example.org", 443),
        ("https://bücher.example.org/", "xn--bcher-kva.example.org", 443),
        ("https://xn--bcher-kva.example.org/", "xn--bcher-kva.example.org", 443),
        ("https://aanmelden.example.org/caf%C3%A9/é", "aanmelden.example.org", 443),
        ("https://93.184.215.14/", "93.184.215.14", 443),
        ("https://[2a00:1450:4001:80b::200e]:443/", "2a00:1450:4001:80b::200e", 443),
        ("https://[64:ff9b::808:808]/", "64:ff9b::808:808", 443),
    ],
)
def test_een_gewoon_adres_mag(tekst: str, host: str, poort: int) -> None:
    doel = lees_adres(tekst, ALLEEN_INTERNET)
    assert (doel.host, doel.poort) == (host, poort)
    assert doel.url == httpx2.URL(tekst), "wat gevraagd wordt is wat gelezen is"
    assert beoordeel(doel.url, ALLEEN_INTERNET) == doel, "nog eens lezen geeft hetzelfde"
    assert doel.ip == (None if host[-1].isalpha() and ":" not in host else ip_address(host))


def test_alles_wat_eraan_mankeert_in_een_keer() -> None:
    assert gebreken("http://wie:wat@10.0.0.1:22/ x#y") == [
        adres.TEKENS,
        adres.SCHEMA,
        adres.GEBRUIKER,
        adres.FRAGMENT,
        adres.NIET_OPENBAAR,
    ]
    assert gebreken("https://wie@localhost:22/") == [adres.GEBRUIKER, adres.POORT, adres.NAAM]
    assert gebreken("https://10.0.0.1:22/") == [adres.POORT, adres.NIET_OPENBAAR]
    assert gebreken("https://93.184.215.14:22/") == [adres.POORT]
    assert gebreken("https://[::1/ #") == [adres.TEKENS, adres.FRAGMENT]
    assert gebreken("https://[::1/") == [adres.ONLEESBAAR]


def test_een_gebrek_herhaalt_niet_wat_er_stond() -> None:
    geheim = "Geheim123"
    for tekst in (f"https://wie:{geheim}@x/", f"https://{geheim}/", f"http://[{geheim}", f"https://a.nl:{geheim}/"):
        with pytest.raises(AdresGeweigerd) as fout:
            lees_adres(tekst, ALLEEN_INTERNET)
        alles = [str(fout.value), *(g.melding for g in fout.value.gebreken)]
        assert geheim.lower() not in " ".join(alles).lower()
        assert fout.value.__cause__ is None


def test_wat_het_platform_noemt_mag_en_niet_meer_dan_dat() -> None:
    doel = lees_adres("https://idp:4443/x", BINNEN)
    assert (doel.host, doel.poort, doel.ip) == ("idp", POORT, None)
    assert lees_adres("https://10.1.2.3/", BINNEN).ip == ip_address("10.1.2.3")
    assert gebreken("https://idp:4444/", BINNEN) == [adres.POORT]
    assert gebreken("https://idp.localhost/", BINNEN) == [adres.NAAM]
    assert gebreken("https://10.1.2.4/", BINNEN) == [adres.NIET_OPENBAAR]
    assert gebreken("https://10.1.2.3:4443/", BINNEN) == [adres.POORT, adres.NIET_OPENBAAR]
    assert gebreken("http://idp:4443/", BINNEN) == [adres.SCHEMA], "ook het platform maakt er geen http van"


@pytest.mark.parametrize("ip", ["169.254.169.254", "100.100.100.200", "168.63.129.16", "0.1.2.3", "224.0.0.1"])
def test_wat_geen_dienst_is_kan_ook_het_platform_niet_toestaan(ip: str) -> None:
    alles = Uitgaandregels(netwerken=(Toegestaan(ip, ip_network(f"{ip}/32"), 443),))
    assert gebreken(f"https://{ip}/", alles) == [adres.NIET_OPENBAAR]
