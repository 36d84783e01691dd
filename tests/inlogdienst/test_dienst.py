"""Wat de inlogdienst van deze machine bewaart en waar zij niet aan begint."""

import json
import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from core.instellingen.lezers import toegestaan
from core.ontwikkeling.embedded.fout import EmbeddedFout
from core.ontwikkeling.inlogdienst.certificaat import lees_of_maak_certificaten
from core.ontwikkeling.inlogdienst.dienst import Client, Proefdienst
from core.ontwikkeling.inlogdienst.pakketten import MAP, installeer
from tests.inlogdienst.opstelling import MENSEN, TERUG, Draaiend


def dienst(map_: Path) -> Proefdienst:
    client = Client(naam="meedoen", terug=(TERUG,), sleuteladres="http://127.0.0.1:8000/sleutels")
    return Proefdienst(
        map_ / "dienst",
        poort=29_443,
        certificaten=lees_of_maak_certificaten(map_ / "tls"),
        client=client,
        mensen=MENSEN,
    )


def test_het_certificaat_blijft_tot_een_maand_voor_zijn_einde(tmp_path: Path) -> None:
    van = lees_of_maak_certificaten(tmp_path)
    eerst = [pad.read_bytes() for pad in (van.ca, van.certificaat, van.sleutel)]
    assert [pad.read_bytes() for pad in (van.ca, van.certificaat, van.sleutel)] == eerst
    assert lees_of_maak_certificaten(tmp_path) == van
    assert van.ca.read_bytes() == eerst[0]
    einde = x509.load_pem_x509_certificate(eerst[1]).not_valid_after_utc
    assert einde > datetime.now(UTC) + timedelta(days=300)
    assert stat.S_IMODE(van.sleutel.stat().st_mode) == 0o600


@pytest.mark.parametrize("kapot", ["ca.crt", "server.crt", "server.key"])
def test_wat_er_niet_heel_staat_wordt_opnieuw_gemaakt_en_past_bij_elkaar(tmp_path: Path, kapot: str) -> None:
    lees_of_maak_certificaten(tmp_path)
    (tmp_path / kapot).unlink()
    van = lees_of_maak_certificaten(tmp_path)
    ca = x509.load_pem_x509_certificate(van.ca.read_bytes())
    x509.load_pem_x509_certificate(van.certificaat.read_bytes()).verify_directly_issued_by(ca)
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(van.certificaat, van.sleutel)


def test_de_sleutel_van_de_ca_staat_nergens(tmp_path: Path) -> None:
    van = lees_of_maak_certificaten(tmp_path)
    assert sorted(pad.name for pad in tmp_path.iterdir()) == ["ca.crt", "server.crt", "server.key"]
    server = x509.load_pem_x509_certificate(van.certificaat.read_bytes()).public_key()
    assert server != x509.load_pem_x509_certificate(van.ca.read_bytes()).public_key()


def test_een_sleutel_blijft_en_na_een_wissel_is_de_vorige_er_nog(tmp_path: Path) -> None:
    proef = dienst(tmp_path)

    def namen() -> list[str]:
        proef.bereid_voor()
        instellingen = Path(proef.opdracht()[-1])
        assert stat.S_IMODE(instellingen.stat().st_mode) == 0o600
        return [sleutel["kid"] for sleutel in json.loads(instellingen.read_text(encoding="utf-8"))["sleutels"]]

    (eerste,) = namen()
    assert namen() == [eerste]
    proef.wissel_sleutel()
    tweede, *rest = namen()
    assert rest == [eerste]
    proef.wissel_sleutel()
    assert namen()[1:] == [tweede]


def test_wat_zij_laat_toestaan_is_alleen_zij_zelf(tmp_path: Path) -> None:
    regels = toegestaan(dienst(tmp_path).toegestaan)
    assert {(host, poort) for host, _, poort in regels} == {("localhost", 29_443)}
    assert all(netwerk.is_loopback for _, netwerk, _ in regels)


def test_een_ander_op_haar_poort_is_zij_niet(eigen_dienst: Draaiend, tmp_path: Path) -> None:
    ander = Proefdienst(
        tmp_path / "ander",
        poort=eigen_dienst.dienst.poort,
        certificaten=lees_of_maak_certificaten(tmp_path / "andere-tls"),
        client=Client(naam="meedoen", terug=(TERUG,), sleuteladres="http://127.0.0.1:1/sleutels"),
        mensen=MENSEN,
    )
    assert eigen_dienst.dienst.antwoordt()
    assert not ander.antwoordt()


def test_wat_niet_te_installeren_is_zegt_dat_in_een_zin(tmp_path: Path) -> None:
    """Een slot dat niet bij zijn wens past; wat er niet is, wordt niet voor heel aangezien."""
    (tmp_path / "package.json").write_text('{"dependencies": {"oidc-provider": "9.13.3"}}', encoding="utf-8")
    (tmp_path / "package-lock.json").write_text('{"lockfileVersion": 3, "packages": {}}', encoding="utf-8")
    with pytest.raises(EmbeddedFout, match="de eerste keer is daar een index van npm voor nodig"):
        installeer(tmp_path)
    assert not (tmp_path / "node_modules" / ".klaar").exists()


def test_het_slot_noemt_elk_pakket_met_zijn_hash_en_geen_machine() -> None:
    slot = (MAP / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in slot
    pakketten = {naam: pakket for naam, pakket in json.loads(slot)["packages"].items() if naam}
    assert len(pakketten) > 20
    assert [naam for naam, pakket in pakketten.items() if not pakket["integrity"].startswith("sha512-")] == []
    wensen = json.loads((MAP / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(versie[0].isdigit() for versie in wensen.values())
    voorbeeld = MAP.parents[3] / ".npmrc"
    assert (MAP / ".npmrc").read_bytes() == voorbeeld.read_bytes()
