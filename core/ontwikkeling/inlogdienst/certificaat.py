"""A certificate for `localhost` from a CA of one checkout; nobody else trusts it, and it signs nothing more.

The key of the CA is not kept. Who tells his browser to trust `ca.crt` cannot be deceived by who reads these files,
but for a service on his own machine.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.ontwikkeling.embedded.bestanden import maak_map, schrijf

NAAM = "localhost"
GELDIG = timedelta(days=365)
_OP_TIJD = timedelta(days=30)
_NAMEN = (x509.DNSName(NAAM), x509.IPAddress(IPv4Address("127.0.0.1")), x509.IPAddress(IPv6Address("::1")))
_ALLEEN = (
    x509.DNSName(NAAM),
    x509.IPAddress(ip_network("127.0.0.0/8")),
    x509.IPAddress(ip_network("::1/128")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificaten:
    """Where they are, all PEM: the CA, and what the service shows with its key."""

    ca: Path
    certificaat: Path
    sleutel: Path


def lees_of_maak_certificaten(map_: Path) -> Certificaten:
    """Those in `map_`; new ones when they are not all there, or end within a month."""
    van = Certificaten(ca=map_ / "ca.crt", certificaat=map_ / "server.crt", sleutel=map_ / "server.key")
    if not _bruikbaar(van):
        maak_map(map_, mode=0o700)
        van.ca.unlink(missing_ok=True)  # written last: where it is, the other two belong to it
        ca, certificaat, sleutel = _maak()
        schrijf(van.sleutel, sleutel)
        schrijf(van.certificaat, certificaat)
        schrijf(van.ca, ca)
    return van


def _bruikbaar(van: Certificaten) -> bool:
    if not all(pad.exists() for pad in (van.ca, van.certificaat, van.sleutel)):
        return False
    try:
        certificaat = x509.load_pem_x509_certificate(van.certificaat.read_bytes())
    except ValueError:
        return False
    return certificaat.not_valid_after_utc > datetime.now(UTC) + _OP_TIJD


def _maak() -> tuple[str, str, str]:
    """A CA, a certificate that it signed, and the key of that; the key of the CA ends here."""
    ca_sleutel, sleutel = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    uitgever, onderwerp = _naam("Meedoen, ontwikkeling"), _naam(NAAM)
    ca = (
        _bouw(uitgever, uitgever, ca_sleutel.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_gebruik(tekent=True), critical=True)
        .add_extension(x509.NameConstraints(_ALLEEN, None), critical=True)
        .sign(ca_sleutel, hashes.SHA256())
    )
    certificaat = (
        _bouw(onderwerp, uitgever, sleutel.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_gebruik(tekent=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(_NAMEN), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_sleutel.public_key()), critical=False)
        .sign(ca_sleutel, hashes.SHA256())
    )
    prive = sleutel.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return _pem(ca), _pem(certificaat), prive.decode()


def _bouw(onderwerp: x509.Name, uitgever: x509.Name, sleutel: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    nu = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(onderwerp)
        .issuer_name(uitgever)
        .public_key(sleutel)
        .serial_number(x509.random_serial_number())
        .not_valid_before(nu - timedelta(days=1))
        .not_valid_after(nu + GELDIG)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(sleutel), critical=False)
    )


def _naam(naam: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, naam)])


def _gebruik(*, tekent: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not tekent,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=tekent,
        crl_sign=tekent,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificaat: x509.Certificate) -> str:
    return certificaat.public_bytes(serialization.Encoding.PEM).decode()
