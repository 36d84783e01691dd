"""Waarmee Meedoen zich bij een inlogdienst meldt: een sleutel die sterk genoeg is, en een nieuwe naast een oude."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from joserfc.jwk import ECKey, RSAKey

from core.instellingen.inlogsleutels import lees_inlogsleutels


def pem(sleutel: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> str:
    return sleutel.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


P256 = ec.generate_private_key(ec.SECP256R1())
RSA = rsa.generate_private_key(65537, 2048)
ZWAK = rsa.generate_private_key(65537, 1024)  # noqa: S505 - the test wants it refused
MET_WACHTWOORD = P256.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x")).decode()
OPENBAAR = P256.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def test_de_sleutels_staan_in_hun_volgorde_en_heten_naar_zichzelf() -> None:
    een, twee = lees_inlogsleutels(pem(P256) + "\n" + pem(RSA))
    assert isinstance(een, ECKey)
    assert isinstance(twee, RSAKey)
    [weer] = lees_inlogsleutels(pem(P256))
    assert een.kid == weer.kid
    assert een.kid != twee.kid


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "geen sleutel",
        pem(ZWAK),
        pem(ec.generate_private_key(ec.SECP384R1())),
        pem(ed25519.Ed25519PrivateKey.generate()),
        MET_WACHTWOORD,
        OPENBAAR,
        pem(P256) + "en nog iets",
        pem(P256).replace("A", "!", 1),
    ],
)
def test_wat_geen_goede_sleutel_is_wordt_geweigerd_zonder_haar_te_noemen(tekst: str) -> None:
    with pytest.raises(ValueError, match="P-256, of RSA") as fout:
        lees_inlogsleutels(tekst)
    assert not tekst or tekst not in str(fout.value)


def test_twee_keer_dezelfde_sleutel_is_een_vergissing() -> None:
    with pytest.raises(ValueError, match="twee keer"):
        lees_inlogsleutels(pem(P256) + pem(P256))
