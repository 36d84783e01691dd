"""Een eigen CA met certificaten zoals PKIoverheid ze uitgeeft: het OIN als serialNumber in het onderwerp."""

import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAG = timedelta(days=1)
HIER = x509.IPAddress(IPv4Address("127.0.0.1"))
ELDERS = x509.DNSName("elders.example.org")


@dataclass(frozen=True, slots=True)
class Certificaat:
    """Certificaat en sleutel, allebei PEM."""

    certificaat: str
    sleutel: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ca:
    naam: str = "Proef CA"
    _sleutel: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def certificaat(self) -> str:
        onderwerp = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.naam)])
        bouw = (
            _bouw(onderwerp, onderwerp, self._sleutel, -DAG, DAG)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_gebruik(tekent_certificaten=True), critical=True)
        )
        return _pem(bouw.sign(self._sleutel, hashes.SHA256()))

    def geef_uit(
        self,
        *oins: str,
        van: timedelta = -DAG,
        tot: timedelta = DAG,
        voor: x509.ObjectIdentifier = ExtendedKeyUsageOID.CLIENT_AUTH,
        naam: x509.GeneralName = HIER,
    ) -> Certificaat:
        """Een certificaat op `naam` met deze serialNumbers in het onderwerp; `van` en `tot` tellen vanaf nu."""
        sleutel = ec.generate_private_key(ec.SECP256R1())
        velden = [x509.NameAttribute(NameOID.COMMON_NAME, "proef.example.org")]
        velden += [x509.NameAttribute(NameOID.SERIAL_NUMBER, oin) for oin in oins]
        bouw = (
            _bouw(
                x509.Name(velden),
                x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.naam)]),
                sleutel,
                van,
                tot,
            )
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_gebruik(tekent_certificaten=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([voor]), critical=False)
            .add_extension(x509.SubjectAlternativeName([naam]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._sleutel.public_key()), critical=False
            )
        )
        prive = sleutel.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return Certificaat(_pem(bouw.sign(self._sleutel, hashes.SHA256())), prive.decode())

    def voor_server(self, naam: x509.GeneralName = HIER) -> Certificaat:
        return self.geef_uit(voor=ExtendedKeyUsageOID.SERVER_AUTH, naam=naam)


def als_server(met: Certificaat, map_: Path) -> ssl.SSLContext:
    """De TLS van wie aanneemt, zonder naar een certificaat van de ander te vragen."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    bestand = map_ / "server.pem"
    bestand.write_text(f"{met.certificaat}\n{met.sleutel}", encoding="ascii")
    context.load_cert_chain(bestand)
    return context


def als_client(ca_van_server: str, met: Certificaat | None, map_: Path) -> ssl.SSLContext:
    """De TLS van wie verbinding maakt: vertrouwt de server, en laat `met` zien."""
    context = ssl.create_default_context(cadata=ca_van_server)
    if met is not None:
        bestand = map_ / "client.pem"
        bestand.write_text(f"{met.certificaat}\n{met.sleutel}", encoding="ascii")
        context.load_cert_chain(bestand)
    return context


def _bouw(
    onderwerp: x509.Name, uitgever: x509.Name, sleutel: ec.EllipticCurvePrivateKey, van: timedelta, tot: timedelta
) -> x509.CertificateBuilder:
    nu = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(onderwerp)
        .issuer_name(uitgever)
        .public_key(sleutel.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu + van)
        .not_valid_after(nu + tot)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(sleutel.public_key()), critical=False)
    )


def _gebruik(*, tekent_certificaten: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not tekent_certificaten,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=tekent_certificaten,
        crl_sign=tekent_certificaten,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificaat: x509.Certificate) -> str:
    return certificaat.public_bytes(serialization.Encoding.PEM).decode()
