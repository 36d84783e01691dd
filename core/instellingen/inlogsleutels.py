"""De sleutels waarmee Meedoen zich bij inlogdiensten meldt; zij lezen hun openbare helft op `/inloggen/sleutels`.

Wisselen gaat zonder onderbreking: zet de nieuwe achteraan, wacht tot elke dienst haar gezien heeft, zet haar vooraan,
en haal de oude weg als zij niet meer tekent.
"""

import re

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc.jwk import ECKey, RSAKey

Inlogsleutel = RSAKey | ECKey
KLEINSTE_RSA = 2048
_BLOK = re.compile(r"-----BEGIN [A-Z ]+-----.+?-----END [A-Z ]+-----", re.DOTALL)
_VERWACHT = "verwacht een of meer privésleutels in PEM zonder wachtwoord: P-256, of RSA van minstens 2048 bits"


def lees_inlogsleutels(tekst: str) -> tuple[Inlogsleutel, ...]:
    """De sleutels in hun volgorde, elk met haar vingerafdruk (RFC 7638) als naam.

    Raises:
        ValueError: er is geen sleutel, een die niet mag, of twee keer dezelfde; noemt nooit wat er stond.
    """
    sleutels = tuple(_lees_een(blok.group()) for blok in _BLOK.finditer(tekst))
    if not sleutels or _BLOK.sub("", tekst).strip():
        raise ValueError(_VERWACHT)
    if len({sleutel.kid for sleutel in sleutels}) != len(sleutels):
        raise ValueError("een sleutel staat er twee keer")
    return sleutels


def _lees_een(pem: str) -> Inlogsleutel:
    try:
        gelezen = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError):
        raise ValueError(_VERWACHT) from None
    sleutel: Inlogsleutel
    if isinstance(gelezen, ec.EllipticCurvePrivateKey) and isinstance(gelezen.curve, ec.SECP256R1):
        sleutel = ECKey.import_key(pem)
    elif isinstance(gelezen, rsa.RSAPrivateKey) and gelezen.key_size >= KLEINSTE_RSA:
        sleutel = RSAKey.import_key(pem)
    else:
        raise ValueError(_VERWACHT)
    sleutel.ensure_kid()
    return sleutel
