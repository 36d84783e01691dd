"""Iets herkennen zonder het te bewaren."""

import hashlib


def vingerafdruk(*delen: str) -> str:
    """De afdruk van een geheim of naam; wie haar vindt, heeft daarmee niet wat erachter zit.

    Dat geldt voor wat niet te raden is: een cookie van 256 bits wel, een adres of een nummer niet.
    """
    return hashlib.sha256("\0".join(delen).encode(errors="surrogatepass")).hexdigest()
