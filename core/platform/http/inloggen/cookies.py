"""De drie cookies van Meedoen. `__Host-` bindt ze aan precies deze site: geen andere naam in het domein kan ze zetten.

`Lax`: wie van zijn inlogdienst terugkomt brengt ze mee, en een formulier op een andere site niet.
"""

from datetime import timedelta
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

REIS = "__Host-meedoen-reis"
"""Bindt een begonnen reis naar de inlogdienst aan deze browser."""
APPARAAT = "__Host-meedoen-apparaat"
"""Wie hier eerder inlogde (apparaat.py); een jaar."""
SESSIE = "__Host-meedoen-sessie"
"""Wie er is ingelogd; verdwijnt met de browser."""


def geef(naam: str, waarde: str, *, geldig: timedelta | None = None) -> Cookie:
    """De cookie; zonder `geldig` tot de browser sluit."""
    return _cookie(naam, waarde, seconden=None if geldig is None else int(geldig.total_seconds()))


def neem_terug(naam: str) -> Cookie:
    return _cookie(naam, "", seconden=0)


def lees(verbinding: ASGIConnection[Any, Any, Any, Any], naam: str) -> str | None:
    """Wat de browser meebracht, onder precies deze naam; None als dat niets is, of als er twee zijn.

    Niet met de lezer van Litestar: die snoeit ook tekens weg die een browser bij de naam telt, en dan zegt `__Host-`
    niets.
    """
    delen = [deel.strip(b" \t") for kop in _koppen(verbinding) for deel in kop.split(b";")]
    waarden = [
        waarde for deel in delen for begin, is_, waarde in [deel.partition(b"=")] if is_ and begin == naam.encode()
    ]
    try:
        return waarden[0].decode("ascii") or None if len(waarden) == 1 else None
    except UnicodeDecodeError:
        return None


def _koppen(verbinding: ASGIConnection[Any, Any, Any, Any]) -> list[bytes]:
    return [waarde for naam, waarde in verbinding.scope["headers"] if naam == b"cookie"]


def _cookie(naam: str, waarde: str, *, seconden: int | None) -> Cookie:
    return Cookie(key=naam, value=waarde, path="/", secure=True, httponly=True, samesite="lax", max_age=seconden)
