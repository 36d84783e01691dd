"""Een CA van een eigen netwerk: gelezen, geweigerd als zij er geen is, genoemd bij het starten, en nergens anders van
waarde dan voor wat het platform bij naam en poort toestaat."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from core.instellingen.config import lees_config
from core.instellingen.tabel import INSTELLINGEN, Omgeving, Proces
from core.platform.uitgaand.fouten import NietTeBereiken
from core.platform.uitgaand.netwerk import Ip
from core.platform.uitgaand.regels import Uitgaandregels
from core.platform.uitgaand.vragen import Uitgaand
from tests.logregels import logregels
from tests.platform.test_config import DSNS, gebreken, productie
from tests.platform.uitgaand.buiten import HIER, NAAM, Telefoonboek, antwoord, regels, tls_server
from tests.voorbeelden.certificaten import Ca
from tests.voorbeelden.omgeving import omgeving

CA = Ca("Gemeentelijke CA")
NETWERK = {"uitgaand_toegestaan": "idp.example.org:10.1.2.0/24:443"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overal(Uitgaandregels):
    """Alsof deze machine van internet is: wat niet genoemd is, mag ook."""

    def mag_poort(self, host: str, poort: int) -> bool:
        return True

    def bezwaar(self, host: str, ip: Ip, poort: int) -> str:
        return ""


@asynccontextmanager
async def weg(van: Uitgaandregels, *, eigen_ca: str = "") -> AsyncIterator[Uitgaand]:
    uitgaand = Uitgaand(van, eigen_ca=eigen_ca, opzoeker=Telefoonboek([HIER]))
    try:
        yield uitgaand
    finally:
        await uitgaand.sluit()


async def test_met_de_ca_is_een_dienst_in_een_eigen_netwerk_te_vragen(tmp_path: Path) -> None:
    async with tls_server(CA, antwoord(b"{}"), tmp_path) as server:
        adres = f"https://{NAAM}:{server.poort}/"
        async with weg(regels(server.poort), eigen_ca=CA.certificaat) as uitgaand:
            assert (await uitgaand.haal(adres)).status == 200


@pytest.mark.parametrize("eigen_ca", ["", Ca("Een andere").certificaat])
async def test_zonder_die_ca_niet(tmp_path: Path, eigen_ca: str) -> None:
    async with (
        tls_server(CA, antwoord(b"{}"), tmp_path) as server,
        weg(regels(server.poort), eigen_ca=eigen_ca) as uitgaand,
    ):
        with pytest.raises(NietTeBereiken):
            await uitgaand.haal(f"https://{NAAM}:{server.poort}/")
        assert server.verzoeken == []


async def test_met_de_ca_blijft_de_naam_getoetst(tmp_path: Path) -> None:
    async with (
        tls_server(CA, antwoord(b"{}"), tmp_path, naam="een-ander.example.org") as server,
        weg(regels(server.poort), eigen_ca=CA.certificaat) as uitgaand,
    ):
        with pytest.raises(NietTeBereiken):
            await uitgaand.haal(f"https://{NAAM}:{server.poort}/")


@pytest.mark.parametrize(("host", "poort_erbij"), [("elders.example.org", 0), (NAAM, 1)])
async def test_voor_wat_niet_genoemd_is_telt_de_ca_niet(tmp_path: Path, host: str, poort_erbij: int) -> None:
    """Wie de sleutel van zo'n CA heeft, kan daarmee niet voor een dienst op internet doorgaan."""
    async with tls_server(CA, antwoord(b"{}"), tmp_path) as server:
        genoemd = regels(server.poort + poort_erbij, host=host).netwerken
        async with weg(Overal(netwerken=genoemd), eigen_ca=CA.certificaat) as uitgaand:
            with pytest.raises(NietTeBereiken):
                await uitgaand.haal(f"https://{NAAM}:{server.poort}/")
        async with weg(Overal(netwerken=regels(server.poort).netwerken), eigen_ca=CA.certificaat) as uitgaand:
            assert (await uitgaand.haal(f"https://{NAAM}:{server.poort}/")).status == 200


