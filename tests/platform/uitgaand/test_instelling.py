"""Wat het platform buiten internet toestaat: gelezen, geweigerd als het niet klopt, en bij het starten genoemd."""

import os
import subprocess
import sys
from ipaddress import ip_network

import pytest

from core.instellingen.config import lees_config
from core.instellingen.lezers import toegestaan
from core.instellingen.tabel import INSTELLINGEN, Omgeving, Proces
from tests.logregels import logregels
from tests.platform.test_config import DSNS, gebreken, productie
from tests.voorbeelden.omgeving import omgeving


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("idp.example.org:10.1.2.0/24:443", (("idp.example.org", ip_network("10.1.2.0/24"), 443),)),
        ("idp.example.org:fd00:1::/32:8443", (("idp.example.org", ip_network("fd00:1::/32"), 8443),)),
        ("[fd00::1]:fd00::1/128:443", (("fd00::1", ip_network("fd00::1/128"), 443),)),
        (
            "10.0.0.1:10.0.0.1/32:443, localhost:127.0.0.0/8:8005",
            (("10.0.0.1", ip_network("10.0.0.1/32"), 443), ("localhost", ip_network("127.0.0.0/8"), 8005)),
        ),
    ],
)
def test_een_regel_is_een_host_een_netwerk_en_een_poort(tekst: str, verwacht: object) -> None:
    assert toegestaan(tekst) == verwacht


@pytest.mark.parametrize(
    "tekst",
    [
        "idp.example.org", "idp.example.org:443", "10.1.2.0/24:443", "idp.example.org:10.1.2.3:443",
        "idp.example.org:10.1.2.3/24:443", "idp.example.org:10.1.2.0/24", "idp.example.org:10.1.2.0/24:0",
        "idp.example.org:10.1.2.0/24:70000", "IDP.example.org:10.1.2.0/24:443", "*:10.0.0.0/8:443",
        "https://idp.example.org:10.0.0.0/8:443", "idp.example.org:0.0.0.0/0:443", "idp.example.org:::/0:443",
        "idp.example.org:10.1.2.0/24:443,", "idp.example.org:10.1.2.0/33:443", "idp.example.org:fd00::/8%1:443",
        "büro.example.org:10.0.0.0/8:443", ":10.0.0.0/8:443",
    ],
)  # fmt: skip
def test_wat_niet_klopt_wordt_met_de_naam_van_de_instelling_geweigerd(tekst: str) -> None:
    (gebrek,) = gebreken(productie(uitgaand_toegestaan=tekst))
    assert gebrek.startswith("MEEDOEN_UITGAAND_TOEGESTAAN: ")


def test_zonder_is_er_niets_toegestaan_en_in_productie_mag_het() -> None:
    assert not lees_config(productie()).uitgaand_toegestaan
    config = lees_config(productie(uitgaand_toegestaan="idp.example.org:10.1.2.0/24:443"))
    assert config.omgeving is Omgeving.PRODUCTIE
    assert len(config.uitgaand_toegestaan) == 1


def test_alleen_wie_naar_buiten_vraagt_leest_haar() -> None:
    (instelling,) = [i for i in INSTELLINGEN if i.naam == "uitgaand_toegestaan"]
    assert instelling.voor == {Proces.API, Proces.WORKER}


def test_bij_het_starten_staat_elke_regel_in_het_logboek() -> None:
    """Voor er verder iets gebeurt: ook als het starten daarna niet lukt."""
    anders = {"uitgaand_toegestaan": "idp.example.org:10.1.2.0/24:443, localhost:127.0.0.0/8:8005"}
    eigen = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("MEEDOEN_")}
    start = "import sys; from core.cli import main; sys.exit(main(['api']))"
    gelezen: list[dict[str, object]] = []
    with subprocess.Popen(
        [sys.executable, "-c", start],
        env=eigen | omgeving(DSNS, valkey="redis://127.0.0.1:9/0", **anders),
        stderr=subprocess.PIPE,
        text=True,
    ) as proces:
        assert proces.stderr is not None
        for regel in proces.stderr:
            gelezen += [r for r in logregels(regel) if r["logger"] == "meedoen.uitgaand"]
            if len(gelezen) == 2:
                break
        proces.terminate()
    assert [(r["level"], r["host"], r["netwerk"], r["poort"]) for r in gelezen] == [
        ("warning", "idp.example.org", "10.1.2.0/24", 443),
        ("warning", "localhost", "127.0.0.0/8", 8005),
    ]