def test_het_bestand_mag_er_in_productie_zijn_en_zonder_geldt_niets_extra(tmp_path: Path) -> None:
    bestand = tmp_path / "ca.pem"
    bestand.write_text(CA.certificaat + Ca("Nog een").certificaat, encoding="ascii")
    config = lees_config(productie(**NETWERK, uitgaand_ca=str(bestand)))
    assert config.omgeving is Omgeving.PRODUCTIE
    assert config.uitgaand_ca.count("BEGIN CERTIFICATE") == 2
    assert lees_config(productie(**NETWERK)).uitgaand_ca == ""
    (instelling,) = [i for i in INSTELLINGEN if i.naam == "uitgaand_ca"]
    assert instelling.voor == {Proces.API, Proces.WORKER}


LEAF = CA.voor_server()


@pytest.mark.parametrize(
    ("inhoud", "verwacht"),
    [
        ("", "geen certificaat dat te lezen is"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "geen certificaat dat te lezen is"),
        ("é" + CA.certificaat, "geen certificaat dat te lezen is"),
        (LEAF.certificaat, "niet van een CA"),
        (CA.certificaat + LEAF.certificaat, "niet van een CA"),
        (CA.certificaat + LEAF.sleutel, "een privésleutel"),
    ],
)
def test_wat_geen_ca_is_wordt_geweigerd_en_niet_herhaald(tmp_path: Path, inhoud: str, verwacht: str) -> None:
    bestand = tmp_path / "ca.pem"
    bestand.write_text(inhoud, encoding="utf-8")
    (gebrek,) = gebreken(productie(**NETWERK, uitgaand_ca=str(bestand)))
    assert gebrek.startswith("MEEDOEN_UITGAAND_CA: ")
    assert verwacht in gebrek
    assert "BEGIN" not in gebrek


def test_een_bestand_dat_er_niet_is_en_een_ca_voor_niets_worden_geweigerd(tmp_path: Path) -> None:
    (gebrek,) = gebreken(productie(**NETWERK, uitgaand_ca=str(tmp_path / "weg.pem")))
    assert gebrek.startswith("MEEDOEN_UITGAAND_CA: No such file")
    bestand = tmp_path / "ca.pem"
    bestand.write_text(CA.certificaat, encoding="ascii")
    (gebrek,) = gebreken(productie(uitgaand_ca=str(bestand)))
    assert gebrek.startswith("MEEDOEN_UITGAAND_CA: telt alleen voor wat MEEDOEN_UITGAAND_TOEGESTAAN noemt")


def test_bij_het_starten_staat_elke_ca_in_het_logboek(tmp_path: Path) -> None:
    bestand = tmp_path / "ca.pem"
    bestand.write_text(CA.certificaat, encoding="ascii")
    eigen = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("MEEDOEN_")}
    start = "import sys; from core.cli import main; sys.exit(main(['api']))"
    waarden = omgeving(DSNS, valkey="redis://127.0.0.1:9/0", uitgaand_ca=str(bestand), **NETWERK)
    gelezen: list[dict[str, object]] = []
    with subprocess.Popen(
        [sys.executable, "-c", start], env=eigen | waarden, stderr=subprocess.PIPE, text=True
    ) as proces:
        assert proces.stderr is not None
        for regel in proces.stderr:
            gelezen += [r for r in logregels(regel) if r["logger"] == "meedoen.uitgaand"]
            if len(gelezen) == 2:
                break
        proces.terminate()
    ca = x509.load_pem_x509_certificate(bestand.read_bytes())
    assert [(r["level"], r.get("ca"), r.get("vingerafdruk")) for r in gelezen] == [
        ("warning", None, None),
        ("warning", "CN=Gemeentelijke CA", ca.fingerprint(hashes.SHA256()).hex()),
    ]
